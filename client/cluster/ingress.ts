/** Where the requests from outside come into a cluster: which gateway, at which addresses. Pure. */
import { isObject, listAt, member, numberAt, textAt, type JsonObject } from '#knative/json.ts';
import { jsonOf, type KubeObject } from './object.ts';

/** A Service of Kubernetes that leads to the gateway. */
export interface Gateway {
  readonly namespace: string;
  readonly name: string;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface IngressClues {
  /** Knative's own Ingress of the route, of clusters that have such. */
  readonly ingress: KubeObject | undefined;
  /** The config maps of `knative-serving` by name: config-network, config-istio, config-gateway. */
  readonly configs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Of Serving: what Istio's gateway is called depends on it. */
  readonly version: 'v1' | 'v1alpha1';
}

/** The most likely first: what the Ingress itself names, what the settings name, what is usual. */
export function gatewaysFor(clues: IngressClues): readonly Gateway[] {
  const all = [
    ...gatewaysOfIngress(clues.ingress),
    ...gatewaysOfConfig(clues.configs),
    ...usualGateways(clues),
  ];
  return all.filter(
    (one, index) =>
      all.findIndex(({ namespace, name }) => namespace === one.namespace && name === one.name) === index,
  );
}

/** Where a gateway is reached: at its load balancer, else through its port on each node. */
export function addressesOf(
  service: KubeObject,
  nodes: readonly KubeObject[],
  scheme: 'http' | 'https',
): readonly Address[] {
  const port = portFor(service, scheme);
  if (port === undefined) return [];
  const balanced = listAt(member(service.status, 'loadBalancer'), 'ingress')
    .map((one) => textAt(one, 'ip') || textAt(one, 'hostname'))
    .concat(listAt(service.spec, 'externalIPs').filter((one) => typeof one === 'string'))
    .filter((host) => host !== '')
    .map((host) => ({ host, port: port.port }));
  const onNodes =
    port.nodePort === undefined
      ? []
      : nodes.flatMap(nodeHosts).map((host) => ({ host, port: port.nodePort ?? port.port }));
  return [...balanced, ...onNodes];
}

/** Names that only the cluster itself knows. */
export function isClusterLocal(url: string): boolean {
  return /\.svc(?:\.[a-z0-9.-]+)?$/.test(hostOf(url));
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** `kourier.kourier-system.svc.cluster.local` is a Service. */
function gatewaysOfIngress(ingress: KubeObject | undefined): readonly Gateway[] {
  // Before 0.22 there was one load balancer for all.
  const balancer = member(ingress?.status, 'publicLoadBalancer') ?? member(ingress?.status, 'loadBalancer');
  return listAt(balancer, 'ingress').flatMap((one) => gatewayIn(textAt(one, 'domainInternal')));
}

function gatewaysOfConfig({
  'config-istio': istio = {},
  'config-gateway': gateway = {},
}: IngressClues['configs']): readonly Gateway[] {
  const ofIstio = Object.entries(istio)
    .filter(([key]) => /^(?:gateway\.|external-gateways$)/.test(key))
    .flatMap(([, value]) => Array.from(value.matchAll(/[\w-]+\.[\w-]+\.svc\.[\w.-]+/g)))
    .flatMap(([domain]) => gatewayIn(domain));
  const external = gateway['external-gateways'] ?? '';
  const ofGateways = [...external.matchAll(/service:\s*["']?([\w-]+)\/([\w-]+)/g)].map(
    ([, namespace = '', name = '']) => ({ namespace, name }),
  );
  return [...ofIstio, ...ofGateways];
}

function gatewayIn(domain: string): readonly Gateway[] {
  const [, name, namespace] = /^([\w-]+)\.([\w-]+)\.svc(?:\.|$)/.exec(domain) ?? [];
  return name === undefined || namespace === undefined ? [] : [{ namespace, name }];
}

/** As the ingress class says, which is `istio` where it says nothing (knative.dev/networking pkg/config). */
function usualGateways({ configs, version }: IngressClues): readonly Gateway[] {
  const network = configs['config-network'] ?? {};
  const value = network['ingress-class'] ?? network['ingress.class'] ?? '';
  const [kind = ''] = value.split('.');
  const istio =
    version === 'v1'
      ? ['istio-ingressgateway', 'knative-ingressgateway']
      : ['knative-ingressgateway', 'istio-ingressgateway'];
  const known: Readonly<Record<string, readonly Gateway[]>> = {
    istio: istio.map((name) => ({ namespace: 'istio-system', name })),
    kourier: [
      { namespace: 'kourier-system', name: 'kourier' },
      { namespace: 'knative-serving-ingress', name: 'kourier' },
      { namespace: 'knative-serving', name: 'kourier' },
    ],
    contour: [
      { namespace: 'contour-external', name: 'envoy' },
      { namespace: 'projectcontour', name: 'envoy' },
    ],
    'gateway-api': [],
  };
  const first = known[kind] ?? [];
  return [...first, ...Object.values(known).flat()];
}

interface Port {
  readonly port: number;
  readonly nodePort: number | undefined;
}

function portFor({ spec }: KubeObject, scheme: 'http' | 'https'): Port | undefined {
  const ports = listAt(spec, 'ports').filter(isObject);
  const [names, number] = scheme === 'http' ? [['http2', 'http'], 80] : [['https'], 443];
  const found =
    ports.find((port) => names.includes(textAt(port, 'name'))) ??
    ports.find((port) => port['port'] === number) ??
    (scheme === 'http' && ports.length === 1 ? ports[0] : undefined);
  return found === undefined ? undefined : readPort(found);
}

function readPort(port: JsonObject): Port | undefined {
  const number = numberAt(port, 'port');
  return number === undefined ? undefined : { port: number, nodePort: numberAt(port, 'nodePort') };
}

/** The address for the world first. */
function nodeHosts(node: KubeObject): readonly string[] {
  const addresses = listAt(member(jsonOf(node), 'status'), 'addresses');
  return ['ExternalIP', 'InternalIP'].flatMap((type) =>
    addresses.filter((one) => textAt(one, 'type') === type).map((one) => textAt(one, 'address')),
  );
}

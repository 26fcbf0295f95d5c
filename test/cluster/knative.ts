/** Installs Knative Serving's manifests, adapted to processes instead of pods, and starts its processes. */
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isArray, isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import { type Api, eventually } from './api.ts';
import { address, collection, nameOf, put, textAt } from './objects.ts';
import { freePorts, isFree } from './ports.ts';
import type { Processes } from './processes.ts';

export const namespace = 'knative-serving';

/** The autoscaler cannot be told another one. */
export const statisticsPort = 8080;

export interface KnativeOptions {
  readonly admin: Api;
  readonly processes: Processes;
  readonly kubeconfig: string;
  /** The folder of manifests that came with the programs. */
  readonly config: string;
  /** An address of this machine that other machines could reach. */
  readonly address: string;
  /** Without them objects are only judged, and nothing comes of them. */
  readonly controllers: boolean;
  /** Added to what the manifests configure. */
  readonly configMaps: ConfigMaps;
}

/** Data by the ConfigMap's name. */
export type ConfigMaps = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Resolves when the webhooks answer. */
export async function startKnative(options: KnativeOptions): Promise<void> {
  const [port = 0] = await freePorts(1);
  await install(options.admin, await manifests(options.config, port, options.configMaps));
  await installActivator(options.admin, options.address);
  await startProgram('webhook', options, { WEBHOOK_NAME: 'webhook', WEBHOOK_PORT: String(port) });
  if (options.controllers) {
    // Another control plane on this machine may be about to end.
    await eventually(
      `port ${statisticsPort}, which Knative's autoscaler needs and another program listens on`,
      async () => ((await isFree(statisticsPort)) ? true : undefined),
      { within: 180_000 },
    );
    await startProgram('controller', options);
    await startProgram('autoscaler', options);
  }
  await webhookAnswers(options);
}

/** All documents in the order they are to be installed: what the webhooks look at comes before them. */
async function manifests(
  config: string,
  webhookPort: number,
  configMaps: ConfigMaps,
): Promise<readonly JsonObject[]> {
  const patterns = [
    'serving/core/100-namespace.yaml',
    'serving/core/200-serviceaccount.yaml',
    'serving/core/200-roles/*.yaml',
    'networking/{certificate,domain-claim,ingress,serverlessservice}.yaml',
    'caching/image.yaml',
    'serving/core/300-resources/*.yaml',
    'networking/config-network.yaml',
    'serving/core/configmaps/*.yaml',
    'serving/core/webhooks/*.yaml',
  ];
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: config }).sort());
  const texts = await Promise.all(files.map((file) => readFile(path.join(config, file), 'utf8')));
  return texts
    .flatMap((text) => parseAllDocuments(text).map((document): Json => document.toJS() as Json))
    .filter((value) => isObject(value))
    .map((object) => adapted(object, webhookPort, { ...configMaps, 'config-deployment': deployment }));
}

function adapted(object: JsonObject, webhookPort: number, configMaps: ConfigMaps): JsonObject {
  const data = configMaps[nameOf(object)];
  if (textAt(object, 'kind') === 'ConfigMap' && data !== undefined) return withData(object, data);
  const webhooks = member(object, 'webhooks');
  if (!isArray(webhooks)) return object;
  return { ...object, webhooks: webhooks.map((webhook) => withPort(webhook, webhookPort)) };
}

/** No image is ever looked up, nor pulled. */
const deployment: ConfigMaps[string] = {
  'queue-sidecar-image': 'registry.local/queue',
  'registries-skipping-tag-resolving': 'registry.local,example.com,docker.io,index.docker.io,ghcr.io,gcr.io',
};

function withData(object: JsonObject, data: JsonObject): JsonObject {
  const given = member(object, 'data');
  return { ...object, data: { ...(isObject(given) ? given : {}), ...data } };
}

function withPort(webhook: Json, port: number): Json {
  if (!isObject(webhook)) return webhook;
  const service = { ...childOf(webhook['clientConfig'], 'service'), port };
  return { ...webhook, clientConfig: { service } };
}

function childOf(value: Json | undefined, key: string): JsonObject {
  const child = value === undefined ? undefined : member(value, key);
  return isObject(child) ? child : {};
}

async function install(admin: Api, objects: readonly JsonObject[]): Promise<void> {
  for (const object of objects) await put(admin, object);
  // The API server then dials localhost, by the name that the webhook's certificate is for.
  await put(admin, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'webhook', namespace },
    spec: { type: 'ExternalName', externalName: 'localhost' },
  });
  for (const object of objects)
    if (textAt(object, 'kind') === 'CustomResourceDefinition') await served(admin, object);
}

async function served(admin: Api, crd: JsonObject): Promise<void> {
  await eventually(`the kind ${nameOf(crd)}`, async () => {
    const { status } = await admin.must('GET', address(crd));
    const conditions = isObject(status) ? status['conditions'] : undefined;
    const established = (isArray(conditions) ? conditions : []).find(
      (condition) => textAt(condition, 'type') === 'Established',
    );
    return textAt(established, 'status') === 'True' ? true : undefined;
  });
}

/** Routes wait for an activator's address; nobody needs to answer there. */
async function installActivator(admin: Api, ip: string): Promise<void> {
  const ports = [
    { name: 'http', port: 8012, protocol: 'TCP' },
    { name: 'http2', port: 8013, protocol: 'TCP' },
  ];
  const metadata = { name: 'activator-service', namespace };
  const labels = { 'kubernetes.io/service-name': 'activator-service' };
  await put(admin, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      ports: ports.map(({ name, port }, index) => ({ name, port: 80 + index, targetPort: port })),
    },
  });
  await put(admin, {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata,
    subsets: [{ addresses: [{ ip }], ports }],
  });
  await put(admin, {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels },
    addressType: 'IPv4',
    endpoints: [{ addresses: [ip], conditions: { ready: true } }],
    ports,
  });
}

async function startProgram(
  name: string,
  { processes, kubeconfig, address }: KnativeOptions,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const [profiling = 0, metrics = 0] = await freePorts(2);
  processes.start(name, {
    env: {
      KUBECONFIG: kubeconfig,
      SYSTEM_NAMESPACE: namespace,
      POD_NAME: `${name}-1`,
      POD_IP: address,
      CONFIG_LOGGING_NAME: 'config-logging',
      CONFIG_OBSERVABILITY_NAME: 'config-observability',
      METRICS_DOMAIN: 'knative.dev/serving',
      PROFILING_PORT: String(profiling),
      METRICS_PROMETHEUS_PORT: String(metrics),
      ...env,
    },
  });
}

/** Both webhooks are asked: the first fills in, the second refuses. */
async function webhookAnswers({ admin, processes }: KnativeOptions): Promise<void> {
  const route = {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Route',
    metadata: { name: 'probe' },
    spec: { traffic: [{ percent: 99, configurationName: 'probe' }] },
  };
  await eventually(
    "Knative's webhooks",
    async () => {
      processes.check();
      const path = `${collection(route.apiVersion, route.kind, 'default')}?dryRun=All`;
      const { body } = await admin.request('POST', path, route);
      const message = textAt(body, 'message');
      if (message.includes('Traffic targets sum to 99')) return true;
      throw new Error(message);
    },
    { within: 120_000 },
  );
}

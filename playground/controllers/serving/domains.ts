/** The addresses of a Route: its host names outside and inside the cluster (serving pkg/reconciler/route/domains). */
import { parseLabelSelectorTerms } from './domainSelectors.ts';
import { type ApiObject, labelsOf, nameOf, namespaceOf } from '../../api/object.ts';

export interface DomainSettings {
  /** config-domain: a domain, and the labels of the Routes that have it. */
  readonly domains: Readonly<Record<string, string>>;
  /** config-network. */
  readonly network: Readonly<Record<string, string>>;
}

const clusterDomain = 'svc.cluster.local';
const visibility = 'networking.knative.dev/visibility';

export function domainOf(route: ApiObject, { domains }: DomainSettings): string {
  if (isClusterLocal(route)) return clusterDomain;
  const labels = labelsOf(route);
  // The one that asks for most labels wins.
  const fitting = Object.entries(domains)
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, selector]) => ({ name, terms: parseLabelSelectorTerms(selector) }))
    .filter(({ terms }) => terms.every(([key, value]) => labels[key] === value))
    .toSorted((a, b) => b.terms.length - a.terms.length);
  return fitting[0]?.name ?? clusterDomain;
}

function isClusterLocal(route: ApiObject): boolean {
  return labelsOf(route)[visibility] === 'cluster-local';
}

/** The host behind a tag, '' for the main one; as the templates of config-network have it. */
export function hostOf(route: ApiObject, tag: string, domain: string, { network }: DomainSettings): string {
  const name =
    tag === ''
      ? nameOf(route)
      : filled(network['tag-template'] ?? '{{.Tag}}-{{.Name}}', { Tag: tag, Name: nameOf(route) });
  if (domain === clusterDomain) return `${name}.${namespaceOf(route)}.${domain}`;
  const template = network['domain-template'] ?? '{{.Name}}.{{.Namespace}}.{{.Domain}}';
  return filled(template, { Name: name, Namespace: namespaceOf(route), Domain: domain, Tag: tag });
}

/** The host inside the cluster. */
export function internalHostOf(route: ApiObject, tag: string): string {
  return hostOf(route, tag, clusterDomain, { domains: {}, network: {} });
}

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => values[name] ?? '');
}

export function isInternal(domain: string): boolean {
  return domain === clusterDomain;
}

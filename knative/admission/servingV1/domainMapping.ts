/**
 * DomainMapping (knative.dev/serving pkg/apis/serving/v1beta1/domainmapping_validation.go; its reference:
 * knative.dev/pkg apis/duck/v1/knative_reference.go).
 */
import type { Path } from '../../path.ts';
import type { DomainMapping } from '../../resources/domainMapping.ts';
import { disallowedField, fieldError, type FieldError, missingField, spot, via } from '../fieldError.ts';
import { goQuote } from '../structure/goJson.ts';
import { labelErrors, subdomainErrors } from '../structure/kubernetesNames.ts';
import { remove, setTo } from './fixes.ts';
import { pages } from './pages.ts';
import type { ObjectMeta } from './types.ts';

const docs = pages.domain;
const clusterDomain = 'cluster.local';

export function domainMappingErrors({ metadata = {}, spec = {} }: DomainMapping): readonly FieldError[] {
  return [
    ...via(metadataErrors(metadata), 'metadata'),
    ...via(referenceErrors(spec.ref ?? {}, metadata, ['spec', 'ref']), 'spec.ref'),
  ];
}

function metadataErrors({ name = '', generateName = '' }: ObjectMeta): readonly FieldError[] {
  const where = spot(['metadata'], 'name');
  const errors: FieldError[] = [];
  if (generateName !== '') {
    const generate = spot(['metadata'], 'generateName', 'key');
    errors.push(disallowedField([generate], { docs, fixes: remove(generate.path, 'generateName') }));
  }
  const bad = domainNameError(name);
  const advice = { code: 'domain-name', docs };
  if (bad !== undefined) {
    errors.push(fieldError(`invalid name ${goQuote(name)}: name: ${bad}`, [where], advice));
  }
  if (name.endsWith(`.${clusterDomain}`)) {
    const words = `must not be a subdomain of cluster local domain ${goQuote(clusterDomain)}`;
    errors.push(fieldError(`invalid name ${goQuote(name)}: ${words}`, [where], advice));
  }
  return errors;
}

/** k8s.io/apimachinery util/validation IsFullyQualifiedDomainName. */
function domainNameError(given: string): string | undefined {
  if (given === '') return 'Required value';
  const name = given.endsWith('.') ? given.slice(0, -1) : given;
  const errors = subdomainErrors(name);
  if (errors.length > 0) return invalid(name, errors);
  const labels = name.split('.');
  if (labels.length < 2) {
    return invalid(name, ['should be a domain with at least two segments separated by dots']);
  }
  for (const label of labels) {
    const bad = labelErrors(label);
    if (bad.length > 0) return invalid(label, bad);
  }
  return undefined;
}

function invalid(value: string, errors: readonly string[]): string {
  return `Invalid value: ${goQuote(value)}: ${errors.join(',')}`;
}

type Reference = NonNullable<NonNullable<DomainMapping['spec']>['ref']>;

function referenceErrors(ref: Reference, metadata: ObjectMeta, at: Path): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['name', 'apiVersion', 'kind'] as const) {
    if ((ref[name] ?? '') === '') errors.push(missing(name, ref, at));
  }
  if ((ref.group ?? '') !== '') {
    const where = spot(at, 'group', 'key');
    errors.push(disallowedField([where], { docs, fixes: remove(where.path, 'group') }));
  }
  return [...errors, ...namespaceErrors(ref, metadata, at)];
}

function missing(name: string, { kind = 'Service' }: Reference, at: Path): FieldError {
  const where = spot(at, name);
  const value =
    name === 'apiVersion' && (kind === 'Service' || kind === 'Route') ? 'serving.knative.dev/v1' : undefined;
  return missingField([where], { docs, fixes: value === undefined ? [] : setTo(where.path, value) });
}

/** Where the mapping's own namespace is chosen at deploy time, it cannot be compared. */
function namespaceErrors(ref: Reference, metadata: ObjectMeta, at: Path): readonly FieldError[] {
  const { namespace = '' } = metadata;
  const given = ref.namespace ?? '';
  if (given === '' || namespace === '' || given === namespace) return [];
  const where = spot(at, 'namespace');
  return [
    fieldError(
      'mismatched namespaces',
      [where],
      { code: 'namespace-mismatch', docs, fixes: remove(where.path, 'namespace') },
      [`parent namespace: ${goQuote(namespace)} does not match ref: ${goQuote(given)}`],
    ),
  ];
}

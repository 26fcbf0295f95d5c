/**
 * The API server's own checks of an object's metadata (k8s.io/apimachinery api/validation/objectmeta): names, labels,
 * annotations, owners, finalizers. They run together with the CRD's schema, for every kind alike.
 */
import { isArray, isObject, type Json, jsonEquals, type JsonObject, member } from '../../json.ts';
import type { Path } from '../../path.ts';
import type { ClusterProblem } from '../../problem.ts';
import { goMarshal, goQuote } from './goJson.ts';
import {
  byteLength,
  labelErrors,
  labelValueErrors,
  maskTrailingDash,
  qualifiedNameErrors,
  subdomainErrors,
} from './kubernetesNames.ts';
import { docs, type Report, reject } from './report.ts';

export interface MetadataOptions {
  readonly namespaced: boolean;
  /** Of the name an update only looks at its beginning, and by another rule. */
  readonly update: boolean;
}

/** What the server refuses in decoded metadata (`{}` where there is none). */
export function metadataProblems(metadata: JsonObject, options: MetadataOptions): readonly ClusterProblem[] {
  const reports: Finding[] = [
    ...(options.update ? prefixFindings(metadata) : nameFindings(metadata)),
    ...(options.update || !options.namespaced ? [] : namespaceFindings(metadata)),
    ...labelFindings(metadata),
    ...annotationFindings(metadata),
    ...ownerFindings(metadata),
    ...finalizerFindings(metadata),
  ];
  return reports.map((finding) => reject({ stage: 'schema', ...finding }));
}

type Finding = Omit<Report, 'stage'>;

function nameFindings(metadata: JsonObject): readonly Finding[] {
  const name = textOf(metadata, 'name');
  const prefix = textOf(metadata, 'generateName');
  if (name === '' && prefix === '') {
    return [
      {
        code: 'required-field',
        path: ['metadata', 'name'],
        clusterPath: 'metadata.name',
        message: 'Required value: name or generateName is required',
        docs: docs.names,
      },
    ];
  }
  const ofName = subdomainErrors(name).map((message) =>
    invalid('invalid-name', ['metadata', 'name'], name, message, docs.names),
  );
  if (prefix === '') return ofName;
  const ofPrefix = subdomainErrors(maskTrailingDash(prefix)).map((message) =>
    invalid('invalid-name', ['metadata', 'generateName'], prefix, message, docs.names),
  );
  return [...ofPrefix, ...(name === '' ? generatedNameFindings(prefix) : ofName)];
}

/** What could not be part of an address (rest.BeforeUpdate with path.ValidatePathSegmentName). */
function prefixFindings(metadata: JsonObject): readonly Finding[] {
  const prefix = textOf(metadata, 'generateName');
  return ['/', '%']
    .filter((char) => prefix.includes(char))
    .map((char) =>
      invalid('invalid-name', ['metadata', 'generateName'], prefix, `may not contain '${char}'`, docs.names),
    );
}

/** The name made of the prefix and five random characters is checked too; the characters are not foreseeable. */
function generatedNameFindings(prefix: string): readonly Finding[] {
  const generated = `${prefix.slice(0, 58)}xxxxx`;
  const path = ['metadata', 'generateName'];
  return subdomainErrors(generated).map((message) =>
    invalidIn('invalid-name', path, 'metadata.name', generated, message, docs.names),
  );
}

/** Without a namespace of its own an object goes to the one chosen at deploy time; cluster-wide kinds lose theirs. */
function namespaceFindings(metadata: JsonObject): readonly Finding[] {
  const namespace = textOf(metadata, 'namespace');
  if (namespace === '') return [];
  return labelErrors(namespace).map((message) =>
    invalid('invalid-name', ['metadata', 'namespace'], namespace, message, docs.namespaces),
  );
}

function labelFindings(metadata: JsonObject): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [key, value] of texts(metadata, 'labels')) {
    const path = ['metadata', 'labels', key];
    for (const message of qualifiedNameErrors(key)) {
      findings.push({
        ...invalidIn('invalid-label', path, 'metadata.labels', key, message, docs.labels),
        at: 'key',
      });
    }
    for (const message of labelValueErrors(value)) {
      findings.push(invalidIn('invalid-label', path, 'metadata.labels', value, message, docs.labels));
    }
  }
  return findings;
}

const annotationsLimit = 256 * 1024;

function annotationFindings(metadata: JsonObject): readonly Finding[] {
  const findings: Finding[] = [];
  let size = 0;
  for (const [key, value] of texts(metadata, 'annotations')) {
    size += byteLength(key) + byteLength(value);
    for (const message of qualifiedNameErrors(key.toLowerCase())) {
      findings.push({
        ...invalidIn(
          'invalid-annotation',
          ['metadata', 'annotations', key],
          'metadata.annotations',
          key,
          message,
          docs.annotations,
        ),
        at: 'key',
      });
    }
  }
  if (size > annotationsLimit) {
    findings.push({
      code: 'too-long',
      path: ['metadata', 'annotations'],
      clusterPath: 'metadata.annotations',
      message: `Too long: may not be more than ${annotationsLimit} bytes`,
      docs: docs.annotations,
      at: 'key',
    });
  }
  return findings;
}

function ownerFindings(metadata: JsonObject): readonly Finding[] {
  const findings: Finding[] = [];
  let controller = '';
  const owners = items(metadata, 'ownerReferences');
  // The server drops a second reference that says the same, with a warning.
  const isFirst = (owner: Json, index: number): boolean =>
    !owners.slice(0, index).some((other) => jsonEquals(other, owner));
  for (const [index, owner] of owners.entries()) {
    if (!isFirst(owner, index)) continue;
    const path = ['metadata', 'ownerReferences', index];
    findings.push(...ownerFieldFindings(owner, path));
    if (member(owner, 'controller') !== true) continue;
    const name = `${textOf(owner, 'kind')}/${textOf(owner, 'name')}`;
    if (controller === '') controller = name;
    else findings.push(secondController(path, owners.filter(isFirst), `${controller} and ${name}`));
  }
  return findings;
}

function ownerFieldFindings(owner: Json, path: Path): readonly Finding[] {
  const findings: Finding[] = [];
  const refuse = (key: string, message: string): void => {
    const field = `metadata.ownerReferences.${key}`;
    findings.push(
      invalidIn('invalid-owner', [...path, key], field, textOf(owner, key), message, docs.owners),
    );
  };
  const version = versionOf(textOf(owner, 'apiVersion'));
  if (version === '') refuse('apiVersion', 'version must not be empty');
  for (const key of ['kind', 'name', 'uid']) if (textOf(owner, key) === '') refuse(key, 'must not be empty');
  if (textOf(owner, 'apiVersion') === 'v1' && textOf(owner, 'kind') === 'Event') {
    findings.push({
      code: 'invalid-owner',
      path,
      clusterPath: 'metadata.ownerReferences',
      message: `Invalid value: ${printedOwner(owner)}: /v1, Kind=Event is disallowed from being an owner`,
      docs: docs.owners,
    });
  }
  return findings;
}

/** The version of an apiVersion as Kubernetes splits it; more than one slash leaves none. */
function versionOf(apiVersion: string): string {
  const parts = apiVersion.split('/');
  return parts.length > 2 ? '' : (parts.at(-1) ?? '');
}

function secondController(path: Path, owners: readonly Json[], both: string): Finding {
  return {
    code: 'invalid-owner',
    path: [...path, 'controller'],
    clusterPath: 'metadata.ownerReferences',
    message: `Invalid value: [${owners.map(printedOwner).join(',')}]: Only one reference can have Controller set to true. Found "true" in references for ${both}`,
    docs: docs.owners,
  };
}

const ownerFields = ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion'];

/** As Go writes the struct: its fields in their order, the first four in any case. */
function printedOwner(owner: Json): string {
  const members = ownerFields.flatMap((key, index) => {
    const value = member(owner, key) ?? (index < 4 ? '' : null);
    return value === null ? [] : [`${goMarshal(key)}:${goMarshal(value)}`];
  });
  return `{${members.join(',')}}`;
}

function finalizerFindings(metadata: JsonObject): readonly Finding[] {
  const findings: Finding[] = [];
  const finalizers = items(metadata, 'finalizers');
  for (const [index, finalizer] of finalizers.entries()) {
    if (typeof finalizer !== 'string') continue;
    const path = ['metadata', 'finalizers', index];
    for (const message of qualifiedNameErrors(finalizer)) {
      findings.push(
        invalidIn('invalid-finalizer', path, 'metadata.finalizers', finalizer, message, docs.finalizers),
      );
    }
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    findings.push({
      code: 'invalid-finalizer',
      path: ['metadata', 'finalizers'],
      clusterPath: 'metadata.finalizers',
      message: `Invalid value: ${goMarshal(finalizers)}: finalizer orphan and foregroundDeletion cannot be both set`,
      docs: docs.finalizers,
    });
  }
  return findings;
}

function invalid(code: string, path: Path, value: string, message: string, page: string): Finding {
  return invalidIn(code, path, path.join('.'), value, message, page);
}

function invalidIn(
  code: string,
  path: Path,
  clusterPath: string,
  value: string,
  message: string,
  page: string,
): Finding {
  return { code, path, clusterPath, message: `Invalid value: ${goQuote(value)}: ${message}`, docs: page };
}

function textOf(value: Json, key: string): string {
  const text = member(value, key);
  return typeof text === 'string' ? text : '';
}

function texts(metadata: JsonObject, key: string): readonly (readonly [string, string])[] {
  const map = metadata[key];
  if (!isObject(map)) return [];
  return Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

function items(metadata: JsonObject, key: string): readonly Json[] {
  const list = metadata[key];
  return isArray(list) ? list : [];
}

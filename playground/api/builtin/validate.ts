/** The few things the server refuses in the built-in kinds here (k8s.io/kubernetes pkg/apis/*\/validation). */
import { goMarshal } from '#knative/admission/structure/goJson.ts';
import { labelErrors } from '#knative/admission/structure/kubernetesNames.ts';
import { isObject, type Json, jsonEquals, type JsonObject, member } from '#knative/json.ts';
import type { ApiKind } from '../kinds/kind.ts';
import { type ApiObject, listAt, numberAt, objectAt, textAt } from '../object.ts';
import { type Cause, fieldCause } from '../status.ts';
import { podUpdateComplaints } from './podUpdate.ts';

/** The complaints about a new or changed object. */
export function builtinComplaints(
  kind: ApiKind,
  object: ApiObject,
  stored: ApiObject | undefined,
): readonly Cause[] {
  if (kind.custom) return [];
  switch (kind.kind) {
    case 'Pod':
      return [
        ...containerComplaints(objectAt(object, 'spec'), 'spec'),
        ...nameComplaints(objectAt(object, 'spec'), 'spec'),
        ...(stored === undefined ? [] : podUpdateComplaints(object, stored)),
      ];
    case 'Deployment':
    case 'ReplicaSet':
      return [
        ...selectorComplaints(object),
        ...(stored === undefined ? [] : immutable(object, stored, 'selector')),
        ...replicaComplaints(objectAt(object, 'spec')),
        ...containerComplaints(
          objectAt(objectAt(objectAt(object, 'spec'), 'template'), 'spec'),
          'spec.template.spec',
        ),
      ];
    case 'Service':
      return portComplaints(objectAt(object, 'spec'));
    default:
      return [];
  }
}

function containerComplaints(spec: JsonObject, path: string): readonly Cause[] {
  const containers = listAt(spec, 'containers');
  if (containers.length === 0) return [fieldCause(`${path}.containers`, 'Required value')];
  return containers.flatMap((container, index) =>
    ['name', 'image']
      .filter((key) => textAt(container, key) === '')
      .map((key) => fieldCause(`${path}.containers[${index}].${key}`, 'Required value')),
  );
}

/** Names of containers are labels, and no two have the same. */
function nameComplaints(spec: JsonObject, path: string): readonly Cause[] {
  const seen = new Set<string>();
  return ['initContainers', 'containers'].flatMap((list) =>
    listAt(spec, list).flatMap((container, index) => {
      const name = textAt(container, 'name');
      const [why] = name === '' ? [] : labelErrors(name);
      const field = `${path}.${list}[${index}].name`;
      const isTaken = name !== '' && seen.has(name);
      seen.add(name);
      if (isTaken) return [fieldCause(field, `Duplicate value: ${JSON.stringify(name)}`)];
      return why === undefined ? [] : [fieldCause(field, `Invalid value: ${JSON.stringify(name)}: ${why}`)];
    }),
  );
}

function selectorComplaints(object: ApiObject): readonly Cause[] {
  const spec = objectAt(object, 'spec');
  const selector = member(spec, 'selector');
  if (selector === undefined) return [fieldCause('spec.selector', 'Required value')];
  const labels = objectAt(objectAt(objectAt(spec, 'template'), 'metadata'), 'labels');
  const wanted = objectAt(selector, 'matchLabels');
  if (Object.keys(wanted).every((key) => jsonEquals(wanted[key], labels[key]))) return [];
  const message = `Invalid value: ${goMarshal(labels)}: \`selector\` does not match template \`labels\``;
  return [fieldCause('spec.template.metadata.labels', message)];
}

function immutable(object: ApiObject, stored: ApiObject, key: string): readonly Cause[] {
  const before = member(stored['spec'], key);
  const now = member(object['spec'], key);
  if (jsonEquals(before, now)) return [];
  return [fieldCause(`spec.${key}`, `Invalid value: ${printed(now)}: field is immutable`)];
}

function replicaComplaints(spec: JsonObject): readonly Cause[] {
  const replicas = numberAt(spec, 'replicas') ?? 0;
  const policy = textAt(objectAt(objectAt(spec, 'template'), 'spec'), 'restartPolicy');
  const causes: Cause[] = [];
  if (replicas < 0) {
    causes.push(
      fieldCause('spec.replicas', `Invalid value: ${replicas}: must be greater than or equal to 0`),
    );
  }
  if (policy !== '' && policy !== 'Always') {
    const message = `Unsupported value: ${JSON.stringify(policy)}: supported values: "Always"`;
    causes.push(fieldCause('spec.template.spec.restartPolicy', message));
  }
  return causes;
}

function printed(value: Json | undefined): string {
  return isObject(value) ? goMarshal(value) : JSON.stringify(value ?? null);
}

function portComplaints(spec: JsonObject): readonly Cause[] {
  const needsPorts = textAt(spec, 'type') !== 'ExternalName' && textAt(spec, 'clusterIP') !== 'None';
  const ports = listAt(spec, 'ports');
  if (ports.length < 2) {
    return needsPorts && ports.length === 0 ? [fieldCause('spec.ports', 'Required value')] : [];
  }
  // Several are told apart by their names.
  return ports.flatMap((port, index) =>
    textAt(port, 'name') === '' ? [fieldCause(`spec.ports[${index}].name`, 'Required value')] : [],
  );
}

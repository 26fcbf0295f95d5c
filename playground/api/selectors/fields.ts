/** Field selectors: the few fields of each kind that the server can select by. */
import { type Json, member } from '#knative/json.ts';
import { apiVersionOf, type ApiKind } from '../kinds/kind.ts';
import { type ApiObject, textAt } from '../object.ts';
import { badRequest } from '../status.ts';

export type FieldSelector = (object: ApiObject) => boolean;

/** Reads `metadata.name=x,status.phase!=Running`; throws where the kind has no such field to select by. */
export function parseFieldSelector(text: string, kind: ApiKind): FieldSelector {
  const requirements = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => requirement(part, text, kind));
  return (object) => requirements.every((holds) => holds(object));
}

const everyKind = ['metadata.name', 'metadata.namespace'];

const byKind: Readonly<Record<string, readonly string[]>> = {
  'v1 Pod': [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  'v1 Event': [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  'v1 Namespace': ['status.phase'],
  'v1 Node': ['spec.unschedulable'],
  'v1 Secret': ['type'],
  'v1 Service': ['spec.clusterIP', 'spec.type'],
  'apps/v1 ReplicaSet': ['status.replicas'],
};

function requirement(part: string, whole: string, kind: ApiKind): FieldSelector {
  const [, field, sign, value] = /^([^=!]+)(==|=|!=)(.*)$/.exec(part) ?? [];
  if (field === undefined || value === undefined) {
    throw badRequest(`invalid selector: '${whole}'; can't understand '${part}'`);
  }
  const known = [...everyKind, ...(byKind[`${apiVersionOf(kind)} ${kind.kind}`] ?? [])];
  if (!known.includes(field)) throw unknown(field, value, kind);
  const wanted = value.replaceAll(/\\([,=\\])/g, '$1');
  return (object) => (fieldOf(object, field) === wanted) === (sign !== '!=');
}

/** Custom kinds and built-in ones refuse in words of their own. */
function unknown(field: string, value: string, kind: ApiKind): Error {
  if (kind.custom) return badRequest(`field label not supported: ${field}`);
  return badRequest(
    `Unable to find "${apiVersionOf(kind)}, Resource=${kind.plural}" that match label selector "", field selector "${field}=${value}": field label not supported: ${field}`,
  );
}

function fieldOf(object: ApiObject, field: string): string {
  if (field === 'source') return textAt(object['source'], 'component');
  const value = field.split('.').reduce<Json | undefined>((inner, key) => member(inner, key), object);
  if (typeof value === 'object' || value === undefined) return field === 'spec.unschedulable' ? 'false' : '';
  return String(value);
}

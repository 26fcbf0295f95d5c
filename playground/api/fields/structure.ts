/**
 * How values of a kind merge (the schema of sigs.k8s.io/structured-merge-diff, as far as it decides on ownership): which
 * lists are told apart by keys, which are sets, what is replaced as a whole, and which members a struct declares.
 */
import type { ObjectShape, Shape } from '#knative/resources/shape.ts';
import { objectMeta } from '#knative/resources/meta.ts';
import type { ApiKind } from '../kinds/kind.ts';

export interface Structure {
  readonly list: 'atomic' | 'set' | Keys;
  /** An object that is replaced as a whole. */
  readonly atomic: boolean;
  /** Whether a member of this name is a field of a struct, and no key of a free map. */
  declares(key: string): boolean;
  member(key: string): Structure;
  item(): Structure;
}

export interface Keys {
  readonly keys: readonly string[];
  /** What a key is where the item does not say. */
  readonly defaults: Readonly<Record<string, string>>;
}

const structures = new WeakMap<ApiKind, Structure>();

export function structureOf(kind: ApiKind): Structure {
  let structure = structures.get(kind);
  if (structure === undefined) {
    structure = kind.custom && kind.table !== undefined ? rootStructure(kind.table) : namedStructure('');
    structures.set(kind, structure);
  }
  return structure;
}

/** Objects are merged member by member, lists replaced: what Kubernetes assumes where it knows nothing. */
const deduced: Structure = {
  list: 'atomic',
  atomic: false,
  declares: () => false,
  member: () => deduced,
  item: () => deduced,
};

const metadata = withFinalizers(shapeStructure(objectMeta));

function rootStructure(table: ObjectShape): Structure {
  const inner = shapeStructure(table);
  return { ...inner, member: (key) => (key === 'metadata' ? metadata : inner.member(key)) };
}

function shapeStructure(shape: Shape): Structure {
  switch (shape.type) {
    case 'object':
      return objectStructure(shape);
    case 'map':
      return { ...deduced, member: () => shapeStructure(shape.values) };
    case 'list':
      return {
        ...deduced,
        list: shape.mapKeys === undefined ? 'atomic' : { keys: shape.mapKeys, defaults: {} },
        item: () => shapeStructure(shape.items),
      };
    default:
      return deduced;
  }
}

function objectStructure(shape: ObjectShape): Structure {
  const declared = (key: string): Shape | undefined => {
    if (!Object.hasOwn(shape.fields, key)) return undefined;
    if (shape.open === true && shape.declared?.includes(key) !== true) return undefined;
    return shape.fields[key]?.shape;
  };
  return {
    ...deduced,
    declares: (key) => declared(key) !== undefined,
    member: (key) => {
      const inner = declared(key);
      return inner === undefined ? deduced : shapeStructure(inner);
    },
  };
}

function withFinalizers(inner: Structure): Structure {
  const set: Structure = { ...deduced, list: 'set' };
  return { ...inner, member: (key) => (key === 'finalizers' ? set : inner.member(key)) };
}

/** The built-in kinds' lists by the name of their field, wherever it stands (k8s.io/api, `+listMapKey`). */
const keyed: Readonly<Record<string, readonly string[]>> = {
  addresses: ['type'],
  conditions: ['type'],
  containers: ['name'],
  env: ['name'],
  ephemeralContainers: ['name'],
  imagePullSecrets: ['name'],
  initContainers: ['name'],
  ownerReferences: ['uid'],
  ports: ['port', 'protocol'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  volumeDevices: ['devicePath'],
  volumeMounts: ['mountPath'],
  volumes: ['name'],
  hostAliases: ['ip'],
  secrets: ['name'],
};

const freeMaps = new Set([
  'allocatable',
  'annotations',
  'binaryData',
  'capacity',
  'data',
  'labels',
  'limits',
  'matchLabels',
  'requests',
  'stringData',
]);

const atomicObjects = new Set([
  'configMapKeyRef',
  'fieldRef',
  'involvedObject',
  'nodeSelector',
  'resourceFieldRef',
  'secretKeyRef',
  'selector',
]);

/** The structure of a field of a built-in kind. */
function namedStructure(name: string, parent = ''): Structure {
  const isContainer = parent === 'containers' || parent === 'initContainers';
  const keys = name === 'ports' && isContainer ? ['containerPort', 'protocol'] : keyed[name];
  const isFree = freeMaps.has(name);
  return {
    list:
      name === 'finalizers' ? 'set' : keys === undefined ? 'atomic' : { keys, defaults: { protocol: 'TCP' } },
    atomic: atomicObjects.has(name),
    declares: () => !isFree,
    member: (key) => (isFree ? deduced : namedStructure(key, name)),
    item: () => namedStructure(name, parent),
  };
}

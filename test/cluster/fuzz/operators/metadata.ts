/** Names, labels, annotations, owners, finalizers: what every object has. */
import {
  type Mutate,
  type Operator,
  below,
  items,
  metadata,
  revisionMetadata,
  setting,
  short,
  values,
} from '../operator.ts';

const long = 'a'.repeat(64);
const goodNames = ['hello', 'a', 'shop-7', 'x'.repeat(60)];
const badNames = [
  'Hello',
  '1a',
  'a_b',
  'a.b',
  '-a',
  'a-',
  long,
  'a'.repeat(254),
  '',
  'ä',
  'a b',
  'a..b',
  'a/b',
];

/** Labels, template names and owners follow a name; what depends on it stays as it was. */
function naming(field: 'name' | 'generateName', names: readonly string[]): Mutate {
  return (draft, random) => {
    if (draft.kind === 'DomainMapping') return undefined;
    const name = random.pick(names) ?? 'a';
    if (field === 'generateName' && random.chance(0.7)) draft.remove(['metadata', 'name']);
    draft.set(['metadata', field], name);
    return `${field} ${short(name)}`;
  };
}

const goodKeys = ['app', 'example.com/app', 'a.b/c_d', 'X'];
const badKeys = [
  '',
  '/',
  'a/b/c',
  '-a',
  'a b',
  'Example.com/a',
  '/a',
  'a/',
  'a'.repeat(64),
  `${'a'.repeat(254)}/b`,
  'ä',
];
const goodValues = ['', 'v1', 'a.b_c-d', 'X', '1'];
const badValues = ['a b', '-a', 'a-', long, 'a/b', 'ä', '{}'];

function entry(
  place: Parameters<typeof below>[0],
  map: string,
  keys: readonly string[],
  texts: readonly string[],
): Mutate {
  return (draft, random) => {
    const path = place(draft, random);
    const key = random.pick(keys);
    const text = random.pick(texts);
    if (path === undefined || key === undefined || text === undefined) return undefined;
    draft.set([...path, map, key], text);
    return `${map} ${short(key)}: ${short(text)}`;
  };
}

const owner = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'shop', uid: '0c1a' };
const goodOwners = [
  owner,
  { ...owner, kind: 'Configuration' },
  { ...owner, controller: true, blockOwnerDeletion: true },
  { ...owner, apiVersion: 'v1' },
];
const badOwners = [
  { ...owner, apiVersion: '' },
  { ...owner, apiVersion: 'a/b/c' },
  { ...owner, kind: '' },
  { ...owner, name: '' },
  { ...owner, uid: '' },
  { apiVersion: 'v1', kind: 'Event', name: 'a', uid: 'b' },
  { kind: 'Service' },
  {},
  { ...owner, controller: 'yes' },
  { ...owner, extra: 1 },
];

const twoControllers: Mutate = (draft) => {
  draft.set(
    ['metadata', 'ownerReferences'],
    [
      { ...owner, controller: true },
      { ...owner, name: 'other', uid: '2', controller: true },
    ],
  );
  return 'two controllers';
};

const ownerLabels: Mutate = (draft, random) => {
  const key =
    random.pick([
      'serving.knative.dev/service',
      'serving.knative.dev/configuration',
      'serving.knative.dev/route',
    ]) ?? '';
  draft.set(['metadata', 'labels', key], random.pick(['shop', 'other', '']) ?? '');
  if (random.chance(0.6)) draft.set(['metadata', 'ownerReferences'], [random.pick(goodOwners) ?? owner]);
  return `owned by label ${key}`;
};

export const metadataOperators: readonly Operator[] = [
  { name: 'name', only: 'creates', sound: naming('name', goodNames), broken: naming('name', badNames) },
  {
    name: 'generateName',
    only: 'creates',
    sound: naming('generateName', ['hello-', 'a', 'x'.repeat(58)]),
    broken: naming('generateName', [
      'Hello-',
      '-',
      'a.b',
      '1-',
      'a_',
      'a'.repeat(70),
      'a--',
      'ä-',
      '.',
      'a.-',
    ]),
  },
  {
    name: 'label',
    sound: entry(metadata, 'labels', goodKeys, goodValues),
    broken: entry(metadata, 'labels', [...badKeys, 'app'], badValues),
  },
  {
    name: 'annotation key',
    sound: entry(metadata, 'annotations', [...goodKeys, 'UPPER.com/a'], badValues),
    broken: entry(metadata, 'annotations', badKeys, goodValues),
  },
  {
    name: "template's label",
    sound: entry(revisionMetadata, 'labels', goodKeys, goodValues),
    broken: entry(
      revisionMetadata,
      'labels',
      [...badKeys, 'serving.knative.dev/service', 'networking.knative.dev/visibility'],
      badValues,
    ),
  },
  items(
    'finalizer',
    below(metadata, 'finalizers'),
    ['example.com/a', 'orphan', 'foregroundDeletion', 'a/b'],
    ['', 'A B', 'a/b/c', '-', 'a'.repeat(64), 1, {}, null],
  ),
  items('owner', below(metadata, 'ownerReferences'), goodOwners, badOwners),
  { name: 'second controller', broken: twoControllers },
  { name: 'owner named by label', sound: ownerLabels, broken: ownerLabels },
  {
    ...values(
      'managed fields',
      below(metadata, 'managedFields'),
      [[]],
      [
        [{ manager: 'a' }],
        [{ manager: 'a', operation: 'Apply', fieldsType: 'V1' }],
        [{ operation: 'Update', apiVersion: 'serving.knative.dev/v1', fieldsType: 'FieldsV1', time: 'now' }],
        'a',
        [1],
      ],
    ),
    only: 'creates',
  },
  {
    name: "server's own metadata",
    only: 'creates',
    sound: (draft, random) => {
      const [key = 'generation', value = 1] =
        random.pick([
          ['generation', 7],
          ['uid', 'a'],
          ['creationTimestamp', '2026-01-01T00:00:00Z'],
          ['creationTimestamp', null],
          ['selfLink', '/a'],
          ['deletionGracePeriodSeconds', 5],
        ] as const) ?? [];
      draft.set(['metadata', key], value);
      return `${key} ${String(value)}`;
    },
    broken: (draft, random) => {
      const [key = 'generation', value = 'x'] =
        random.pick([
          ['generation', -1],
          ['generation', 'x'],
          ['creationTimestamp', 'today'],
          ['creationTimestamp', 1],
          ['uid', 1],
          ['deletionTimestamp', '2026-13-01T00:00:00Z'],
          ['clusterName', 'a'],
          ['labels', ['a']],
          ['annotations', 'a'],
          ['generation', 1.5],
        ] as const) ?? [];
      draft.set(['metadata', key], value);
      return `${key} ${JSON.stringify(value)}`;
    },
  },
  {
    name: "template's name",
    sound: (draft, random) => {
      if (!draft.hasTemplate) return undefined;
      const name = `${draft.name}-${random.pick(['v1', '00007', 'green', 'a'])}`;
      draft.set(['spec', 'template', 'metadata', 'name'], name);
      return `template name ${name}`;
    },
    broken: (draft, random) => {
      if (!draft.hasTemplate) return undefined;
      const name =
        random.pick([
          'other-v1',
          draft.name,
          `${draft.name}-`,
          `${draft.name}-A`,
          `${draft.name}.v1`,
          `${draft.name}-${'a'.repeat(60)}`,
          '1',
          ' ',
          `${draft.name}_v1`,
        ]) ?? '';
      draft.set(['spec', 'template', 'metadata', 'name'], name);
      return `template name ${short(name)}`;
    },
  },
  values(
    "template's generateName",
    (draft) => (draft.hasTemplate ? ['spec', 'template', 'metadata', 'generateName'] : undefined),
    ['a-', 'hello'],
    ['A-', 'a.b', '1', 'ä', 3, {}],
  ),
  {
    name: "template's odd metadata",
    sound: (draft, random) =>
      templateField(
        draft.hasTemplate,
        random.pick([
          ['finalizers', ['a/b']],
          ['namespace', 'other'],
          ['uid', 'x'],
          ['foo', { bar: 1 }],
          ['creationTimestamp', null],
          ['ownerReferences', []],
        ] as const),
        draft.set.bind(draft),
      ),
    broken: (draft, random) =>
      templateField(
        draft.hasTemplate,
        random.pick([
          ['finalizers', [1]],
          ['namespace', 1],
          ['uid', 1],
          ['generation', 'x'],
          ['creationTimestamp', 'now'],
          ['ownerReferences', 'x'],
          ['labels', { a: 1 }],
          ['annotations', { a: true }],
          ['annotations', []],
        ] as const),
        draft.set.bind(draft),
      ),
  },
  {
    name: 'creator named',
    sound: setting(below(metadata, 'annotations', 'serving.knative.dev/creator'), ['someone', '']),
    broken: setting(below(metadata, 'annotations', 'serving.knative.dev/lastModifier'), ['someone', '']),
  },
];

function templateField(
  applies: boolean,
  choice: readonly [string, unknown] | undefined,
  set: (path: readonly string[], value: never) => void,
): string | undefined {
  if (!applies || choice === undefined) return undefined;
  set(['spec', 'template', 'metadata', choice[0]], choice[1] as never);
  return `template's ${choice[0]} ${JSON.stringify(choice[1])}`;
}

/** DomainMappings: the domain is the name, and it refers to something that answers. */
import type { Json, JsonObject } from '#knative/json.ts';
import { type Mutate, type Operator, setting, short } from '../operator.ts';

function only(mutate: Mutate): Mutate {
  return (draft, random) => (draft.kind === 'DomainMapping' ? mutate(draft, random) : undefined);
}

const reference: JsonObject = { kind: 'Service', name: 'shop', apiVersion: 'serving.knative.dev/v1' };
const goodReferences: readonly Json[] = [
  reference,
  { ...reference, kind: 'Route' },
  { ...reference, apiVersion: 'v1' },
  { ...reference, group: '' },
  { ...reference, kind: 'Broker', apiVersion: 'eventing.knative.dev/v1' },
  { ...reference, namespace: '' },
  { ...reference, address: 'x' },
];
const badReferences: readonly Json[] = [
  {},
  { kind: 'Service' },
  { name: 'shop', kind: 'Service' },
  { ...reference, namespace: 'other' },
  { ...reference, group: 'serving.knative.dev' },
  { ...reference, name: '' },
  { ...reference, kind: '' },
  null,
  'shop',
  { ...reference, apiVersion: '' },
  { ...reference, name: 1 },
  { ...reference, foo: 1 },
  { ...reference, kind: null },
  [reference],
  { ...reference, group: 'a', namespace: 'b' },
  { kind: 'a b', name: 'A', apiVersion: 'a/b/c' },
];

const goodDomains = [
  'shop.example.com',
  'a.b',
  'x.example.com',
  '1.example.com',
  'a-b.example.com',
  'xn--bcher-kva.example.com',
];
const badDomains = [
  'shop',
  'Shop.example.com',
  'shop.example.com.',
  'a..b',
  'shop.svc.cluster.local',
  'x.cluster.local',
  'cluster.local',
  '-a.example.com',
  'a_b.example.com',
  `${'a'.repeat(64)}.example.com`,
  'a b.com',
  '*.example.com',
  'ä.example.com',
  `${'a.'.repeat(130)}com`,
  '.',
  'acluster.local',
  'a.b/c',
  'example.com:80',
  '.example.com',
];

function named(names: readonly string[]): Mutate {
  return only((draft, random) => {
    const name = random.pick(names) ?? 'a.b';
    draft.set(['metadata', 'name'], name);
    return `domain ${short(name)}`;
  });
}

export const domainMappingOperators: readonly Operator[] = [
  { name: 'domain', only: 'creates', sound: named(goodDomains), broken: named(badDomains) },
  {
    name: 'domain of a beginning',
    only: 'creates',
    broken: only((draft, random) => {
      const prefix = random.pick(['a', 'shop.', 'Shop', 'a.b-', '']) ?? 'a';
      if (random.chance(0.5)) draft.remove(['metadata', 'name']);
      draft.set(['metadata', 'generateName'], prefix);
      return `generateName ${short(prefix)}`;
    }),
  },
  {
    name: 'reference',
    sound: only(setting(() => ['spec', 'ref'], goodReferences)),
    broken: only(setting(() => ['spec', 'ref'], badReferences)),
  },
  {
    name: 'certificate',
    sound: only(setting(() => ['spec', 'tls'], [{ secretName: 'cert' }, null, { secretName: 'UPPER' }])),
    broken: only(
      setting(
        () => ['spec', 'tls'],
        [{}, { secretName: '' }, { secretName: 1 }, { name: 'cert' }, 'cert', { secretName: null }],
      ),
    ),
  },
];

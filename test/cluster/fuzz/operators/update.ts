/** Changes of an object that is stored already. */
import { type Mutate, type Operator, below, container, pod, setting, short } from '../operator.ts';

/** The template gets a new name of its own, which makes any change of it allowed. */
const renamed: Mutate = (draft, random) => {
  if (!draft.hasTemplate) return undefined;
  const name = `${draft.name}-${random.pick(['v2', '00009', 'fresh'])}`;
  draft.set(['spec', 'template', 'metadata', 'name'], name);
  return `template renamed to ${name}`;
};

const unnamed: Mutate = (draft) => {
  if (draft.at(['spec', 'template', 'metadata', 'name']) === undefined) return undefined;
  draft.remove(['spec', 'template', 'metadata', 'name']);
  return 'template without a name';
};

const image = setting(below(container, 'image'), [
  'registry.local/next',
  'registry.local/next:v2',
  'registry.local/app:v9',
]);
const concurrency = setting(below(pod, 'containerConcurrency'), [0, 7, 100, 250]);
const argument = setting(below(container, 'args'), [['--next'], [], ['a']]);

const both =
  (first: Mutate, second: Mutate): Mutate =>
  (draft, random) => {
    const done = first(draft, random);
    const also = done === undefined ? undefined : second(draft, random);
    return also === undefined ? done : `${done}, ${also}`;
  };

function user(field: 'creator' | 'lastModifier', names: readonly (string | null)[]): Mutate {
  return (draft, random) => {
    const name = random.pick(names) ?? null;
    draft.set(['metadata', 'annotations', `serving.knative.dev/${field}`], name);
    return `${field} ${short(name)}`;
  };
}

export const updateOperators: readonly Operator[] = [
  { name: 'update: image', sound: both(renamed, image), broken: image, only: 'updates' },
  { name: 'update: concurrency', sound: both(renamed, concurrency), broken: concurrency, only: 'updates' },
  { name: 'update: arguments', sound: both(renamed, argument), broken: argument, only: 'updates' },
  { name: 'update: template renamed', sound: renamed, broken: both(unnamed, image), only: 'updates' },
  { name: 'update: creator', broken: user('creator', ['mallory', '', null]), only: 'updates' },
  { name: 'update: modifier', broken: user('lastModifier', ['mallory', '', null]), only: 'updates' },
];

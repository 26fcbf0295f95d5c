/** Texts put together by chance from the fragments of a format: most are nearly right. */
import type { Json } from '#knative/json.ts';
import {
  below,
  container,
  metadata,
  type Mutate,
  type Operator,
  type Place,
  pod,
  revisionMetadata,
  short,
  shown,
} from '../operator.ts';
import type { Random } from '../random.ts';

/** One to `most` fragments in a row. */
function joined(fragments: readonly string[], most: number): (random: Random) => string {
  return (random) =>
    Array.from({ length: 1 + random.below(most) }, () => random.pick(fragments) ?? '').join('');
}

function writing(place: Place, text: (random: Random) => Json): Mutate {
  return (draft, random) => {
    const path = place(draft, random);
    if (path === undefined) return undefined;
    const value = text(random);
    draft.set(path, value);
    return `write ${shown(path)} ${short(value)}`;
  };
}

const oneOf =
  (places: readonly Place[]): Place =>
  (draft, random) =>
    random.pick(places)?.(draft, random);

const annotation = (name: string): Place => below(revisionMetadata, 'annotations', name);
const scaling = (name: string): Place => annotation(`autoscaling.knative.dev/${name}`);

const amounts = [
  '1',
  '0',
  '10',
  '5',
  '.',
  '-',
  '+',
  'm',
  'k',
  'K',
  'M',
  'Ki',
  'Mi',
  'G',
  'Ei',
  'e',
  'E',
  '3',
  'n',
  'u',
  ' ',
  '000',
];
const durations = [
  '1',
  '0',
  '60',
  '.5',
  's',
  'm',
  'h',
  'ms',
  'us',
  'µs',
  'ns',
  '-',
  '+',
  ' ',
  'd',
  '.',
  '6s',
  '1h',
  '1m',
  '999',
];
const numbers = [
  '1',
  '0',
  '50',
  '.',
  '-',
  '+',
  'e',
  'E',
  '1',
  '2',
  'x',
  '0x',
  'p',
  'inf',
  'nan',
  'NaN',
  'Inf',
  '_',
  ' ',
  '100',
  'infinity',
];
const names = ['a', 'b', 'shop', '-', '.', '_', 'A', '1', '0', '/', ' ', 'é', 'x'.repeat(30), '--', '..'];
const images = [
  'registry.local',
  'app',
  '/',
  ':',
  '@',
  'v1',
  'a',
  'A',
  '5000',
  `sha256:${'0'.repeat(64)}`,
  '.',
  '-',
  '_',
  ' ',
  'ubuntu',
  '//',
  '[::1]',
  'ä',
  '%41',
  '?',
  '#',
];
const addresses = [
  'http',
  ':',
  '//',
  '/',
  'example.com',
  'a',
  '?',
  '#',
  '%',
  '%41',
  '[',
  ']',
  '@',
  ' ',
  '80',
  '&',
  '\\',
  '"',
  '.',
];
const paths = [
  '/',
  'dev',
  'var',
  'log',
  'tmp',
  '.',
  '..',
  'a',
  ' ',
  ':',
  '\\',
  'é',
  '//',
  'x'.repeat(40),
  '$(A)',
];
const keys = [
  'a',
  'b',
  '/',
  '.',
  '-',
  '_',
  'example.com',
  'A',
  ' ',
  '1',
  'autoscaling.knative.dev',
  'networking.knative.dev',
  'serving.knative.dev',
  'é',
  'x'.repeat(30),
];

const resource: Place = (draft, random) =>
  below(
    container,
    'resources',
    random.pick(['limits', 'requests']) ?? 'limits',
    random.pick(['cpu', 'memory', 'ephemeral-storage']) ?? 'cpu',
  )(draft, random);

const durationPlaces = [
  scaling('window'),
  scaling('scale-down-delay'),
  scaling('scale-to-zero-pod-retention-period'),
  annotation('serving.knative.dev/progress-deadline'),
  below(metadata, 'annotations', 'serving.knative.dev/rollout-duration'),
];

const numberPlaces = [
  ...[
    'min-scale',
    'max-scale',
    'initial-scale',
    'activation-scale',
    'target',
    'target-utilization-percentage',
    'target-burst-capacity',
    'panic-window-percentage',
    'panic-threshold-percentage',
  ].map(scaling),
  annotation('queue.sidecar.serving.knative.dev/resource-percentage'),
];

const namePlaces: readonly Place[] = [
  below(container, 'name'),
  below(container, 'ports', 0, 'name'),
  (draft) => (draft.hasTraffic ? ['spec', 'traffic', 0, 'tag'] : undefined),
  (draft) => (draft.hasTraffic ? ['spec', 'traffic', 0, 'revisionName'] : undefined),
  (draft) => (draft.hasTemplate ? ['spec', 'template', 'metadata', 'name'] : undefined),
  (draft) => (draft.kind === 'DomainMapping' ? ['spec', 'ref', 'name'] : undefined),
  below(pod, 'imagePullSecrets', 0, 'name'),
  below(container, 'envFrom', 0, 'secretRef', 'name'),
];

const labelled: Mutate = (draft, random) => {
  const map = random.pick(['labels', 'annotations']) ?? 'labels';
  const place = random.pick([metadata, revisionMetadata])?.(draft, random);
  if (place === undefined) return undefined;
  const key = joined(keys, 4)(random);
  const value = joined(names, 3)(random);
  draft.set([...place, map, key], value);
  return `${map} ${short(key)}: ${short(value)}`;
};

const mountPath: Mutate = (draft, random) => {
  const at = container(draft, random);
  const { pod: spec } = draft;
  if (at === undefined || spec === undefined) return undefined;
  const text = joined(paths, 5)(random);
  draft.append([...spec, 'volumes'], { name: 'written', emptyDir: {} });
  draft.append([...at, 'volumeMounts'], { name: 'written', mountPath: text });
  return `mount at ${short(text)}`;
};

const environment: Mutate = (draft, random) => {
  const at = container(draft, random);
  if (at === undefined) return undefined;
  const text = joined(names.concat('=', '$', '\t'), 3)(random);
  draft.append([...at, 'env'], { name: text, value: 'x' });
  return `env ${short(text)}`;
};

const written = (place: Place, fragments: readonly string[], most: number): Mutate =>
  writing(place, joined(fragments, most));

export const fragmentOperators: readonly Operator[] = [
  both('written quantity', written(resource, amounts, 4)),
  both(
    'written queue quantity',
    written(annotation('queue.sidecar.serving.knative.dev/cpu-resource-limit'), amounts, 4),
  ),
  both('written duration', written(oneOf(durationPlaces), durations, 4)),
  both('written number', written(oneOf(numberPlaces), numbers, 4)),
  both('written name', written(oneOf(namePlaces), names, 4)),
  both('written image', written(below(container, 'image'), images, 6)),
  both(
    'written address',
    written((draft) => (draft.hasTraffic ? ['spec', 'traffic', 0, 'url'] : undefined), addresses, 5),
  ),
  both('written key', labelled),
  both('written mount path', mountPath),
  both('written variable', environment),
];

/** Nobody can tell beforehand what comes of it. */
function both(name: string, mutate: Mutate): Operator {
  return { name, sound: mutate, broken: mutate };
}

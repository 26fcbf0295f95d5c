/** What a field means: its row in the field table of its kind. */
import { featureFlag } from '#knative/clusterProfile.ts';
import type { Json } from '#knative/json.ts';
import { fieldAt } from '#knative/resources/lookup.ts';
import type { Field, Shape } from '#knative/resources/shape.ts';
import { text, type Text } from '#knative/text.ts';
import type { Path } from '#knative/path.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { code, type About } from './about.ts';

type Words = Pick<Snapshot, 'translate' | 'settings'>;

export function aboutField(words: Words, { view, path }: Cursor): About | undefined {
  const { apiVersion, kind } = view.resource;
  const field = fieldAt(apiVersion, kind, path);
  if (field === undefined) return undefined;
  const at = (length: number): Field | undefined => fieldAt(apiVersion, kind, path.slice(0, length));
  return {
    title: nameOf(path, at, field),
    type: code(typeOf(field.shape)),
    text: [words.translate(text(field.doc))],
    details: detailsOf(words, field).map(words.translate),
    ...(field.docs !== undefined && { docs: field.docs }),
  };
}

/** An item of a list and a key of a free map are told by the field that holds them. */
function nameOf(path: Path, at: (length: number) => Field | undefined, field: Field): string {
  let length = path.length;
  while (length > 1 && (typeof path[length - 1] === 'number' || at(length - 1) === field)) length--;
  return String(path[length - 1] ?? '');
}

/** As people who know Kubernetes call it. */
function typeOf(shape: Shape): string {
  switch (shape.type) {
    case 'list':
      return `[]${typeOf(shape.items)}`;
    case 'map':
      return `map[string]${typeOf(shape.values)}`;
    case 'object':
      return shape.go.slice(shape.go.lastIndexOf('.') + 1) || 'object';
    case 'intOrString':
      return 'int or string';
    case 'any':
    case 'string':
    case 'int':
    case 'int32':
    case 'int64':
    case 'bool':
    case 'float':
    case 'quantity':
    case 'duration':
    case 'time':
    case 'url':
      return shape.type;
  }
}

function* factsOf({ settings }: Words, field: Field): Iterable<Text> {
  const { shape } = field;
  if (field.required === true) yield text('Required');
  if (field.default !== undefined) yield text('Default: {0}', code(shownValue(field.default)));
  if (field.range !== undefined) yield text('{0} to {1}', field.range[0], field.range[1]);
  const values = 'allowed' in shape ? shape.allowed : undefined;
  if (values !== undefined) yield text('One of {0}', values.map((value) => code(value || '""')).join(', '));
  else if (field.examples !== undefined) {
    yield text('For example {0}', field.examples.map(code).join(', '));
  }
  if (field.feature !== undefined) {
    const state = featureFlag(settings.profile, field.feature);
    yield text('Needs the feature flag {0} of the cluster, which is {1}', code(field.feature), state);
  }
}

function shownValue(value: Json): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

function detailsOf(words: Words, field: Field): readonly Text[] {
  const details = [...factsOf(words, field)];
  if (field.deprecated === true) details.push(text('Deprecated'));
  if (field.readOnly === true) details.push(text('Written by the cluster, not by you'));
  if (field.pruned === true) details.push(text('The cluster does not know this field here'));
  return details;
}

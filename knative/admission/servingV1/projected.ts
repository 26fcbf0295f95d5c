/**
 * The sources of projected volumes (knative.dev/serving pkg/apis/serving/k8s_validation.go
 * validateProjectedVolumeSource). Paths start below the source.
 */
import type { Path } from '../../path.ts';
import {
  fieldError,
  type FieldError,
  missingField,
  missingOneOf,
  multipleOneOf,
  spot,
  via,
  viaItem,
} from '../fieldError.ts';
import { pages } from './pages.ts';
import type { Volume } from './types.ts';

type Source = NonNullable<NonNullable<Volume['projected']>['sources']>[number];
type KeyToPath = NonNullable<NonNullable<Volume['secret']>['items']>[number];
type File = NonNullable<NonNullable<Source['downwardAPI']>['items']>[number];

const docs = pages.volumes;
const kinds = ['secret', 'configMap', 'serviceAccountToken', 'downwardAPI'] as const;

export function projectedErrors(source: Source, at: Path): readonly FieldError[] {
  const { serviceAccountToken, downwardAPI } = source;
  const errors: FieldError[] = [
    ...namedErrors(source.secret, 'secret', at),
    ...namedErrors(source.configMap, 'configMap', at),
  ];
  if (serviceAccountToken !== undefined && serviceAccountToken.path === undefined) {
    errors.push(missingField([spot(at, 'serviceAccountToken.path')], { docs }));
  }
  const files = downwardAPI?.items ?? [];
  const items = files.flatMap((file, index) =>
    viaItem(fileErrors(file, [...at, 'downwardAPI', 'items', index]), 'items', index),
  );
  return [...errors, ...via(items, 'downwardAPI'), ...countErrors(source, at)];
}

/** A projected Secret or ConfigMap must have a name, unlike one that is a volume of its own. */
function namedErrors(
  object: Source['secret'] | Source['configMap'],
  kind: 'secret' | 'configMap',
  at: Path,
): readonly FieldError[] {
  if (object === undefined) return [];
  const path = [...at, kind];
  const unnamed = object.name === undefined ? [missingField([spot(path, 'name')], { docs })] : [];
  return via([...unnamed, ...keyToPathErrors(object.items, [...path, 'items'])], kind);
}

function countErrors(source: Source, at: Path): readonly FieldError[] {
  const specified = kinds.filter((kind) => source[kind] !== undefined);
  if (specified.length === 1) return [];
  const spots = (specified.length === 0 ? kinds : specified).map((kind) => spot(at, kind, 'key'));
  return [specified.length === 0 ? missingOneOf(spots, { docs }) : multipleOneOf(spots, { docs })];
}

function fileErrors(file: File, at: Path): readonly FieldError[] {
  const spots = [spot(at, 'fieldRef', 'key'), spot(at, 'resourceFieldRef', 'key')];
  const errors: FieldError[] = [];
  if (file.fieldRef === undefined && file.resourceFieldRef === undefined) {
    errors.push(missingOneOf(spots, { docs }));
  }
  if (file.fieldRef !== undefined && file.resourceFieldRef !== undefined) {
    errors.push(fieldError('Within a single item, cannot set both', spots, { code: 'one-of', docs }));
  }
  if (file.path === undefined) errors.push(missingField([spot(at, 'path')], { docs }));
  return errors;
}

/** Keys and the files they become; `at` leads to the list, which is printed as `items`. */
export function keyToPathErrors(items: readonly KeyToPath[] = [], at: Path): readonly FieldError[] {
  return items.flatMap((item, index) => {
    const path = [...at, index];
    const missing = (['key', 'path'] as const).filter((name) => item[name] === undefined);
    return viaItem(
      missing.map((name) => missingField([spot(path, name)], { docs })),
      'items',
      index,
    );
  });
}

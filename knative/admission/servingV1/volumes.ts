/**
 * The volumes of a pod (knative.dev/serving pkg/apis/serving/k8s_validation.go ValidateVolumes, validateVolume). Paths
 * start at the list.
 */
import { nearestLabel } from '../../names.ts';
import type { Path } from '../../path.ts';
import { formatQuantity, parseQuantity } from '../../quantity.ts';
import {
  fieldError,
  type FieldError,
  invalidValue,
  missingField,
  missingOneOf,
  multipleOneOf,
  spot,
  via,
  viaItem,
} from '../fieldError.ts';
import { labelErrors } from '../structure/kubernetesNames.ts';
import { remove, setTo } from './fixes.ts';
import { mustNotSet } from './masks.ts';
import { pages } from './pages.ts';
import { keyToPathErrors, projectedErrors } from './projected.ts';
import type { Settings } from './settings.ts';
import type { RevisionSpec, Volume } from './types.ts';
import { disabledErrors, isKnownSource, sources } from './volumeSources.ts';

const docs = pages.volumes;

export function volumesByName(volumes: readonly Volume[] = []): ReadonlyMap<string, Volume> {
  return new Map(volumes.map((volume) => [volume.name ?? '', volume]));
}

/** `at` leads to the list. */
export function volumeErrors(spec: RevisionSpec, at: Path, settings: Settings): readonly FieldError[] {
  const { volumes = [] } = spec;
  if (volumes.length === 0) return [];
  const mounted = mountedNames(spec);
  const seen = new Set<string>();
  return volumes.flatMap((volume, index) => {
    const { name = '' } = volume;
    const path = [...at, index];
    const errors: FieldError[] = [];
    if (seen.has(name)) errors.push(duplicate(name, path));
    if (!mounted.has(name)) errors.push(notMounted(name, path));
    seen.add(name);
    return via([...errors, ...oneVolumeErrors(volume, path, settings)], `[${index}]`);
  });
}

/** The volumes that any container mounts, init containers included. */
function mountedNames({ containers = [], initContainers = [] }: RevisionSpec): ReadonlySet<string> {
  const all = [...initContainers, ...containers];
  return new Set(all.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name = '' }) => name)));
}

function duplicate(name: string, path: Path): FieldError {
  return fieldError(`duplicate volume name "${name}"`, [spot(path, 'name')], {
    code: 'duplicate-volume-name',
    docs,
  });
}

function notMounted(name: string, path: Path): FieldError {
  return fieldError(`volume with name "${name}" not mounted`, [spot(path, 'name')], {
    code: 'volume-not-mounted',
    docs,
    fixes: remove(path, name),
  });
}

function oneVolumeErrors(volume: Volume, at: Path, settings: Settings): readonly FieldError[] {
  // A quirk: an error of the name takes the place of what was found before it.
  const named = nameErrors(volume, at);
  return [
    ...(named.length > 0 ? named : disabledErrors(volume, at, settings)),
    ...refusedSourceErrors(volume, at, settings),
    ...contentErrors(volume, at),
    ...sourceCountErrors(volume, at, settings),
  ];
}

function nameErrors({ name = '' }: Volume, at: Path): readonly FieldError[] {
  const where = spot(at, 'name');
  if (name === '') return [missingField([where], { docs })];
  if (labelErrors(name).length === 0) return [];
  const meant = nearestLabel(name);
  return [invalidValue(name, where, { docs, fixes: meant === undefined ? [] : setTo(where.path, meant) })];
}

/** fieldmask.go VolumeSourceMask: sources whose flag is Disabled. */
function refusedSourceErrors(volume: Volume, at: Path, { flag }: Settings): readonly FieldError[] {
  const names = Object.keys(volume).filter((name) => {
    if (name === 'name') return false;
    const known = sources.find((source) => source.name === name);
    if (known === undefined) return !isKnownSource(name);
    return known.flag !== undefined && flag(known.flag) === 'Disabled';
  });
  return names.length === 0 ? [] : [mustNotSet(at, names, pages.features)];
}

/** Items of secrets and config maps print their place without the source's name. */
function contentErrors(volume: Volume, at: Path): readonly FieldError[] {
  const { secret, configMap, projected, emptyDir, image } = volume;
  return [
    ...keyToPathErrors(secret?.items, [...at, 'secret', 'items']),
    ...keyToPathErrors(configMap?.items, [...at, 'configMap', 'items']),
    ...(projected?.sources ?? []).flatMap((source, index) =>
      viaItem(projectedErrors(source, [...at, 'projected', 'sources', index]), 'projected', index),
    ),
    ...via(emptyDirErrors(emptyDir, [...at, 'emptyDir']), 'emptyDir'),
    ...via(imageErrors(image, [...at, 'image']), 'image'),
  ];
}

function emptyDirErrors(emptyDir: Volume['emptyDir'], at: Path): readonly FieldError[] {
  const { medium = '', sizeLimit } = emptyDir ?? {};
  const errors: FieldError[] = [];
  if (medium !== '' && medium !== 'Memory') {
    const where = spot(at, 'medium');
    errors.push(invalidValue(medium, where, { docs, fixes: setTo(where.path, 'Memory') }));
  }
  const size = sizeLimit === undefined ? undefined : parseQuantity(sizeLimit);
  if (size !== undefined && size.nanos < 0n) {
    errors.push(invalidValue(formatQuantity(size), spot(at, 'sizeLimit'), { docs }));
  }
  return errors;
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

function imageErrors(image: Volume['image'], at: Path): readonly FieldError[] {
  if (image === undefined) return [];
  const errors: FieldError[] = [];
  if (image.reference === undefined) errors.push(missingField([spot(at, 'reference')], { docs }));
  const { pullPolicy } = image;
  if (pullPolicy !== undefined && !pullPolicies.includes(pullPolicy)) {
    errors.push(invalidValue(pullPolicy, spot(at, 'pullPolicy'), { docs }));
  }
  return errors;
}

/** Exactly one source; of none, those are named that the cluster has enabled. */
function sourceCountErrors(volume: Volume, at: Path, { flag }: Settings): readonly FieldError[] {
  const specified = sources.filter(({ name }) => volume[name] !== undefined);
  if (specified.length > 1) {
    return [
      multipleOneOf(
        specified.map(({ name }) => spot(at, name, 'key')),
        { docs },
      ),
    ];
  }
  if (specified.length === 1) return [];
  const offered = sources.filter((source) => source.flag === undefined || flag(source.flag) === 'Enabled');
  return [
    missingOneOf(
      offered.map(({ name }) => spot(at, name, 'key')),
      { docs },
    ),
  ];
}

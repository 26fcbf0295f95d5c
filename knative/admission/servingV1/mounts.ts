/**
 * Where volumes appear in a container (knative.dev/serving pkg/apis/serving/k8s_validation.go validateVolumeMounts).
 * Paths start at the list.
 */
import { nearest } from '../../nearest.ts';
import type { Path } from '../../path.ts';
import {
  fieldError,
  type FieldError,
  invalidValue,
  missingField,
  pathlessError,
  spot,
  via,
} from '../fieldError.ts';
import { goQuote } from '../structure/goJson.ts';
import { setTo } from './fixes.ts';
import { maskErrors } from './masks.ts';
import { pages } from './pages.ts';
import type { Settings } from './settings.ts';
import type { PodRules, Volume, VolumeMount } from './types.ts';

const docs = pages.volumes;
const propagationFlag = 'kubernetes.podspec-volumes-mount-propagation';
const fields = ['name', 'readOnly', 'mountPath', 'subPath'];
const withoutPropagation = new Set(fields);
const withPropagation = new Set([...fields, 'mountPropagation']);

/** `at` leads to the list. */
export function mountErrors(
  mounts: readonly VolumeMount[] = [],
  at: Path,
  { settings, volumes }: PodRules,
): readonly FieldError[] {
  const seen = new Set<string>();
  const allowed = settings.flag(propagationFlag) === 'Disabled' ? withoutPropagation : withPropagation;
  return mounts.flatMap((mount, index) => {
    const path = [...at, index];
    const volume = volumes.get(mount.name ?? '');
    const errors = [
      ...maskErrors(mount, allowed, path),
      ...(volume === undefined ? [noVolume(mount, path, volumes)] : []),
      ...pathErrors(mount, path, seen),
      ...readOnlyErrors(mount, volume, path),
      ...propagationErrors(mount, path, settings),
    ];
    return via(errors, `[${index}]`);
  });
}

function noVolume({ name = '' }: VolumeMount, at: Path, volumes: PodRules['volumes']): FieldError {
  const where = spot(at, 'name');
  const meant = nearest(name, volumes.keys());
  return fieldError('volumeMount has no matching volume', [where], {
    code: 'volume-missing',
    docs,
    fixes: meant === undefined ? [] : setTo(where.path, meant),
  });
}

const reserved = new Set(['/', '/dev', '/dev/log']);

function pathErrors({ mountPath = '' }: VolumeMount, at: Path, seen: Set<string>): readonly FieldError[] {
  const where = spot(at, 'mountPath');
  const cleaned = cleanPath(mountPath);
  const isRepeated = seen.has(cleaned);
  seen.add(cleaned);
  if (mountPath === '') return [missingField([where], { docs })];
  if (reserved.has(cleaned)) {
    const words = `mountPath ${goQuote(cleaned)} is a reserved path`;
    return [fieldError(words, [where], { code: 'reserved-path', docs })];
  }
  if (!mountPath.startsWith('/')) {
    return [invalidValue(mountPath, where, { docs, fixes: setTo(where.path, `/${mountPath}`) })];
  }
  if (!isRepeated) return [];
  return [
    invalidValue(`${goQuote(mountPath)} must be unique`, where, { code: 'duplicate-mount-path', docs }),
  ];
}

/** Go's path.Clean. */
function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!rooted) parts.push(part);
  }
  const joined = parts.join('/');
  return rooted ? `/${joined}` : joined === '' ? '.' : joined;
}

function readOnlyErrors(mount: VolumeMount, volume: Volume | undefined, at: Path): readonly FieldError[] {
  if (mount.readOnly === true) return [];
  const isWritable =
    volume?.emptyDir !== undefined ||
    volume?.persistentVolumeClaim !== undefined ||
    volume?.ephemeral !== undefined;
  const where = spot(at, 'readOnly');
  const advice = { code: 'read-only-mount', docs, fixes: setTo(where.path, true) };
  if (!isWritable) {
    return [fieldError('volume mount should be readOnly for this type of volume', [where], advice)];
  }
  if (volume.persistentVolumeClaim?.readOnly !== true) return [];
  return [fieldError('volume is readOnly but volume mount is not', [where], advice)];
}

function propagationErrors(
  { name = '', mountPropagation }: VolumeMount,
  at: Path,
  { flag }: Settings,
): readonly FieldError[] {
  if (mountPropagation === undefined) return [];
  const where = spot(at, 'mountPropagation');
  const errors: FieldError[] = [];
  if (flag(propagationFlag) !== 'Enabled') {
    const words = `Volume Mount Propagation support is disabled, but found volume mount ${name} with mount propagation`;
    errors.push(pathlessError(words, where.path, { code: 'feature-disabled', docs: pages.features }));
  }
  if (mountPropagation !== 'None' && mountPropagation !== 'HostToContainer') {
    const words = 'mount propagation should be set to None or HostToContainer';
    const fixes = setTo(where.path, 'HostToContainer');
    errors.push(fieldError(words, [where], { code: 'invalid-value', docs, fixes }));
  }
  return errors;
}

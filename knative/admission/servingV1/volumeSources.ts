/** The sources a volume may have, and the feature flags that allow them (k8s_validation.go validateVolume). */
import type { Path } from '../../path.ts';
import { type FieldError, pathlessError } from '../fieldError.ts';
import { pages } from './pages.ts';
import type { Settings } from './settings.ts';
import type { Volume } from './types.ts';

export interface VolumeSource {
  readonly name: 'secret' | 'configMap' | 'projected' | Gated;
  /** The key in config-features; absent where the source is always allowed. */
  readonly flag?: string;
}

type Gated = 'emptyDir' | 'persistentVolumeClaim' | 'hostPath' | 'csi' | 'ephemeral' | 'image';

export const sources: readonly VolumeSource[] = [
  { name: 'secret' },
  { name: 'configMap' },
  { name: 'projected' },
  { name: 'emptyDir', flag: 'kubernetes.podspec-volumes-emptydir' },
  { name: 'persistentVolumeClaim', flag: 'kubernetes.podspec-persistent-volume-claim' },
  { name: 'hostPath', flag: 'kubernetes.podspec-volumes-hostpath' },
  { name: 'csi', flag: 'kubernetes.podspec-volumes-csi' },
  { name: 'ephemeral', flag: 'kubernetes.podspec-volumes-ephemeral' },
  { name: 'image', flag: 'kubernetes.podspec-volumes-image' },
];

export function isKnownSource(name: string): boolean {
  return sources.some((source) => source.name === name);
}

const labels: Readonly<Partial<Record<VolumeSource['name'], string>>> = {
  emptyDir: 'EmptyDir',
  hostPath: 'HostPath',
  csi: 'CSI',
  ephemeral: 'Ephemeral',
  image: 'Image',
};

/** Sources the cluster has not enabled, in words without a path. */
export function disabledErrors(volume: Volume, at: Path, settings: Settings): readonly FieldError[] {
  const disabled = sources.flatMap(({ name, flag }) => {
    const label = labels[name];
    if (label === undefined || flag === undefined || volume[name] === undefined) return [];
    if (settings.flag(flag) === 'Enabled') return [];
    const words = `${label} volume support is disabled, but found ${label} volume ${volume.name ?? ''}`;
    return [disabledError(words, [...at, name])];
  });
  return [...claimErrors(volume, at, settings), ...disabled];
}

function claimErrors({ persistentVolumeClaim }: Volume, at: Path, { flag }: Settings): readonly FieldError[] {
  if (persistentVolumeClaim === undefined) return [];
  const { claimName = '', readOnly = false } = persistentVolumeClaim;
  const path = [...at, 'persistentVolumeClaim'];
  const found = `but found persistent volume claim ${claimName}`;
  const errors: FieldError[] = [];
  if (flag('kubernetes.podspec-persistent-volume-claim') !== 'Enabled') {
    errors.push(disabledError(`Persistent volume claim support is disabled, ${found}`, path));
  }
  if (!readOnly && flag('kubernetes.podspec-persistent-volume-write') !== 'Enabled') {
    const words = `Persistent volume write support is disabled, ${found} that is not read-only`;
    errors.push(disabledError(words, path));
  }
  return errors;
}

function disabledError(words: string, path: Path): FieldError {
  return pathlessError(words, path, { code: 'feature-disabled', docs: pages.features });
}

/** Volumes and their sources (ValidateVolumes in k8s.io/kubernetes pkg/apis/core/validation). */
import { parseQuantity } from '../../quantity.ts';
import { labelErrors, subdomainErrors } from '../structure/kubernetesNames.ts';
import { checkClaimTemplate } from './claims.ts';
import { backstepErrors } from './formats.ts';
import type { Place } from './place.ts';
import { checkProjected } from './projected.ts';
import { checkDownwardFiles, checkItems, checkMode } from './volumeFiles.ts';

const code = 'pod-volume';

/** The volumes by name, the refused ones too. */
export function checkVolumes(volumes: Place): ReadonlyMap<string, Place> {
  const byName = new Map<string, Place>();
  for (const volume of volumes.items()) {
    checkSources(volume);
    const name = volume.get('name');
    if (name.text === '') name.required(code);
    else name.invalidAll(code, labelErrors(name.text));
    if (byName.has(name.text)) name.duplicate(code);
    else if (name.text !== '') byName.set(name.text, volume);
  }
  return byName;
}

const sources: Readonly<Record<string, (source: Place) => void>> = {
  emptyDir: checkEmptyDir,
  hostPath: checkHostPath,
  secret: (source) => {
    checkNamed(source, 'secretName');
  },
  persistentVolumeClaim: (source) => {
    const name = source.get('claimName');
    if (name.text === '') name.required(code);
  },
  downwardAPI: checkDownwardAPI,
  configMap: (source) => {
    checkNamed(source, 'name');
  },
  projected: checkProjected,
  csi: checkCsi,
  ephemeral: (source) => {
    const template = source.get('volumeClaimTemplate');
    if (template.present) checkClaimTemplate(template);
    else template.required('pod-volume-claim');
  },
  image: checkImage,
};

/** One source and no more; the ones after the first are refused unread. None at all means emptyDir. */
function checkSources(volume: Place): void {
  const [first, ...others] = Object.keys(sources).filter((name) => volume.get(name).present);
  if (first === undefined) return;
  sources[first]?.(volume.get(first));
  for (const other of others) volume.get(other).forbidden(code, 'may not specify more than 1 volume type');
}

function checkEmptyDir(source: Place): void {
  const limit = source.get('sizeLimit');
  const { value } = limit;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return;
  if ((parseQuantity(value)?.nanos ?? 0n) < 0n) {
    limit.forbidden(code, 'SizeLimit field must be a valid resource quantity');
  }
}

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function checkHostPath(source: Place): void {
  const path = source.get('path');
  if (path.text === '') {
    path.required(code);
    return;
  }
  path.invalidAll(code, backstepErrors(path.text));
  const type = source.get('type');
  if (!hostPathTypes.includes(type.text)) type.unsupported(code, hostPathTypes);
}

/** A Secret or ConfigMap as files. */
function checkNamed(source: Place, nameField: string): void {
  const name = source.get(nameField);
  if (name.text === '') name.required(code);
  checkMode(source.get('defaultMode'));
  checkItems(source.get('items'));
}

function checkDownwardAPI(source: Place): void {
  checkMode(source.get('defaultMode'));
  checkDownwardFiles(source);
}

function checkCsi(source: Place): void {
  const driver = source.get('driver');
  if (driver.text === '') driver.required(code);
  else {
    if (driver.text.length > 63) driver.invalid(code, 'may not be more than 63 bytes');
    driver.invalidAll(code, subdomainErrors(driver.text.toLowerCase()));
  }
  const secret = source.get('nodePublishSecretRef');
  if (!secret.present) return;
  const name = secret.get('name');
  if (name.text === '') name.required(code);
  else name.invalidAll(code, subdomainErrors(name.text), { field: `${source.field}.name` });
}

function checkImage(source: Place): void {
  const reference = source.get('reference');
  if (reference.text === '') reference.required(code);
  const policy = source.get('pullPolicy');
  const supported = ['Always', 'IfNotPresent', 'Never'];
  if (policy.text !== '' && !supported.includes(policy.text)) policy.unsupported(code, supported);
}

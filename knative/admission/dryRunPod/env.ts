/** Environment variables (ValidateEnv, ValidateEnvFrom in k8s.io/kubernetes pkg/apis/core/validation). */
import { labelErrors, maskTrailingDash, subdomainErrors } from '../structure/kubernetesNames.ts';
import { checkFieldRef, checkResourceFieldRef, envFields } from './downwardApi.ts';
import { backstepErrors, configKeyErrors, envNameErrors } from './formats.ts';
import type { Place } from './place.ts';

/** `volumes`: the pod's volumes by name, for variables that are read from files. */
export function checkEnv(env: Place, volumes: ReadonlyMap<string, Place>): void {
  for (const variable of env.items()) {
    const name = variable.get('name');
    if (name.text === '') name.required('pod-env');
    else name.invalidAll('pod-env', envNameErrors(name.text));
    const source = variable.get('valueFrom');
    if (source.present) checkSource(source, variable.get('value').text, volumes);
  }
}

export function checkEnvFrom(envFrom: Place): void {
  for (const source of envFrom.items()) {
    const prefix = source.get('prefix');
    prefix.invalidAll('pod-env-from', envNameErrors(prefix.text));
    const references = [source.get('configMapRef'), source.get('secretRef')].filter((ref) => ref.present);
    for (const reference of references) checkName(reference.get('name'));
    // Kubernetes names the whole list.
    const remark = { value: '', field: envFrom.field };
    if (references.length === 0) {
      source.invalid('pod-env-from', 'must specify one of: `configMapRef` or `secretRef`', remark);
    } else if (references.length > 1) {
      source.invalid('pod-env-from', 'may not have more than one field specified at a time', remark);
    }
  }
}

function checkName(name: Place): void {
  if (name.text === '') name.required('pod-env-from');
  // Checked as a prefix: a dash at the end passes.
  else name.invalidAll('pod-env-from', subdomainErrors(maskTrailingDash(name.text)));
}

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;

function checkSource(source: Place, value: string, volumes: ReadonlyMap<string, Place>): void {
  const present = sources.filter((name) => source.get(name).present);
  for (const name of present) checkOneSource(name, source.get(name), volumes);
  const remark = { value: '' };
  if (present.length === 0) {
    source.invalid(
      'pod-env-source',
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      remark,
    );
  } else if (value !== '') {
    source.invalid('pod-env-source', 'may not be specified when `value` is not empty', remark);
  } else if (present.length > 1) {
    source.invalid('pod-env-source', 'may not have more than one field specified at a time', remark);
  }
}

function checkOneSource(
  name: (typeof sources)[number],
  source: Place,
  volumes: ReadonlyMap<string, Place>,
): void {
  switch (name) {
    case 'fieldRef':
      checkFieldRef(source, envFields);
      return;
    case 'resourceFieldRef':
      checkResourceFieldRef(source, false);
      return;
    case 'configMapKeyRef':
    case 'secretKeyRef':
      checkKeyRef(source);
      return;
    case 'fileKeyRef':
      checkFileKeyRef(source, volumes);
      return;
  }
}

function checkKeyRef(source: Place): void {
  const name = source.get('name');
  name.invalidAll('pod-env-source', subdomainErrors(name.text));
  const key = source.get('key');
  if (key.text === '') key.required('pod-env-source');
  else key.invalidAll('pod-env-source', configKeyErrors(key.text));
}

function checkFileKeyRef(source: Place, volumes: ReadonlyMap<string, Place>): void {
  const key = source.get('key');
  if (key.text === '') key.required('pod-env-source');
  else key.invalidAll('pod-env-source', envNameErrors(key.text));
  const path = source.get('path');
  if (path.text === '') path.required('pod-env-source');
  else path.invalidAll('pod-env-source', backstepErrors(path.text));
  const name = source.get('volumeName');
  if (name.text === '') name.required('pod-env-source');
  else name.invalidAll('pod-env-source', labelErrors(name.text));
  const volume = volumes.get(name.text);
  if (volume === undefined) name.notFound('pod-env-source');
  else if (!volume.get('emptyDir').present) {
    name.invalid('pod-env-source', 'referenced volume must be of type emptyDir');
  }
}

/** Claims made with the pod (ValidatePersistentVolumeClaimTemplate in k8s.io/kubernetes pkg/apis/core/validation). */
import { parseQuantity } from '../../quantity.ts';
import { labelErrors, qualifiedNameErrors, subdomainErrors } from '../structure/kubernetesNames.ts';
import type { Place } from './place.ts';
import { checkLabels, checkLabelSelector } from './selectors.ts';

const code = 'pod-volume-claim';
const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

export function checkClaimTemplate(template: Place): void {
  checkMetadata(template.get('metadata'));
  const spec = template.get('spec');
  checkAccessModes(spec.get('accessModes'));
  checkLabelSelector(spec.get('selector'), code);
  checkStorage(spec.get('resources'));
  for (const name of ['storageClassName', 'volumeAttributesClassName']) {
    const className = spec.get(name);
    if (className.text !== '') className.invalidAll(code, subdomainErrors(className.text));
  }
  const mode = spec.get('volumeMode');
  if (mode.present && mode.text !== 'Block' && mode.text !== 'Filesystem') {
    mode.unsupported(code, ['Block', 'Filesystem']);
  }
  checkDataSources(spec);
}

function checkMetadata(metadata: Place): void {
  for (const [key, place] of metadata.get('annotations').entries()) {
    place.invalidAll(code, qualifiedNameErrors(key.toLowerCase()), { value: key });
  }
  checkLabels(metadata.get('labels'), code);
  for (const [name, place] of metadata.entries()) {
    const empty = place.value === '' || place.value === 0 || !place.present;
    if (name !== 'annotations' && name !== 'labels' && !empty)
      metadata.get(name).forbidden(code, 'cannot be set');
  }
}

function checkAccessModes(modes: Place): void {
  if (modes.length === 0) modes.required(code, 'at least 1 access mode is required');
  const items = modes.items();
  for (const mode of items) {
    if (!accessModes.includes(mode.text)) mode.unsupported(code, accessModes, { field: modes.field });
  }
  const known = items.map(({ text }) => text).filter((mode) => accessModes.includes(mode));
  if (known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod')) {
    modes.forbidden(code, 'may not use ReadWriteOncePod with other access modes');
  }
}

function checkStorage(resources: Place): void {
  const storage = resources.get('requests').get('storage');
  const remark = { field: `${resources.field}[storage]` };
  const { value } = storage;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
    storage.required(code, '', remark);
  } else if ((parseQuantity(value)?.nanos ?? 1n) <= 0n) {
    storage.invalid(code, 'must be greater than zero', remark);
  }
}

function checkDataSources(spec: Place): void {
  const source = spec.get('dataSource');
  const reference = spec.get('dataSourceRef');
  for (const place of [source, reference]) if (place.present) checkDataSource(place);
  const namespace = reference.get('namespace');
  if (namespace.text !== '') {
    namespace.invalidAll(code, labelErrors(namespace.text));
    if (source.present)
      source.invalid(code, 'may not be specified when dataSourceRef.namespace is specified');
  } else if (source.present && reference.present && !sameObject(source, reference)) {
    source.invalid(code, 'must match dataSourceRef');
  }
}

function checkDataSource(source: Place): void {
  for (const name of ['name', 'kind']) {
    const field = source.get(name);
    if (field.text === '') field.required(code);
  }
  const group = source.get('apiGroup');
  if (group.text !== '') group.invalidAll(code, subdomainErrors(group.text));
  else if (source.get('kind').text !== 'PersistentVolumeClaim') {
    source.invalid(code, "must be 'PersistentVolumeClaim' when referencing the default apiGroup", {
      value: source.get('kind').text,
    });
  }
}

function sameObject(a: Place, b: Place): boolean {
  return ['apiGroup', 'kind', 'name'].every((name) => a.get(name).value === b.get(name).value);
}

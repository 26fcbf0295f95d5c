/** The files a volume makes: their paths, permissions and sources (pkg/apis/core/validation in k8s.io/kubernetes). */
import { checkFieldRef, checkResourceFieldRef, volumeFields } from './downwardApi.ts';
import { filePathErrors } from './formats.ts';
import type { Place } from './place.ts';

const code = 'pod-volume';
const modeMessage = 'must be a number between 0 and 0777 (octal), both inclusive';

export function checkMode(mode: Place): void {
  if (mode.present && (mode.number(0) < 0 || mode.number(0) > 0o777)) mode.invalid(code, modeMessage);
}

/** Which keys become which files (validateKeyToPath). */
export function checkItems(items: Place): void {
  for (const item of items.items()) {
    const key = item.get('key');
    if (key.text === '') key.required(code);
    const path = item.get('path');
    if (path.text === '') path.required(code);
    path.invalidAll(code, filePathErrors(path.text));
    checkMode(item.get('mode'));
  }
}

/** Files with fields of the pod (validateDownwardAPIVolumeFile); Kubernetes leaves the item out of its paths. */
export function checkDownwardFiles(source: Place): void {
  const downward = 'pod-downward-api';
  for (const file of source.get('items').items()) {
    const path = file.get('path');
    if (path.text === '') path.required(downward);
    path.invalidAll(downward, filePathErrors(path.text));
    const field = file.get('fieldRef');
    const resource = file.get('resourceFieldRef');
    if (field.present) {
      checkFieldRef(field, volumeFields);
      if (resource.present) {
        const both = 'fieldRef and resourceFieldRef can not be specified simultaneously';
        file.invalid(downward, both, { value: 'resource', field: source.field });
      }
    } else if (resource.present) checkResourceFieldRef(resource, true);
    else {
      file.required(downward, 'one of fieldRef and resourceFieldRef is required', { field: source.field });
    }
    checkMode(file.get('mode'));
  }
}

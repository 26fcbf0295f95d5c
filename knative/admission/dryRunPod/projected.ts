/** Projected volumes (validateProjectionSources in k8s.io/kubernetes pkg/apis/core/validation). */
import { filePathErrors } from './formats.ts';
import type { Place } from './place.ts';
import { checkDownwardFiles, checkItems, checkMode } from './volumeFiles.ts';

const code = 'pod-projected-volume';
const kinds = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'] as const;

export function checkProjected(projected: Place): void {
  checkMode(projected.get('defaultMode'));
  const paths = new Set<string>();
  for (const source of projected.get('sources').items()) {
    const present = kinds.filter((kind) => source.get(kind).present);
    for (const kind of present) checkSource(kind, source.get(kind), projected, paths);
    if (present.length > 1) source.forbidden(code, 'may not specify more than 1 volume type per source');
  }
}

function checkSource(
  kind: (typeof kinds)[number],
  source: Place,
  projected: Place,
  paths: Set<string>,
): void {
  switch (kind) {
    case 'secret':
    case 'configMap': {
      const name = source.get('name');
      if (name.text === '') name.required(code);
      checkItems(source.get('items'));
      checkPaths(source.get('items'), projected, paths, name.text);
      return;
    }
    case 'downwardAPI':
      checkDownwardFiles(source);
      checkPaths(source.get('items'), projected, paths);
      return;
    case 'serviceAccountToken':
      checkToken(source, projected);
      return;
  }
}

/** No two files of the volume have the same path; Kubernetes says so of the volume, by the object's name. */
function checkPaths(items: Place, projected: Place, paths: Set<string>, owner?: string): void {
  for (const item of items.items()) {
    const path = item.get('path');
    if (path.text === '') continue;
    if (paths.has(path.text)) {
      path.invalid(code, 'conflicting duplicate paths', {
        value: owner ?? path.text,
        field: projected.field,
      });
    }
    paths.add(path.text);
  }
}

function checkToken(token: Place, projected: Place): void {
  const seconds = token.get('expirationSeconds');
  const lifetime = seconds.number(3600);
  if (lifetime < 600) seconds.invalid(code, 'may not specify a duration less than 10 minutes');
  if (lifetime > 2 ** 32) seconds.invalid(code, 'may not specify a duration larger than 2^32 seconds');
  const path = token.get('path');
  const remark = { field: `${projected.field}.path` };
  if (path.text === '') path.required(code, '', remark);
  else path.invalidAll(code, filePathErrors(path.text), remark);
}

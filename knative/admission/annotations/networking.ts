/** The networking annotations of a template (knative.dev/networking pkg/apis/networking/metadata_validation.go). */
import { nearest } from '../../nearest.ts';
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { text } from '../../text.ts';
import { type FieldError, invalidKeyName } from '../fieldError.ts';
import type { Annotations } from './found.ts';

const group = 'networking.knative.dev';
const docs = 'https://knative.dev/docs/serving/services/ingress-class/';
const allowed = new Set(
  [
    'ingress.class',
    'ingress-class',
    'certificate.class',
    'certificate-class',
    'disableAutoTLS',
    'disable-auto-tls',
    'disable-external-domain-tls',
    'httpOption',
    'http-protocol',
  ].map((name) => `${group}/${name}`),
);

/** Keys of Knative's networking that do not exist; the path is that of the map. */
export function networkingErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  return Object.keys(annotations)
    .filter((key) => key.startsWith(group) && !allowed.has(key))
    .map((key) => {
      const path = [...at, key];
      return invalidKeyName(key, { printed: '', path, at: 'key' }, { docs, fixes: fixesOf(key, path) });
    });
}

function fixesOf(key: string, path: Path): readonly Fix[] {
  const remove: Fix = { title: text('Remove {0}', key), changes: [{ op: 'remove', path }] };
  const meant = nearest(key, allowed);
  if (meant === undefined) return [remove];
  return [
    { title: text('Rename to {0}', meant), changes: [{ op: 'rename', path, key: meant }], preferred: true },
    remove,
  ];
}

/** What a pod needs of its namespace before its containers can start: secrets and config maps, as volumes and variables. */
import type { Json } from '#knative/json.ts';
import { member } from '#knative/json.ts';
import type { Client } from '../../../api/client.ts';
import { type ApiObject, listAt, namespaceOf, objectAt, textAt } from '../../../api/object.ts';

/** The first volume that cannot be mounted, in the words of the kubelet. */
export function unmountable(client: Client, pod: ApiObject): string | undefined {
  for (const volume of listAt(pod['spec'], 'volumes')) {
    const secret = objectAt(volume, 'secret');
    const map = objectAt(volume, 'configMap');
    const why =
      missing(client, pod, 'Secret', { ...secret, name: textAt(secret, 'secretName') }) ??
      missing(client, pod, 'ConfigMap', map);
    if (why !== undefined)
      return `MountVolume.SetUp failed for volume ${JSON.stringify(textAt(volume, 'name'))} : ${why}`;
  }
  return undefined;
}

/** The first variable of a container that has no value. */
export function unset(client: Client, pod: ApiObject, container: Json): string | undefined {
  for (const variable of listAt(container, 'env')) {
    const from = objectAt(variable, 'valueFrom');
    const why =
      missing(client, pod, 'Secret', objectAt(from, 'secretKeyRef')) ??
      missing(client, pod, 'ConfigMap', objectAt(from, 'configMapKeyRef'));
    if (why !== undefined) return why;
  }
  for (const source of listAt(container, 'envFrom')) {
    const why =
      missing(client, pod, 'Secret', objectAt(source, 'secretRef')) ??
      missing(client, pod, 'ConfigMap', objectAt(source, 'configMapRef'));
    if (why !== undefined) return why;
  }
  return undefined;
}

function missing(
  client: Client,
  pod: ApiObject,
  kind: 'Secret' | 'ConfigMap',
  reference: Json,
): string | undefined {
  const name = textAt(reference, 'name');
  if (name === '' || member(reference, 'optional') === true) return undefined;
  const found = client.find(`v1 ${kind}`, namespaceOf(pod), name);
  if (found === undefined) return `${kind.toLowerCase()} ${JSON.stringify(name)} not found`;
  const key = textAt(reference, 'key');
  if (key === '' || member(found['data'], key) !== undefined) return undefined;
  return `couldn't find key ${key} in ${kind} ${namespaceOf(pod)}/${name}`;
}

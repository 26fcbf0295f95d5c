/** What comes with a namespace, and how one goes: its contents first. */
import { systemUser } from '../auth/users.ts';
import type { Cluster } from '../cluster.ts';
import { apiVersionOf } from '../kinds/kind.ts';
import { type ApiObject, isTerminating, nameOf, namespaceOf } from '../object.ts';

export function tendNamespaces(cluster: Cluster): void {
  const namespaces = cluster.kind('v1 Namespace');
  const leaving = new Set<string>();
  const work = (name: string): void => {
    const namespace = cluster.store.get(namespaces, '', name);
    if (namespace === undefined || !isTerminating(namespace)) return;
    if (!empty(cluster, name)) return;
    leaving.delete(name);
    cluster.store.write(namespaces, namespace, undefined);
  };
  cluster.store.subscribe(({ kind, type, object }) => {
    if (kind === namespaces && type === 'ADDED') furnish(cluster, object);
    if (kind === namespaces && type !== 'DELETED' && isTerminating(object)) {
      leaving.add(nameOf(object));
      cluster.clock.after(0, () => work(nameOf(object)));
    }
    const within = namespaceOf(object);
    if (type === 'DELETED' && leaving.has(within)) cluster.clock.after(0, () => work(within));
  });
}

/** Deletes everything in a namespace; whether nothing is left. */
function empty(cluster: Cluster, namespace: string): boolean {
  const client = cluster.as(systemUser, 'kube-controller-manager');
  const kinds = cluster.registry.kinds.filter((kind) => kind.namespaced);
  for (const kind of kinds) {
    for (const object of cluster.store.list(kind, namespace)) {
      const name = `${apiVersionOf(kind)} ${kind.kind}`;
      if (!isTerminating(object)) client.delete(name, namespace, nameOf(object));
    }
  }
  return kinds.every((kind) => cluster.store.list(kind, namespace).length === 0);
}

function furnish(cluster: Cluster, { metadata: { name: namespace } }: ApiObject): void {
  const client = cluster.as(systemUser, 'kube-controller-manager');
  client.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } });
  client.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-root-ca.crt', namespace },
    data: { 'ca.crt': '' },
  });
}

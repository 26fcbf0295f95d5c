/** Events are forgotten an hour after they were last seen, as etcd's lease on them runs out. */
import type { Timer } from '../../clock.ts';
import { systemUser } from '../auth/users.ts';
import type { Cluster } from '../cluster.ts';
import { nameOf, namespaceOf, uidOf } from '../object.ts';

const lifetime = 60 * 60 * 1000;

export function expireEvents(cluster: Cluster): void {
  const events = cluster.kind('v1 Event');
  const client = cluster.as(systemUser, 'kube-apiserver');
  const timers = new Map<string, Timer>();
  cluster.store.subscribe(({ kind, type, object }) => {
    if (kind !== events) return;
    const uid = uidOf(object);
    timers.get(uid)?.stop();
    timers.delete(uid);
    if (type === 'DELETED') return;
    const remove = (): void => client.delete('v1 Event', namespaceOf(object), nameOf(object));
    timers.set(uid, cluster.clock.after(lifetime, remove));
  });
}

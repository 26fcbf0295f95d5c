/** Events as client-go's recorder writes them: the same thing again counts up the event that is there. */
import { timestamp } from '../../clock.ts';
import type { Client } from '../client.ts';
import type { Cluster } from '../cluster.ts';
import {
  type ApiObject,
  nameOf,
  namespaceOf,
  numberAt,
  resourceVersionOf,
  textAt,
  uidOf,
} from '../object.ts';

export interface Occurrence {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The component that says so, such as `service-controller`. */
  readonly component: string;
  /** The part of the object that is meant, such as `spec.containers{user-container}`. */
  readonly fieldPath?: string;
}

/** Says what happened to an object; what belongs to the whole cluster has its events in `default`. */
export function recordEvent(cluster: Cluster, client: Client, about: ApiObject, what: Occurrence): void {
  const namespace = namespaceOf(about) || 'default';
  const now = timestamp(cluster.clock.now());
  const known = client.list('v1 Event', { namespace }).find((event) => isSame(event, about, what));
  if (known !== undefined) {
    client.update({ ...known, count: (numberAt(known, 'count') ?? 1) + 1, lastTimestamp: now });
    return;
  }
  const unique =
    cluster.store.version.toString(16).padStart(8, '0') + cluster.clock.now().toString(16).slice(-8);
  client.create({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${nameOf(about)}.${unique}`, namespace },
    involvedObject: {
      kind: about.kind,
      namespace: namespaceOf(about),
      name: nameOf(about),
      uid: uidOf(about),
      apiVersion: about.apiVersion,
      resourceVersion: resourceVersionOf(about),
      ...(what.fieldPath !== undefined && { fieldPath: what.fieldPath }),
    },
    reason: what.reason,
    message: what.message,
    source: { component: what.component },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    type: what.type,
    eventTime: null,
    reportingComponent: what.component,
    reportingInstance: '',
  });
}

function isSame(
  event: ApiObject,
  about: ApiObject,
  { type, reason, message, component }: Occurrence,
): boolean {
  return (
    textAt(event['involvedObject'], 'uid') === uidOf(about) &&
    textAt(event, 'type') === type &&
    textAt(event, 'reason') === reason &&
    textAt(event, 'message') === message &&
    textAt(event['source'], 'component') === component
  );
}

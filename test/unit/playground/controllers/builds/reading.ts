/** What tests read of the pods of builds. */
import { listAt, objectAt, uidOf, type ApiObject } from '#playground/api/object.ts';
import type { World } from '../world.ts';

/** One letter for each container, w(aiting), r(unning) or t(erminated): init containers, then the others. */
export function statesOf({ status }: ApiObject): string {
  const letters = (key: string): string =>
    listAt(status, key)
      .map((one) => Object.keys(objectAt(one, 'state'))[0]?.charAt(0) ?? '?')
      .join('');
  return `${letters('initContainerStatuses')} ${letters('containerStatuses')}`;
}

/** The lines that a container wrote so far. */
export function logOf({ cluster }: World, pod: ApiObject, container: string): readonly string[] {
  return (cluster.logs.read(uidOf(pod), container, false) ?? []).flatMap(({ text }) => text.split('\n'));
}

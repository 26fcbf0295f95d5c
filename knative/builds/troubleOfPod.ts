/** What the events of a pod say about why its containers do not start: nothing in its status does. */
import { text, type Text } from '../text.ts';

/** @param events reason and message, oldest first */
export function troubleOfPod(
  events: readonly { readonly reason: string; readonly message: string }[],
): Text | undefined {
  const last = events.findLast(({ reason }) => troubles.includes(reason) || overcome.includes(reason));
  if (last === undefined || overcome.includes(last.reason)) return undefined;
  const [, kind, name] = /\b(secret|configmap) "([^"]+)" not found/.exec(last.message) ?? [];
  switch (kind) {
    case 'secret':
      return text('Its pod needs the secret {0}, which does not exist.', name ?? '');
    case 'configmap':
      return text('Its pod needs the config map {0}, which does not exist.', name ?? '');
    default:
      return text('A volume of its pod cannot be mounted: {0}', last.message);
  }
}

const troubles = ['FailedMount', 'FailedAttachVolume'];

/** What a pod does once its volumes are there. */
const overcome = ['Pulling', 'Pulled', 'Created', 'Started'];

/** The files of the workspace in which Services of Knative are: each once, all of them. */
import type { Snapshot } from './snapshot.ts';

export function serviceFiles(snapshot: Pick<Snapshot, 'all'>): readonly string[] {
  return [...new Set(snapshot.all('service').map(({ uri }) => uri))];
}

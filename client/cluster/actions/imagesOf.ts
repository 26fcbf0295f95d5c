/** The images that a build in the cluster has made; its log is asked where nothing else tells their digests. */
import type { BuildReading, BuildStep } from '#knative/builds/build.ts';
import { builtImages, type BuiltImage } from '#knative/builds/builtImage.ts';
import { ClusterError } from '../errors.ts';
import { pathOf } from '../object.ts';
import type { Session } from '../session.ts';

/** Lines at the end of a step's log in which it says what it pushed. */
const told = 50;

export async function imagesOf(
  session: Session,
  reading: BuildReading,
  signal?: AbortSignal,
): Promise<readonly BuiltImage[]> {
  const known = builtImages(reading);
  if (reading.state !== 'succeeded' || known[0]?.isPinned === true) return known;
  const steps = reading.tasks.flatMap((task) => task.steps).filter(({ state }) => state === 'succeeded');
  const ends = await Promise.all(
    steps.map(async (step) => endOfLog(session, reading.namespace, step, signal)),
  );
  return builtImages(reading, ends.flat());
}

/** Nothing where it is gone, as with its pod. */
async function endOfLog(
  { api, served }: Session,
  namespace: string,
  { pod, container }: BuildStep,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const pods = served.find('v1', 'Pod');
  if (pods === undefined || pod === '') return [];
  try {
    const path = `${pathOf(pods, namespace, pod)}/log`;
    const { body } = await api.request({ path, query: { container, tailLines: told }, signal });
    return body.split('\n');
  } catch (error) {
    if (error instanceof ClusterError) return [];
    throw error;
  }
}

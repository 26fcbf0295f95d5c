/** Collects what is said about something that does not become ready, and the last lines of the log that may say why. */
import { textAt } from '#knative/json.ts';
import { requestJson, type Api } from '../api.ts';
import { ClusterError } from '../errors.ts';
import { diagnose, type Diagnosis } from '../diagnosis/diagnosis.ts';
import { jsonOf, pathOf, type ApiResource, type KubeList, type KubeObject } from '../object.ts';
import type { RolloutObjects } from '../rolloutSteps.ts';
import { configurationLabel, revisionLabel, serviceLabel } from '../services.ts';
import type { Session } from '../session.ts';
import { eventsOf } from './eventsOf.ts';

export interface Explained {
  readonly diagnosis: Diagnosis;
  /** The last lines of the container at fault. */
  readonly lines: readonly string[];
}

/** How many lines tell how a container ended. */
const lastLines = 12;

export async function explain(
  session: Session,
  subject: KubeObject,
  objects: RolloutObjects,
  signal?: AbortSignal,
): Promise<Explained> {
  const { api, served, serving } = session;
  const { namespace = '' } = subject.metadata;
  const { configuration, revision, route, pods } = objects;
  const list = async (
    resource: ApiResource | undefined,
    labelSelector: string,
  ): Promise<readonly KubeObject[]> =>
    resource === undefined ? [] : listSome(api, resource, namespace, labelSelector, signal);
  const name = revision?.metadata.name;
  const [deployments, siblings] = await Promise.all([
    name === undefined ? [] : list(served.find('apps/v1', 'Deployment'), `${revisionLabel}=${name}`),
    siblingsOf(subject, serving?.revision, list),
  ]);
  const about = [subject, configuration, revision, route, ...deployments, ...pods].filter(
    (one) => one !== undefined,
  );
  const events = await eventsOf(session, namespace, about, signal);
  const diagnosis = diagnose({
    subject,
    configuration,
    revision,
    route,
    deployment: deployments[0],
    pods,
    events: events.filter((event) => textAt(jsonOf(event), 'type') === 'Warning'),
    revisionNames: siblings.map(({ metadata }) => metadata.name),
  });
  return { diagnosis, lines: await linesFor(api, namespace, diagnosis, signal) };
}

/** The revisions of the same service; 0.3 labels them with the configuration only. */
async function siblingsOf(
  { metadata }: KubeObject,
  resource: ApiResource | undefined,
  list: (resource: ApiResource | undefined, labelSelector: string) => Promise<readonly KubeObject[]>,
): Promise<readonly KubeObject[]> {
  const ofService = await list(resource, `${serviceLabel}=${metadata.name}`);
  return ofService.length > 0 ? ofService : list(resource, `${configurationLabel}=${metadata.name}`);
}

/** What may not be seen is not seen. */
async function listSome(
  api: Api,
  resource: ApiResource,
  namespace: string,
  labelSelector: string,
  signal: AbortSignal | undefined,
): Promise<readonly KubeObject[]> {
  try {
    const query = { labelSelector, limit: 200 };
    const { items } = await requestJson<KubeList>(api, { path: pathOf(resource, namespace), query, signal });
    // Items of a list do not say what they are.
    return items.map((item) => Object.assign({ kind: resource.kind }, item));
  } catch (error) {
    if (error instanceof ClusterError && error.reason !== 'aborted') return [];
    throw error;
  }
}

async function linesFor(
  api: Api,
  namespace: string,
  { log }: Diagnosis,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (log === undefined) return [];
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(log.pod)}/log`;
  const read = async (previous: boolean): Promise<readonly string[]> => {
    const query = { container: log.container, tailLines: lastLines, ...(previous && { previous }) };
    const { body } = await api.request({ path, query, signal });
    return body.split('\n').filter((line) => line.trim() !== '');
  };
  for (const previous of log.previous ? [true, false] : [false]) {
    try {
      const lines = await read(previous);
      if (lines.length > 0) return lines;
    } catch (error) {
      if (!(error instanceof ClusterError) || error.reason === 'aborted') throw error;
    }
  }
  return [];
}

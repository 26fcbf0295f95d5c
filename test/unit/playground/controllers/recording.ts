/** The recording of the real controllers, and the same requests sent to ours: what each object went through. */
import { readFileSync } from 'node:fs';
import { conditionsOf } from '#knative/conditions.ts';
import { isObject, type JsonObject } from '#knative/json.ts';
import { admin } from '#playground/api/auth/users.ts';
import { type ApiObject, listAt, numberAt, objectAt, textAt } from '#playground/api/object.ts';
import { ApiError } from '#playground/api/status.ts';
import { runControllers } from '#playground/controllers/run.ts';
import { steppedClock } from '#playground/clock.ts';
import { todaysCluster } from '#playground/start.ts';

export interface Seen {
  readonly step: string;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: ApiObject;
}

export interface Answer {
  readonly step: string;
  readonly status: number;
  readonly message: string;
}

interface Request {
  readonly step: string;
  /** When the step was announced, and when its request was sent. */
  readonly begun: number;
  readonly t: number;
  readonly method: string;
  readonly path: string;
  readonly body: JsonObject;
}

export interface Run {
  readonly seen: readonly Seen[];
  readonly answers: readonly Answer[];
}

type Line = {
  readonly t: number;
  readonly step?: string;
  readonly request?: { readonly method: string; readonly path: string; readonly body?: JsonObject };
  readonly status?: number;
  readonly response?: JsonObject;
  readonly type?: Seen['type'];
  readonly object?: ApiObject;
};

const file = new URL('../../../recordings/canary-rollout.jsonl', import.meta.url);

const lines = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);

/** What the real controllers did. */
export function recorded(): Run & { readonly requests: readonly Request[]; readonly end: number } {
  const seen: Seen[] = [];
  const answers: Answer[] = [];
  const requests: Request[] = [];
  let step = '';
  let begun = 0;
  for (const line of lines) {
    if (line.step !== undefined) [step, begun] = [line.step, line.t];
    if (line.object !== undefined && line.type !== undefined)
      seen.push({ step, type: line.type, object: line.object });
    if (line.request !== undefined) {
      const { method, path, body = {} } = line.request;
      requests.push({ step, begun, t: line.t, method, path, body });
      answers.push({ step, status: line.status ?? 0, message: textAt(line.response, 'message') });
    }
  }
  return { seen, answers, requests, end: lines.at(-1)?.t ?? 0 };
}

const namespace = 'rec1';

/** The same requests at the same times, sent to the playground. */
export function replayed(): Run {
  const { requests, end } = recorded();
  const clock = steppedClock();
  const cluster = todaysCluster(clock, 7);
  const client = cluster.as(admin, 'replay');
  const setting = (name: string, data: JsonObject): void =>
    void client.patch('v1 ConfigMap', 'knative-serving', name, 'merge', { data });
  setting('config-domain', { 'example.com': null, 'svc.cluster.local': '' });
  setting('config-network', { 'ingress-class': null });
  setting('config-deployment', { 'registries-skipping-tag-resolving': 'gcr.io' });
  client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const running = runControllers(cluster);
  const seen: Seen[] = [];
  const answers: Answer[] = [];
  let step = '';
  cluster.store.subscribe(({ type, object }) => {
    if (object.metadata['namespace'] === namespace) seen.push({ step, type, object });
  });
  let now = 0;
  const goTo = (time: number): void => {
    clock.advance(time - now);
    now = time;
  };
  for (const request of requests) {
    goTo(request.begun);
    step = request.step;
    goTo(request.t);
    answers.push({
      step,
      ...answered(() => send(client, request)),
    });
  }
  clock.advance(end - now + 5000);
  running.stop();
  return { seen, answers };
}

function send(
  client: ReturnType<ReturnType<typeof todaysCluster>['as']>,
  { method, path, body }: Request,
): void {
  const [, plural = '', name = ''] = /\/namespaces\/[^/]+\/([a-z]+)(?:\/([^?]+))?/.exec(path) ?? [];
  const kind = plural === 'revisions' ? 'serving.knative.dev/v1 Revision' : 'serving.knative.dev/v1 Service';
  switch (method) {
    case 'POST':
      return void client.create(body);
    case 'PATCH':
      return void client.patch(kind, namespace, name, 'merge', body);
    default:
      return client.delete(kind, namespace, name);
  }
}

function answered(work: () => void): { readonly status: number; readonly message: string } {
  try {
    work();
    return { status: 0, message: '' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.code, message: error.message };
  }
}

/** A name by which the object of the recording and ours are the same: the letters that Kubernetes appends are dropped. */
export function nameIn({ object }: Seen): string {
  const group = object.apiVersion.split('/').length > 1 ? (object.apiVersion.split('/')[0] ?? '') : 'core';
  const name = object.metadata.name.replace(/-deployment-[a-z0-9]+-[a-z0-9]{5}$/, '-deployment-…');
  return `${object.kind}.${group} ${name}`;
}

/** The conditions as one line, without times. */
export function conditionLine(object: ApiObject): string {
  return conditionsOf(object)
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
    .map(
      ({ type, status, reason, message }) =>
        `${type}=${status}${reason === '' ? '' : `/${reason}`}${message === '' ? '' : `: ${hidden(message)}`}`,
    )
    .join(' | ');
}

function hidden(message: string): string {
  return message.replaceAll(/-deployment-[a-z0-9]+(-[a-z0-9]{5})?/g, '-deployment-…');
}

/** What the routes of an object's status say. */
export function trafficLine(object: ApiObject): string {
  const targets = listAt(object['status'], 'traffic').filter(isObject);
  return targets
    .map((target) => {
      const text = (key: string): string => textAt(target, key);
      const latest = target['latestRevision'] === true ? '@latest' : '';
      return `${text('tag')}:${text('revisionName')}=${numberAt(target, 'percent') ?? ''}${latest} ${text('url')}`;
    })
    .join(', ');
}

export function statusText(object: ApiObject, key: string): string {
  return JSON.stringify(objectAt(object, 'status')[key] ?? null);
}

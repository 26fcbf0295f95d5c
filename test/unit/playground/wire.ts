/** A playground to ask over HTTPS with nothing but Node, and a clock to step it with. */
import { Agent, request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import type { JsonObject } from '#knative/json.ts';
import { type SteppedClock, steppedClock } from '#playground/clock.ts';
import type { SceneName } from '#playground/scenes/stage.ts';
import { type Playground, type Served, startPlayground } from '#playground/start.ts';

export interface Wire {
  readonly clock: SteppedClock;
  readonly playground: Playground;
  readonly today: Caller;
  readonly of2019: Caller;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  /** A context's name; null for nobody; default: the cluster's admin. */
  readonly as?: string | null;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly code: number;
  readonly text: string;
  /** Whatever JSON came; tests look into it freely. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly headers: IncomingMessage['headers'];
}

export interface Caller {
  readonly served: Served;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Opens a stream; each `next` waits for one more line. */
  stream(path: string, options?: CallOptions): Promise<Lines>;
}

export interface Lines {
  readonly code: number;
  /** Undefined at the end. */
  next(): Promise<string | undefined>;
  /** The next line as JSON. */
  event(): Promise<WatchEvent>;
  close(): void;
}

export interface WatchEvent {
  readonly type: string;
  readonly object: JsonObject & { readonly metadata: JsonObject & { readonly name: string } };
}

interface Config {
  readonly clusters: readonly { readonly cluster: { readonly 'certificate-authority-data': string } }[];
  readonly users: readonly { readonly name: string; readonly user: { readonly token: string } }[];
}

/** @param scene absent: nothing moves by itself */
export async function openWire(scene?: SceneName): Promise<Wire> {
  const clock = steppedClock();
  const playground = await startPlayground({ clock, seed: 7, ...(scene !== undefined && { scene }) });
  const config = parse(playground.kubeconfig) as Config;
  const ca = Buffer.from(config.clusters[0]?.cluster['certificate-authority-data'] ?? '', 'base64');
  const agent = new Agent({ ca, keepAlive: true });
  const tokens = new Map(
    config.users.map(({ name, user }) => [name.slice('playground-'.length), user.token]),
  );
  const caller = (served: Served): Caller => callerOf(served, agent, tokens);
  return {
    clock,
    playground,
    today: caller(playground.today),
    of2019: caller(playground.of2019),
    close: async () => {
      agent.destroy();
      await playground.close();
    },
  };
}

function callerOf(served: Served, agent: Agent, tokens: ReadonlyMap<string, string>): Caller {
  const send = (method: string, path: string, options: CallOptions): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { as = served.cluster.name, contentType = 'application/json' } = options;
      const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
      const token = options.token ?? (as === null ? undefined : tokens.get(as));
      const outgoing = request(`${served.server.url}${path}`, {
        method,
        agent,
        headers: {
          'User-Agent': 'test/1.0',
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
          ...(options.accept !== undefined && { Accept: options.accept }),
          ...(body !== undefined && {
            'Content-Type': contentType,
            'Content-Length': Buffer.byteLength(body),
          }),
          ...options.headers,
        },
      });
      outgoing.on('error', reject);
      outgoing.on('response', resolve);
      outgoing.end(body);
    });
  return {
    served,
    call: async (method, path, options = {}) => {
      const answer = await send(method, path, options);
      let text = '';
      for await (const chunk of answer.setEncoding('utf8')) text += String(chunk);
      const isJson = (answer.headers['content-type'] ?? '').startsWith('application/json');
      const body: unknown = isJson ? JSON.parse(text) : undefined;
      return { code: answer.statusCode ?? 0, text, body, headers: answer.headers };
    },
    stream: async (path, options = {}) => linesOf(await send('GET', path, options)),
  };
}

function linesOf(answer: IncomingMessage): Lines {
  const ready: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let rest = '';
  let isOver = false;
  const give = (): void => {
    const count = isOver ? waiting.length : Math.min(waiting.length, ready.length);
    for (const resolve of waiting.splice(0, count)) resolve(ready.shift());
  };
  const end = (): void => {
    isOver = true;
    give();
  };
  answer.setEncoding('utf8');
  answer.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    ready.push(...lines);
    give();
  });
  answer.on('end', end);
  answer.on('close', end);
  answer.on('error', end);
  const next = (): Promise<string | undefined> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      give();
    });
  return {
    code: answer.statusCode ?? 0,
    next,
    event: async () => {
      const line = await next();
      if (line === undefined) throw new Error('The stream has ended.');
      return JSON.parse(line) as WatchEvent;
    },
    close: () => void answer.destroy(),
  };
}

export const serving = '/apis/serving.knative.dev/v1/namespaces/default';
export const core = '/api/v1/namespaces/default';

/** A Service as a user writes it. */
export function ksvc(name: string, image = 'gcr.io/knative-samples/knative-route-demo:blue'): JsonObject {
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name },
    spec: { template: { spec: { containers: [{ image }] } } },
  };
}

export function configMap(name: string, labels: JsonObject = {}, data: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data };
}

/** A small client of the Kubernetes API: requests, watches, and waiting for what a request shows. */
import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '#knative/json.ts';

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  /** The texts of the warnings that came along. */
  readonly warnings: readonly string[];
}

export interface Watched {
  readonly type: string;
  readonly object: JsonObject;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const contentTypes = {
  json: 'application/json',
  yaml: 'application/yaml',
  merge: 'application/merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

export type ContentType = keyof typeof contentTypes;

export class Api {
  readonly #server: string;
  readonly #token: string;
  readonly #agent: Agent;

  /** `ca` may be asked for later, since the server writes it itself. */
  constructor(server: string, token: string, ca: string) {
    this.#server = server;
    this.#token = token;
    this.#agent = new Agent({ ca, keepAlive: true, maxSockets: 16 });
  }

  /** The answer, whatever it is; only a server that cannot be reached is an error. */
  async request(
    method: Method,
    path: string,
    body?: Json | string,
    type: ContentType = 'json',
  ): Promise<Answer> {
    const response = await this.#send(method, path, body, type);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    return {
      status: response.statusCode ?? 0,
      body:
        response.headers['content-type']?.startsWith('application/json') === true
          ? (JSON.parse(text) as JsonObject)
          : { message: text },
      warnings: warningsOf(response.headers['warning']),
    };
  }

  /** @throws an error with the server's message unless it says yes. */
  async must(method: Method, path: string, body?: Json, type: ContentType = 'json'): Promise<JsonObject> {
    const answer = await this.request(method, path, body, type);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body['message'])}`);
  }

  /** Every object there is and whatever becomes of it, until the signal; a broken watch begins anew. */
  async *watch(path: string, signal: AbortSignal): AsyncGenerator<Watched> {
    while (!signal.aborted) {
      try {
        yield* this.#watchOnce(path, signal);
      } catch {
        // The server restarts or stops.
      }
      await sleep(200, undefined, { signal }).catch(() => undefined);
    }
  }

  async *#watchOnce(path: string, signal: AbortSignal): AsyncGenerator<Watched> {
    const response = await this.#send('GET', `${path}?watch=true`, undefined, 'json', signal);
    if (response.statusCode !== 200) {
      response.resume();
      return;
    }
    for await (const line of createInterface({ input: response })) yield JSON.parse(line) as Watched;
  }

  #send(
    method: Method,
    path: string,
    body: Json | string | undefined,
    type: ContentType,
    signal?: AbortSignal,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.#token}`, 'content-type': contentTypes[type] };
      const options = { method, headers, agent: this.#agent, ...(signal !== undefined && { signal }) };
      const sent = httpsRequest(new URL(path, this.#server), options, resolve);
      sent.on('error', reject);
      sent.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** `299 - "text"`, several separated by commas. */
function warningsOf(header: string | readonly string[] | undefined): readonly string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(', ');
  return [...text.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, words = '']) =>
    words.replaceAll(/\\(.)/g, '$1'),
  );
}

/** Thrown while waiting, it ends the wait: nothing can come any more. */
export class GivenUp extends Error {}

/** Asks again and again until there is an answer. @throws an error that says what was waited for. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  { within = 60_000, every = 200 }: { readonly within?: number; readonly every?: number } = {},
): Promise<T> {
  const end = performance.now() + within;
  let trouble = '';
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof GivenUp) throw error;
      trouble = ` (${error instanceof Error ? error.message : String(error)})`;
    }
    if (performance.now() > end) throw new Error(`Waited ${within / 1000} s for ${what}${trouble}.`);
    await sleep(every);
  }
}

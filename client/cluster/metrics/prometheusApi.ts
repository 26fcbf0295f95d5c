/** The HTTP API of Prometheus: at an address of its own, or behind the API server's proxy to a Service. */
import { isObject, listAt, member, textAt, type Json } from '#knative/json.ts';
import { text, type Text } from '#knative/text.ts';
import type { Api } from '../api.ts';
import { ClusterError } from '../errors.ts';
import { askBriefly, within } from './askBriefly.ts';

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds since 1970 and values. */
  readonly points: readonly (readonly [number, number])[];
}

export interface PrometheusApi {
  /** For people: an address, or `namespace/service`. */
  readonly name: string;
  now(query: string, signal: AbortSignal): Promise<readonly Series[]>;
  range(query: string, range: TimeRange, signal: AbortSignal): Promise<readonly Series[]>;
}

/** Seconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

export interface PrometheusAccess {
  readonly url: string;
  /** Sent as a bearer token; '' for none. */
  readonly token: string;
}

/** Milliseconds. */
const patience = 5000;
const patienceForHours = 20_000;
/** Characters. */
const most = 4_000_000;
const mostForHours = 40_000_000;

type Ask = (
  path: string,
  query: Readonly<Record<string, string | number>>,
  limits: { readonly most: number; readonly patience: number },
  signal: AbortSignal,
) => Promise<string>;

/** @param service `/api/v1/namespaces/NS/services/NAME:PORT` */
export function proxiedPrometheus(api: Api, name: string, service: string): PrometheusApi {
  return prometheusApi(name, async (path, query, limits, signal) =>
    askBriefly(api, { path: `${service}/proxy${path}`, query, ...limits }, signal),
  );
}

/** Why an address is not asked; it is not shown, as there may be a password in it. */
export function addressRefusal(url: string): Text | undefined {
  const { protocol = '', username = '', password = '' } = URL.canParse(url) ? new URL(url) : {};
  if (protocol !== 'http:' && protocol !== 'https:') {
    return text('The address of Prometheus in the settings is none that begins with http:// or https://.');
  }
  return username === '' && password === ''
    ? undefined
    : text(
        'The address of Prometheus in the settings has a user name or a password in it. It is not asked; give one without them.',
      );
}

export function directPrometheus({ url, token }: PrometheusAccess): PrometheusApi {
  // The rest of an address may be a secret too.
  const name = URL.canParse(url) ? new URL(url).host : '';
  return prometheusApi(name, async (path, query, limits, signal) => {
    const refusal = addressRefusal(url);
    if (refusal !== undefined) throw new ClusterError('invalid', refusal);
    const address = new URL(url.replace(/\/+$/, '') + path);
    for (const [key, value] of Object.entries(query)) address.searchParams.set(key, String(value));
    return within(limits.patience, signal, async (both) => fetched(address, token, limits.most, both));
  });
}

function prometheusApi(name: string, ask: Ask): PrometheusApi {
  return {
    name,
    now: async (query, signal) => {
      return seriesIn(await ask('/api/v1/query', { query }, { most, patience }, signal));
    },
    range: async (query, { from, to, step }, signal) => {
      const asked = { query, start: from, end: to, step };
      const limits = { most: mostForHours, patience: patienceForHours };
      return seriesIn(await ask('/api/v1/query_range', asked, limits, signal));
    },
  };
}

async function fetched(address: URL, token: string, longest: number, signal: AbortSignal): Promise<string> {
  const headers = { accept: 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) };
  let response: Response;
  let body = '';
  try {
    // A token must not follow a redirection to somebody else.
    response = await fetch(address, { headers, signal, redirect: token === '' ? 'follow' : 'error' });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      body += decoder.decode(chunk, { stream: true });
      if (body.length > longest) throw tooLong();
    }
  } catch (error) {
    if (error instanceof ClusterError || signal.aborted) throw error;
    throw new ClusterError('unreachable', causeOf(error), { cause: error });
  }
  if (response.ok) return body;
  throw new ClusterError(
    response.status === 401 || response.status === 403 ? 'forbidden' : 'server',
    saidIn(body, response.status),
    {
      status: response.status,
    },
  );
}

/** `fetch failed` says nothing; what it was caused by does. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

function tooLong(): ClusterError {
  return new ClusterError('server', text('The answer is too long.'));
}

/** Prometheus says in words what it does not understand. */
function saidIn(body: string, status: number): string {
  const error = textAt(parsed(body), 'error');
  return error === '' ? `HTTP ${status}` : error;
}

function parsed(body: string): Json | undefined {
  try {
    // Anything that JSON.parse gives is Json.
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

/** A vector has one point in each series, a matrix has many; anything else is an error. */
export function seriesIn(body: string): readonly Series[] {
  const answer = parsed(body);
  const data = member(answer, 'data');
  if (textAt(answer, 'status') !== 'success' || !isObject(data)) {
    throw new ClusterError('server', textAt(answer, 'error') || text('This is no answer of Prometheus.'));
  }
  return listAt(data, 'result').flatMap((one): readonly Series[] => {
    const metric = member(one, 'metric');
    if (!isObject(metric)) return [];
    const labels = Object.fromEntries(Object.keys(metric).map((key) => [key, textAt(metric, key)]));
    const value = member(one, 'value');
    const values = value === undefined ? listAt(one, 'values') : [value];
    return [{ labels, points: values.flatMap(pointIn) }];
  });
}

function pointIn(value: Json): readonly (readonly [number, number])[] {
  const [time, amount] = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (typeof time !== 'number' || typeof amount !== 'string') return [];
  const number = amount === '+Inf' ? Infinity : amount === '-Inf' ? -Infinity : Number(amount);
  return [[time, number]];
}

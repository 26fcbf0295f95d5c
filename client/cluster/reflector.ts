/**
 * Keeps a collection as the cluster's is: reads it page by page, then follows its changes; starts again where it left
 * off when the connection is lost, and from a new list when the server has forgotten that place (410).
 */
import { text } from '#knative/text.ts';
import { requestJson, type Api } from './api.ts';
import type { WritableCollection } from './collection.ts';
import { ClusterError, errorOfConnection, errorOfEvent } from './errors.ts';
import { pathOf, type ApiResource, type KubeList, type KubeObject } from './object.ts';
import { rest } from './rest.ts';

export interface ReflectorOptions {
  readonly api: Api;
  readonly resource: ApiResource;
  /** All namespaces without one. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string;
  readonly into: WritableCollection;
  readonly pageSize?: number;
  /** Milliseconds before the first retry; every further one waits twice as long, up to `longestDelay`. */
  readonly firstDelay?: number;
  readonly longestDelay?: number;
}

/** Follows until the signal says to stop; never rejects. */
export async function reflect(options: ReflectorOptions, signal: AbortSignal): Promise<void> {
  const { into, firstDelay = 500, longestDelay = 30_000 } = options;
  let failures = 0;
  let resourceVersion: string | undefined;
  const retryDelay = (): number => Math.min(firstDelay * 2 ** (failures - 1), longestDelay) * jitter();
  while (!signal.aborted) {
    let liveSince = Infinity;
    const lasted = (): boolean => performance.now() - liveSince > shortestWatch;
    try {
      resourceVersion ??= await readAll(options, signal);
      const onLive = (): void => {
        liveSince = performance.now();
        into.setFreshness({ phase: 'live' });
      };
      for await (const event of follow(options, resourceVersion, onLive, signal)) {
        failures = 0;
        resourceVersion = takeIn(into, event) ?? resourceVersion;
      }
      // A server that ends every watch at once must not be asked without pause.
      failures = lasted() ? 0 : failures + 1;
      if (failures > 0) await rest(retryDelay(), signal);
    } catch (error) {
      const failure = errorOfConnection(error);
      if (signal.aborted || failure.reason === 'aborted') return;
      failures = lasted() ? 1 : failures + 1;
      // What the server has forgotten is read anew; that is no fault, and not to be waited for the first time.
      if (failure.reason === 'gone' || failure.reason === 'notFound') resourceVersion = undefined;
      if (failure.reason === 'gone' && failures === 1) continue;
      // A connection that breaks is made again before anybody is alarmed.
      const broke = failure.reason === 'unreachable' && failures === 1 && into.complete;
      if (!broke) into.setFreshness({ phase: 'stale', error: failure });
      await rest(failure.retryAfter ?? (isSlow(failure) ? longestDelay : retryDelay()), signal);
    }
  }
}

/** Milliseconds a watch should last. */
const shortestWatch = 1000;

/** What will not change by asking again soon: rights, credentials, a kind that is not served. */
function isSlow({ reason }: ClusterError): boolean {
  return reason === 'forbidden' || reason === 'unauthorized' || reason === 'notFound';
}

interface WatchEvent {
  readonly type: string;
  readonly object: KubeObject;
}

/** Reads all pages; gives the resource version to follow from. */
async function readAll(options: ReflectorOptions, signal: AbortSignal): Promise<string> {
  const { api, resource, namespace, labelSelector, into, pageSize = 500 } = options;
  const path = pathOf(resource, namespace);
  const objects: KubeObject[] = [];
  let next: string | undefined;
  for (;;) {
    const query = { labelSelector, limit: pageSize, continue: next };
    const page = await requestJson<KubeList>(api, { path, query, signal });
    objects.push(...page.items);
    next = page.metadata?.continue;
    if (next === undefined || next === '') {
      into.replace(objects);
      return page.metadata?.resourceVersion ?? '';
    }
  }
}

/** Ends when the server ends the watch; then it is to be continued. */
async function* follow(
  { api, resource, namespace, labelSelector }: ReflectorOptions,
  resourceVersion: string,
  onLive: () => void,
  signal: AbortSignal,
): AsyncIterable<WatchEvent> {
  const silence = new AbortController();
  const guarded = AbortSignal.any([signal, silence.signal]);
  let timer = setTimeout(() => silence.abort(), longestSilence);
  const query = {
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion,
    labelSelector,
    timeoutSeconds: watchSeconds,
  };
  try {
    const lines = await api.lines({ path: pathOf(resource, namespace), query, signal: guarded });
    onLive();
    for await (const line of lines) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), longestSilence);
      if (line.trim() !== '') yield parseEvent(line);
    }
  } catch (error) {
    if (silence.signal.aborted && !signal.aborted) {
      throw new ClusterError('unreachable', text('The connection was silent for too long.'), {
        cause: error,
      });
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Seconds after which the server is asked to end a watch, so that a dead connection does not go unnoticed. */
const watchSeconds = 240;
const longestSilence = (watchSeconds + 60) * 1000;

function parseEvent(line: string): WatchEvent {
  let event: WatchEvent;
  try {
    event = JSON.parse(line) as WatchEvent;
  } catch (error) {
    throw new ClusterError('server', text('The server sent an event that is no JSON.'), { cause: error });
  }
  if (event.type === 'ERROR') throw errorOfEvent(event.object);
  return event;
}

/** Gives the resource version the event brings. */
function takeIn(into: WritableCollection, { type, object }: WatchEvent): string | undefined {
  if (type === 'ADDED' || type === 'MODIFIED') into.apply(object);
  if (type === 'DELETED') into.remove(object);
  return object.metadata.resourceVersion;
}

function jitter(): number {
  return 0.8 + Math.random() * 0.4;
}

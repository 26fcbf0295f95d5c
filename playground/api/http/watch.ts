/** Watches: a stream of changes, from now, from the present state or from a version on. */
import type { JsonObject } from '#knative/json.ts';
import { apiVersionOf } from '../kinds/kind.ts';
import { type ApiObject, withMetadata } from '../object.ts';
import { ApiError, fieldCause, invalid, statusOf } from '../status.ts';
import type { Change } from '../store/store.ts';
import type { ResourceAddress } from './address.ts';
import type { Exchange } from './exchange.ts';
import { formOf } from './forms.ts';
import { checkNotAhead, numberOf, selectorOf } from './list.ts';

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

/** How often the server tells a quiet watch how far it is. */
const bookmarkEvery = 60_000;

/** A client that does not read is let go. */
const tooFarBehind = 16 * 1024 * 1024;

/** Answers with a stream; returns how to cut it. */
export function answerWatch(exchange: Exchange, address: ResourceAddress): () => void {
  const { cluster, request, response, query } = exchange;
  const start = startOf(exchange);
  const stream = streamOf(exchange, address);
  const matches = selectorOf(exchange, address);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
  response.flushHeaders();
  const take = (change: Change): void => {
    if (change.kind === address.kind) stream.change(change, matches);
  };
  try {
    begin(exchange, address, start, stream, take, matches);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    stream.error(error);
    response.end();
    return () => undefined;
  }
  const unsubscribe = cluster.store.subscribe(take);
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  // Without a wish the server ends a watch after half an hour to an hour.
  const timeout = seconds > 0 ? seconds * 1000 : 1_800_000 * (1 + cluster.random.next());
  const timer = cluster.clock.after(timeout, () => {
    // At once: what happens before the connection is closed has nowhere to go.
    stop();
    response.end();
  });
  const stopBookmarks =
    query.get('allowWatchBookmarks') === 'true' ? bookmarks(exchange, stream) : () => undefined;
  const stop = (): void => {
    unsubscribe();
    timer.stop();
    stopBookmarks();
  };
  response.once('close', stop);
  return () => {
    stop();
    request.socket.destroy();
  };
}

interface Start {
  /** Undefined: begin with what is there. */
  readonly version: number | undefined;
  readonly withState: boolean;
  /** A bookmark says when the present state has been told. */
  readonly marksState: boolean;
}

function startOf({ query, cluster }: Exchange): Start {
  const asked = query.get('resourceVersion') ?? '';
  const version = asked === '' ? 0 : numberOf(asked);
  const initial = query.get('sendInitialEvents');
  if (initial === 'true') {
    if (query.get('resourceVersionMatch') !== 'NotOlderThan') {
      const cause = fieldCause(
        'resourceVersionMatch',
        'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      );
      throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', [cause]);
    }
    checkNotAhead(version, cluster.store.version);
    return { version: undefined, withState: true, marksState: query.get('allowWatchBookmarks') === 'true' };
  }
  if (version === 0) return { version: undefined, withState: initial !== 'false', marksState: false };
  checkNotAhead(version, cluster.store.version);
  return { version, withState: false, marksState: false };
}

function begin(
  { cluster }: Exchange,
  { kind, namespace }: ResourceAddress,
  { version, withState, marksState }: Start,
  stream: Stream,
  take: (change: Change) => void,
  matches: (object: ApiObject) => boolean,
): void {
  if (version !== undefined) {
    for (const change of cluster.store.since(version)) take(change);
    return;
  }
  if (!withState) return;
  for (const object of cluster.store.list(kind, namespace)) if (matches(object)) stream.send('ADDED', object);
  if (marksState) stream.bookmark({ 'k8s.io/initial-events-end': 'true' });
}

function bookmarks({ cluster }: Exchange, stream: Stream): () => void {
  const next = (): ReturnType<typeof cluster.clock.after> =>
    cluster.clock.after(bookmarkEvery, () => {
      stream.bookmark();
      timer = next();
    });
  let timer = next();
  return () => timer.stop();
}

interface Stream {
  send(type: EventType, object: ApiObject): void;
  change(change: Change, matches: (object: ApiObject) => boolean): void;
  bookmark(annotations?: Readonly<Record<string, string>>): void;
  error(error: ApiError): void;
}

function streamOf(exchange: Exchange, { kind }: ResourceAddress): Stream {
  const { response, cluster } = exchange;
  const form = formOf(exchange, kind);
  let isFirst = true;
  const write = (type: EventType, object: JsonObject): void => {
    response.write(`${JSON.stringify({ type, object })}\n`);
    if (response.writableLength > tooFarBehind) response.destroy();
  };
  const send = (type: EventType, object: ApiObject): void => {
    write(type, form.event(object, isFirst));
    isFirst = false;
  };
  return {
    send,
    error: (error) => write('ERROR', statusOf(error)),
    bookmark: (annotations) => {
      const resourceVersion = String(cluster.store.version);
      const metadata = { name: '', resourceVersion, ...(annotations !== undefined && { annotations }) };
      send('BOOKMARK', { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata });
    },
    change: ({ type, object, before, version }, matches) => {
      const wasIn = before !== undefined && matches(before);
      const isIn = type !== 'DELETED' && matches(object);
      if (isIn) send(wasIn ? 'MODIFIED' : 'ADDED', object);
      // What no longer matches is gone for this watch, in the state it was last seen.
      else if (wasIn)
        send(
          'DELETED',
          type === 'DELETED' ? object : withMetadata(before, { resourceVersion: String(version) }),
        );
    },
  };
}

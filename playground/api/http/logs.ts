/** `GET …/pods/NAME/log`. */
import { type ApiObject, listAt, nameOf, objectAt, textAt, uidOf } from '../object.ts';
import type { LogLine } from '../logs.ts';
import { badRequest, notFound } from '../status.ts';
import type { ResourceAddress } from './address.ts';
import type { Exchange } from './exchange.ts';

/** Answers with a container's log; returns how to cut it while it is followed. */
export function answerLog(exchange: Exchange, { kind, namespace, name }: ResourceAddress): () => void {
  const { cluster, query, response } = exchange;
  const pod = cluster.store.get(kind, namespace, name);
  if (pod === undefined) throw notFound(kind, name);
  const container = containerOf(pod, query.get('container') ?? '');
  const isPrevious = query.get('previous') === 'true';
  const written = cluster.logs.read(uidOf(pod), container, isPrevious);
  if (written === undefined) throw unreadable(pod, container, isPrevious);
  const print = printer(exchange);
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  for (const line of selected(written, query, cluster.clock.now())) print(line);
  const isEnded = ['Succeeded', 'Failed'].includes(textAt(pod['status'], 'phase'));
  if (query.get('follow') !== 'true' || isPrevious || isEnded || response.writableEnded) {
    response.end();
    return () => undefined;
  }
  response.flushHeaders();
  const stop = cluster.logs.follow(uidOf(pod), container, print, () => response.end());
  response.once('close', stop);
  return () => {
    stop();
    exchange.request.socket.destroy();
  };
}

function containerOf(pod: ApiObject, wanted: string): string {
  const names = ['containers', 'initContainers', 'ephemeralContainers'].map((list) =>
    listAt(pod['spec'], list).map((one) => textAt(one, 'name')),
  );
  const [containers = [], initContainers = []] = names;
  if (wanted !== '') {
    if (names.flat().includes(wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${nameOf(pod)}`);
  }
  const [only = ''] = containers;
  if (containers.length === 1 && initContainers.length === 0) return only;
  const choice = `choose one of: [${containers.join(' ')}]`;
  const init =
    initContainers.length === 0 ? '' : ` or one of the init containers: [${initContainers.join(' ')}]`;
  throw badRequest(`a container name must be specified for pod ${nameOf(pod)}, ${choice}${init}`);
}

function unreadable(pod: ApiObject, container: string, isPrevious: boolean): Error {
  if (isPrevious) {
    return badRequest(`previous terminated container "${container}" in pod "${nameOf(pod)}" not found`);
  }
  const statuses = [
    ...listAt(pod['status'], 'containerStatuses'),
    ...listAt(pod['status'], 'initContainerStatuses'),
  ];
  const status = statuses.find((one) => textAt(one, 'name') === container);
  const reason = textAt(objectAt(objectAt(status, 'state'), 'waiting'), 'reason') || 'ContainerCreating';
  const isImage = ['ImagePullBackOff', 'ErrImagePull', 'InvalidImageName'].includes(reason);
  const why = isImage ? `trying and failing to pull image` : reason;
  return badRequest(`container "${container}" in pod "${nameOf(pod)}" is waiting to start: ${why}`);
}

function selected(lines: readonly LogLine[], query: URLSearchParams, now: number): readonly LogLine[] {
  const seconds = query.get('sinceSeconds');
  const time = query.get('sinceTime');
  if (seconds !== null && time !== null)
    throw badRequest('at most one of `sinceTime` or `sinceSeconds` may be specified');
  const since = seconds === null ? (time === null ? 0 : Date.parse(time)) : now - Number(seconds) * 1000;
  const tail = query.get('tailLines');
  const recent = since > 0 ? lines.filter((line) => line.time >= since) : lines;
  if (tail === null) return recent;
  return Number(tail) <= 0 ? [] : recent.slice(-Number(tail));
}

/** Writes lines until `limitBytes` are through. */
function printer({ query, response }: Exchange): (line: LogLine) => void {
  let left = query.has('limitBytes') ? Number(query.get('limitBytes')) : Number.POSITIVE_INFINITY;
  const isStamped = query.get('timestamps') === 'true';
  return ({ time, text }) => {
    if (left <= 0) return;
    const stamp = isStamped ? `${new Date(time).toISOString().replace('Z', '000000Z')} ` : '';
    const bytes = Buffer.from(`${stamp}${text}\n`);
    response.write(bytes.subarray(0, left));
    left -= bytes.length;
    if (left <= 0) response.end();
  };
}

/** The log of one container, read on from where it was left: no line comes twice. */
import type { Api } from './api.ts';
import { pathOf, type ApiResource, type KubeObject } from './object.ts';

export interface LogLine {
  /** RFC 3339 with nanoseconds, as the kubelet wrote it. */
  readonly time: string;
  readonly pod: string;
  readonly container: string;
  readonly text: string;
}

export interface ContainerLog {
  readonly api: Api;
  /** How pods are served. */
  readonly resource: ApiResource;
  readonly pod: Pick<KubeObject, 'metadata'>;
  readonly container: string;
  /** How many lines from before; all where absent. */
  readonly tailLines?: number;
  readonly onLine: (line: LogLine) => void;
}

/** Characters of a line that are read; a line of progress that is written over and over is long before it ends. */
const longestLine = 1_000_000;

/** Reads to the end of the log, or of the connection. Throws a ClusterError. */
export async function readContainer(
  { api, resource, pod, container, tailLines, onLine }: ContainerLog,
  position: Position,
  signal: AbortSignal,
): Promise<void> {
  const query = {
    follow: true,
    timestamps: true,
    container,
    ...(position.second === undefined ? { tailLines } : { sinceTime: position.second }),
  };
  const path = `${pathOf(resource, pod.metadata.namespace, pod.metadata.name)}/log`;
  const isRepeated = position.repeated();
  for await (const line of await api.lines({ path, query, signal, longestLine })) {
    const [time, text] = splitTime(line);
    if (isRepeated(time)) continue;
    if (time !== '') position.record(time);
    onLine({ time, text, pod: pod.metadata.name, container });
  }
}

/**
 * How far a log was read. It can be asked for from a whole second on only, so the lines of the last second come again
 * and are left out, one by one.
 */
export class Position {
  /** RFC 3339 without a fraction; undefined before the first line. */
  second: string | undefined;
  /** When each line of that second was written. */
  #times: string[] = [];

  record(time: string): void {
    const second = secondOf(time);
    if (second !== this.second) this.#times = [];
    this.second = second;
    this.#times.push(time);
  }

  /** Says of each line of a log that is read again whether it was there before. */
  repeated(): (time: string) => boolean {
    const times = [...this.#times];
    let next = 0;
    return (time) => {
      if (times[next] !== time) return false;
      next++;
      return true;
    };
  }
}

function splitTime(line: string): readonly [string, string] {
  const space = line.indexOf(' ');
  const time = line.slice(0, space);
  return /^\d{4}-\d\d-\d\dT/.test(time) ? [time, line.slice(space + 1)] : ['', line];
}

function secondOf(time: string): string {
  return time.replace(/\.\d+/, '');
}

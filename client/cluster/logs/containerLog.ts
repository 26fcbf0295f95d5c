/** The log of one container, read on from where it was left: no line comes twice. */
import type { Api } from '../api.ts';
import { pathOf, type ApiResource, type KubeObject } from '../object.ts';

export interface LogLine {
  /** RFC 3339 with nanoseconds, as the kubelet wrote it. */
  readonly time: string;
  readonly pod: string;
  readonly container: string;
  readonly text: string;
  /** It is longer than it was read. */
  readonly isCut?: boolean;
}

export interface ContainerLog {
  readonly api: Api;
  /** How pods are served. */
  readonly resource: ApiResource;
  readonly pod: Pick<KubeObject, 'metadata'>;
  readonly container: string;
  /** How many lines from before; all where absent. */
  readonly tailLines?: number;
  /** Nothing more is written: what stands after the last line end is a line, too. Else it may be half of one. */
  readonly isOver: boolean;
  readonly onLine: (line: LogLine) => void;
}

/** Characters of a line that are read; a line of progress that is written over and over is long before it ends. */
const longestLine = 1_000_000;

/** Reads to the end of the log, or of the connection. Throws a ClusterError. */
export async function readContainer(
  { api, resource, pod, container, tailLines, isOver, onLine }: ContainerLog,
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
  const wants = { signal, longestLine, onlyWholeLines: !isOver };
  for await (const line of await api.lines({ path, query, ...wants })) {
    const [time, text] = splitTime(line);
    if (isRepeated(time)) continue;
    if (time !== '') position.record(time);
    const isCut = line.length > longestLine;
    onLine({ time, text, pod: pod.metadata.name, container, ...(isCut && { isCut }) });
  }
}

/**
 * How far a log was read. It can be asked for from a whole second on only, so the lines from there on come again and are
 * left out, one by one. Times may step back a little, as the outputs of a container are written beside each other: the
 * second before the last one is asked for, too.
 */
export class Position {
  /** RFC 3339 without a fraction; undefined before the first line. */
  second: string | undefined;
  /** The same, in milliseconds. */
  #from = 0;
  #latest = 0;
  /** When each line that was written from there on was, in the order of the log. */
  #times: string[] = [];

  record(time: string): void {
    const at = Date.parse(secondOf(time));
    if (Number.isNaN(at)) return;
    if (this.second === undefined) this.#begin(at, at);
    else if (at > this.#latest) this.#begin(Math.max(this.#from, at - 1000), at);
    if (at >= this.#from) this.#times.push(time);
  }

  /** Never goes back: what was written before is not there to be compared with. */
  #begin(from: number, latest: number): void {
    this.#latest = latest;
    if (from === this.#from) return;
    this.#from = from;
    this.second = new Date(from).toISOString().replace('.000', '');
    this.#times = this.#times.filter((time) => Date.parse(secondOf(time)) >= from);
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

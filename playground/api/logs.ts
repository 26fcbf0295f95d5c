/** What containers wrote: fed by whoever runs them, read by `kubectl logs`. Lines are whole; a text may hold several. */
import type { Clock } from '../clock.ts';

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly text: string;
}

export interface Logs {
  /** Adds the lines of a text to what a container wrote; a container is known from its first line or `start` on. */
  write(pod: string, container: string, text: string): void;
  /** Says that a container is there, though it has written nothing. */
  start(pod: string, container: string): void;
  /** What was written so far becomes the log of the previous container. */
  restart(pod: string, container: string): void;
  /** The container, or every one of the pod, writes nothing more: who follows has come to the end. */
  end(pod: string, container?: string): void;
  /** Forgets a pod. */
  remove(pod: string): void;
  /** Undefined where nothing is known of the container. */
  read(pod: string, container: string, previous: boolean): readonly LogLine[] | undefined;
  /** Hears every line from now on, and the end; the function returned stops it. */
  follow(pod: string, container: string, onLine: (line: LogLine) => void, onEnd: () => void): () => void;
}

interface ContainerLog {
  lines: LogLine[];
  previous: LogLine[] | undefined;
  isEnded: boolean;
  readonly followers: Set<{ readonly onLine: (line: LogLine) => void; readonly onEnd: () => void }>;
}

/** A node keeps the last of what a container wrote. */
const keptLines = 10_000;

/** Pods are named by their uid, so that a new pod of the same name begins anew. */
export function podLogs(clock: Clock): Logs {
  const logs = new Map<string, Map<string, ContainerLog>>();
  const logOf = (pod: string, container: string): ContainerLog => {
    const containers = logs.get(pod) ?? new Map<string, ContainerLog>();
    logs.set(pod, containers);
    const log = containers.get(container) ?? {
      lines: [],
      previous: undefined,
      isEnded: false,
      followers: new Set(),
    };
    containers.set(container, log);
    return log;
  };
  const endOne = (log: ContainerLog): void => {
    log.isEnded = true;
    for (const { onEnd } of log.followers) onEnd();
    log.followers.clear();
  };
  const endAll = (pod: string): void => {
    for (const log of logs.get(pod)?.values() ?? []) endOne(log);
  };
  return {
    start: (pod, container) => void logOf(pod, container),
    write: (pod, container, text) => {
      const log = logOf(pod, container);
      for (const one of text.replace(/\n$/, '').split('\n')) {
        const line = { time: clock.now(), text: one };
        log.lines.push(line);
        if (log.lines.length > keptLines) log.lines.shift();
        for (const { onLine } of log.followers) onLine(line);
      }
    },
    restart: (pod, container) => {
      const log = logOf(pod, container);
      log.previous = log.lines;
      log.lines = [];
      log.isEnded = false;
      for (const { onEnd } of log.followers) onEnd();
      log.followers.clear();
    },
    end: (pod, container) => {
      if (container === undefined) endAll(pod);
      else endOne(logOf(pod, container));
    },
    remove: (pod) => {
      endAll(pod);
      logs.delete(pod);
    },
    read: (pod, container, previous) => {
      const log = logs.get(pod)?.get(container);
      return previous ? log?.previous : log?.lines;
    },
    follow: (pod, container, onLine, onEnd) => {
      const { followers, isEnded } = logOf(pod, container);
      if (isEnded) {
        onEnd();
        return () => undefined;
      }
      const follower = { onLine, onEnd };
      followers.add(follower);
      return () => void followers.delete(follower);
    },
  };
}

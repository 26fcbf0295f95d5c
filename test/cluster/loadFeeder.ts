/**
 * Hands load figures to the autoscaler as the activator would: one message a second over its websocket, in protobuf
 * (knative.dev/serving pkg/autoscaler/metrics WireStatMessages).
 */
import { statisticsPort } from './knative.ts';

export interface Load {
  readonly namespace: string;
  readonly revision: string;
  /** Requests that are being answered at a time, on average. */
  readonly concurrency: number;
  /** Requests that came in this second. */
  readonly requests: number;
}

/** Sends what `loads` gives, each second, until it is stopped. */
export async function feedLoad(loads: () => readonly Load[]): Promise<() => void> {
  const socket = new WebSocket(`ws://127.0.0.1:${statisticsPort}/`);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () =>
      reject(new Error('The autoscaler does not listen for load figures.')),
    );
  });
  const timer = setInterval(() => socket.send(statistics(loads(), Date.now())), 1000);
  return () => {
    clearInterval(timer);
    socket.close();
  };
}

function statistics(loads: readonly Load[], now: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(loads.flatMap((load) => delimited(1, message(load, now))));
}

function message({ namespace, revision, concurrency, requests }: Load, now: number): readonly number[] {
  const figures = [
    ...textField(1, 'activator-1'),
    ...doubleField(2, concurrency),
    ...doubleField(4, requests),
    ...doubleField(6, Math.floor(now / 1000)),
    7 << 3,
    ...varint(Math.floor(now / 1000)),
  ];
  return [...textField(1, namespace), ...textField(2, revision), ...delimited(3, figures)];
}

function textField(field: number, text: string): readonly number[] {
  return delimited(field, [...new TextEncoder().encode(text)]);
}

function delimited(field: number, bytes: readonly number[]): readonly number[] {
  return [(field << 3) | 2, ...varint(bytes.length), ...bytes];
}

function doubleField(field: number, value: number): readonly number[] {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value, true);
  return [(field << 3) | 1, ...new Uint8Array(bytes.buffer)];
}

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

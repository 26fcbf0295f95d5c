/** Requests through an ingress, answered while a stepped clock goes on. */
import { get } from 'node:http';
import type { SteppedClock } from '#playground/clock.ts';
import type { Caller } from '../wire.ts';

/** As many requests at once; the codes of their answers come in as time goes by. */
export function send(caller: Caller, name: string, count: number, path = '/'): readonly number[] {
  const codes: number[] = [];
  for (let one = 0; one < count; one += 1) {
    const headers = { host: `${name}.default.example.com` };
    get({ port: caller.served.ingress?.port, host: '127.0.0.1', path, headers }, (response) => {
      response.resume();
      response.on('end', () => codes.push(response.statusCode ?? 0));
    });
  }
  return codes;
}

/** Lets time go by until all are answered. */
export async function answered(
  clock: SteppedClock,
  codes: readonly number[],
  count: number,
): Promise<readonly number[]> {
  for (let turn = 0; codes.length < count && turn < 10_000; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(5);
  }
  return codes;
}

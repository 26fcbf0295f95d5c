/** What pods tell at their ports, without a server in between. */
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiObject, labelsOf } from '#playground/api/object.ts';
import type { World } from '../controllers/world.ts';

/** @param who a component of Knative, or a pod of a revision */
export function metricsIn(world: World, who: string | ApiObject | undefined): string {
  const pod =
    typeof who === 'string'
      ? world.client
          .list('v1 Pod', { namespace: 'knative-serving' })
          .find((one) => labelsOf(one)['app'] === who)
      : who;
  assert.ok(pod !== undefined);
  const port = typeof who === 'string' ? 9090 : 9091;
  let text: string | undefined;
  const request = { method: 'GET', resume: () => undefined } as unknown as IncomingMessage;
  const response = {
    writeHead: (code: number) => assert.equal(code, 200),
    end: (body: string) => (text = body),
  } as unknown as ServerResponse;
  assert.ok(world.cluster.proxies.pod?.(request, response, { pod, port, path: '/metrics' }));
  return text ?? assert.fail('nothing was told');
}

/** The value of the only sample of this name with all of these labels. */
export function sample(text: string, name: string, ...labels: readonly string[]): number | undefined {
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)));
  assert.ok(lines.length <= 1, lines.join('\n'));
  return lines[0] === undefined ? undefined : Number(lines[0].slice(lines[0].lastIndexOf(' ') + 1));
}

/**
 * What the real API server made of the requests of the recorded rollout: the same objects stored, the same refusals.
 * The controllers' part of the recording is another test's.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { openWire, type Wire } from './wire.ts';

const file = fileURLToPath(new URL('../../../../shared/recordings/canary-rollout.jsonl', import.meta.url));

interface Line {
  readonly step?: string;
  readonly request?: {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
    readonly contentType?: string;
  };
  readonly status?: number;
  readonly response?: JsonObject;
  readonly watch?: string;
  readonly type?: string;
  readonly object?: JsonObject & { readonly metadata: JsonObject };
}

/** A request, its answer, and how it left the Service. */
interface Step {
  readonly title: string;
  readonly request: NonNullable<Line['request']>;
  readonly status: number;
  readonly response: JsonObject | undefined;
  readonly service: Line['object'];
}

let wire: Wire;

before(async () => {
  wire = await openWire();
  await wire.today.call('POST', '/api/v1/namespaces', { body: { metadata: { name: 'rec1' } } });
});

after(() => wire.close());

describe(
  'the requests of the recorded rollout',
  { skip: !existsSync(file) && 'the recordings are not at hand' },
  () => {
    for (const step of existsSync(file) ? steps() : []) {
      it(step.title, async () => {
        const { method, path, body, contentType } = step.request;
        const answer = await wire.today.call(method, path, {
          ...(body !== undefined && { body }),
          ...(contentType !== undefined && { contentType }),
        });
        assert.equal(answer.code, step.status);
        if (step.response !== undefined) assert.deepEqual(answer.body, step.response);
        if (step.service === undefined) return;
        const { metadata, spec } = answer.body;
        assert.deepEqual(spec, step.service['spec']);
        assert.equal(metadata.generation, step.service.metadata['generation']);
        assert.deepEqual(metadata.annotations, step.service.metadata['annotations']);
      });
    }
  },
);

function steps(): readonly Step[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  let title = '';
  const found: Step[] = [];
  for (const [index, line] of lines.entries()) {
    title = line.step ?? title;
    const { request, status = 0, response } = line;
    if (request === undefined || request.method === 'DELETE') continue;
    found.push({
      title,
      request,
      status,
      response,
      service: status < 300 ? serviceAfter(lines, index) : undefined,
    });
  }
  return found;
}

/** The first event of the step that shows a new generation; it may have come before the answer. */
function serviceAfter(lines: readonly Line[], index: number): Line['object'] {
  const start = lines.slice(0, index).findLastIndex(({ step }) => step !== undefined);
  const known = Math.max(0, ...lines.slice(0, start).map(generationOf));
  return lines.slice(start).find((line) => generationOf(line) > known)?.object;
}

/** Of the Knative Service; 0 for everything else. */
function generationOf({ watch, object }: Line): number {
  if (watch !== 'services' || object?.['apiVersion'] !== 'serving.knative.dev/v1') return 0;
  return Number(object.metadata['generation']);
}

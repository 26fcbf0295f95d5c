/**
 * The real cluster's answers, word for word: what `POST …?dryRun=All&fieldValidation=Strict` and a forced apply over a
 * stored object gave for each manifest of the vectors, and what the playground gives.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import { admin } from '#playground/api/auth/users.ts';
import type { Cluster } from '#playground/api/cluster.ts';
import { textAt } from '#playground/api/object.ts';
import { ApiError } from '#playground/api/status.ts';
import { create } from '#playground/api/writes/create.ts';
import { apply } from '#playground/api/writes/patch.ts';
import { plainRemoval, remove } from '#playground/api/writes/remove.ts';
import type { Place, WriteRequest } from '#playground/api/writes/request.ts';
import { steppedClock } from '#playground/clock.ts';
import { clusterOf2019, todaysCluster } from '#playground/start.ts';
import { resourceOf, type Vector, vectors } from './read.ts';

interface FullVerdict {
  readonly ok: boolean;
  readonly message?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly causes?: unknown;
}

const request: WriteRequest = {
  user: admin,
  manager: 'knative-tools',
  dryRun: true,
  validation: 'Strict',
  duplicates: [],
  warn: () => undefined,
};

describe('answers of the real cluster', () => {
  const clock = steppedClock();
  const cluster = todaysCluster(clock, 1);

  it('on new objects: every code and reason, and every word but the names of pods', () => {
    const chosen = vectors('admission').filter(({ group }) => group === 'serving-v1');
    assert.ok(chosen.length > 1000);
    const wrong = chosen.filter((vector) => {
      const answer = answered(() => createDry(cluster, vector));
      const verdict = vector.verdict as FullVerdict;
      if (answer === undefined || verdict.ok) return (answer === undefined) !== verdict.ok;
      if (answer.code !== verdict.code || (answer.reason || undefined) !== verdict.reason) return true;
      if (isDryRun(verdict)) return false;
      return answer.message !== verdict.message || !sameCauses(answer, verdict);
    });
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });

  it('on the objects of 2019: every verdict, and every word of its webhooks', () => {
    const of2019 = clusterOf2019(steppedClock(), 1);
    const chosen = vectors('admission').filter(({ group }) => group.endsWith('v1alpha1'));
    assert.ok(chosen.length > 1000);
    const wrong = chosen.filter((vector) => {
      const answer = answered(() => createReal(of2019, vector));
      const { ok, message = '' } = vector.verdict;
      if (answer === undefined || ok) return (answer === undefined) !== ok;
      // Metadata is read by the server first, in words of its own.
      if (/cannot be handled as/.test(answer.message)) return !/ObjectMeta|OwnerReference/.test(message);
      return answer.message.replace(legacyRefusal, '') !== message;
    });
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });

  it('on changes by apply: every verdict, and the first line of each refusal', () => {
    const chosen = vectors('updates').filter(({ group }) => group.endsWith('serving-v1'));
    assert.ok(chosen.length > 1000);
    const wrong = chosen.filter((vector) => {
      const answer = answered(() => applyOver(cluster, vector, () => clock.advance(0)));
      const { ok, message = '' } = vector.verdict;
      if (answer === undefined || ok) return (answer === undefined) !== ok;
      return !isDryRun(vector.verdict) && firstLine(answer.message) !== firstLine(message);
    });
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });
});

function createDry(cluster: Cluster, { manifest }: Vector): void {
  const { kind, namespace, value } = placed(cluster, manifest);
  create(cluster, kind, namespace, value, request);
}

const legacyRefusal =
  /^admission webhook "webhook\.(?:serving|build)\.knative\.dev" denied the request: mutation failed: (?:cannot decode incoming new object: )?/;

/** There was no dry run then. */
function createReal(cluster: Cluster, { manifest }: Vector): void {
  const { kind, namespace, value } = placed(cluster, manifest);
  const { metadata } = create(cluster, kind, namespace, value, { ...request, dryRun: false });
  const place = {
    kind,
    namespace: textAt(metadata, 'namespace'),
    name: metadata.name,
    subresource: '',
  } as const;
  remove(cluster, place, plainRemoval);
}

function applyOver(cluster: Cluster, { old = '', manifest }: Vector, settle: () => void): void {
  const before = placed(cluster, old);
  const now = placed(cluster, manifest);
  apply(cluster, before, before.value, { ...request, dryRun: false, force: true });
  settle();
  try {
    apply(cluster, now, now.value, { ...request, force: true });
  } finally {
    // What the garbage collector has taken already is gone.
    if (cluster.store.get(before.kind, before.namespace, before.name) !== undefined) {
      remove(cluster, before, plainRemoval);
    }
  }
}

function placed(cluster: Cluster, manifest: string): Place & { readonly value: JsonObject } {
  const resource = resourceOf(manifest);
  assert.ok(resource !== undefined);
  const { apiVersion, kind, name, value } = resource;
  const namespace = textAt(member(value, 'metadata'), 'namespace') || 'default';
  return { kind: cluster.kind(`${apiVersion} ${kind}`), namespace, name, subresource: '', value };
}

function answered(run: () => void): ApiError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function isDryRun({ message = '' }: { readonly message?: string }): boolean {
  return message.includes('dry run failed with');
}

function sameCauses({ details }: ApiError, { causes }: FullVerdict): boolean {
  const given = (details?.causes ?? []).map(plain);
  return JSON.stringify(given) === JSON.stringify(((causes ?? []) as readonly Json[]).map(plain));
}

function plain(cause: unknown): unknown {
  return isObject(cause as Json)
    ? Object.entries(cause as JsonObject).sort(([a], [b]) => a.localeCompare(b))
    : cause;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

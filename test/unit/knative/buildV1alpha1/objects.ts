/** Builds and templates to ask the verdict for, and what is expected of it. */
import assert from 'node:assert/strict';
import { admit } from '#knative/admission/admission.ts';
import { defaultProfile } from '#knative/clusterProfile.ts';
import type { JsonObject } from '#knative/json.ts';
import { formatPath } from '#knative/path.ts';
import { type ClusterProblem, firstRejection } from '#knative/problem.ts';
import type { Resource } from '#knative/resource.ts';

export type Kind = 'Build' | 'BuildTemplate' | 'ClusterBuildTemplate';

export const step: JsonObject = { image: 'ubuntu' };

/** An object of the kind with this spec, named `hello` unless told. */
export function objectOf(kind: Kind, spec: JsonObject, metadata: JsonObject = { name: 'hello' }): Resource {
  const apiVersion = 'build.knative.dev/v1alpha1';
  const value = { apiVersion, kind, metadata, spec };
  const name = typeof metadata['name'] === 'string' ? metadata['name'] : '';
  return { apiVersion, kind, name, namespace: '', value, duplicateKeys: [] };
}

/** What the cluster would answer. */
export function answer(resource: Resource, live?: Resource): readonly ClusterProblem[] {
  const context = live === undefined ? { profile: defaultProfile } : { profile: defaultProfile, live };
  return firstRejection(admit(resource, context));
}

export function accepts(kind: Kind, spec: JsonObject): void {
  assert.deepEqual(answer(objectOf(kind, spec)), []);
}

/** `MESSAGE: printed path` and the place that is meant, of every problem. */
export function refuses(
  kind: Kind,
  spec: JsonObject,
  ...expected: readonly (readonly [printed: string, place: string])[]
): void {
  const problems = answer(objectOf(kind, spec));
  assert.deepEqual(
    problems.map(({ message, clusterPath, path }) => [`${message}: ${clusterPath}`, formatPath(path)]),
    expected,
  );
  for (const { stage, docs } of problems) {
    assert.equal(stage, 'mutation');
    assert.match(docs, /^https:\/\//);
  }
}

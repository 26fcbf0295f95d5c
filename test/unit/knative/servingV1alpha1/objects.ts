/** Objects of v1alpha1 to ask the verdict for, and what is expected of it. */
import assert from 'node:assert/strict';
import { admit } from '#knative/admission/admission.ts';
import { applyChanges } from '#knative/applyChanges.ts';
import { defaultProfile } from '#knative/clusterProfile.ts';
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import { formatPath } from '#knative/path.ts';
import { type ClusterProblem, firstRejection } from '#knative/problem.ts';
import type { Resource } from '#knative/resource.ts';

export type Kind = 'Service' | 'Configuration' | 'Revision' | 'Route';

export const container: JsonObject = { image: 'gcr.io/hello/world' };

/** A Configuration's spec with this in its revision's spec. */
export function configuration(revision: JsonObject = {}): JsonObject {
  return { revisionTemplate: { spec: { container, ...revision } } };
}

/** An object of the kind with this spec, named `hello` unless told. */
export function objectOf(kind: Kind, spec: Json, metadata: JsonObject = { name: 'hello' }): Resource {
  const apiVersion = 'serving.knative.dev/v1alpha1';
  const value = { apiVersion, kind, metadata, spec };
  const name = typeof metadata['name'] === 'string' ? metadata['name'] : '';
  return { apiVersion, kind, name, namespace: '', value, duplicateKeys: [] };
}

/** What the cluster would answer. */
export function answer(resource: Resource, live?: Resource): readonly ClusterProblem[] {
  const context = live === undefined ? { profile: defaultProfile } : { profile: defaultProfile, live };
  return firstRejection(admit(resource, context));
}

export function accepts(kind: Kind, spec: Json): void {
  assert.deepEqual(answer(objectOf(kind, spec)), []);
}

/** `MESSAGE: printed path` of every problem, in order; each must point into the object and to a page. */
export function refuses(kind: Kind, spec: Json, ...expected: readonly string[]): void {
  const problems = answer(objectOf(kind, spec));
  assert.deepEqual(problems.map(printed), expected);
  for (const { stage, docs } of problems) {
    assert.equal(stage, 'mutation');
    assert.match(docs, /^https:\/\//);
  }
}

export function printed({ message, clusterPath }: ClusterProblem): string {
  return `${message}: ${clusterPath}`;
}

/** Where the problems are underlined. */
export function places(kind: Kind, spec: Json): readonly string[] {
  return answer(objectOf(kind, spec)).map(({ path }) => formatPath(path));
}

/** The spec after the first problem's first fix, which must leave nothing to refuse unless told. */
export function fixed(kind: Kind, spec: Json, left = 0): Json {
  const resource = objectOf(kind, spec);
  const [fix] = answer(resource).flatMap(({ fixes }) => fixes);
  assert.ok(fix, 'there is a fix');
  const value = applyChanges(resource.value, fix.changes);
  assert.ok(isObject(value));
  assert.equal(answer({ ...resource, value }).length, left);
  return value['spec'] ?? null;
}

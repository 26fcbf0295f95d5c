/** Small Services for the tests of the dry run, and what it says of them. */
import assert from 'node:assert/strict';
import { validateDryRunPod } from '#knative/admission/dryRunPod/validate.ts';
import { type ClusterProfile, defaultProfile } from '#knative/clusterProfile.ts';
import type { JsonObject } from '#knative/json.ts';
import { formatPath } from '#knative/path.ts';
import type { ClusterProblem } from '#knative/problem.ts';

export function problemsOf(
  spec: JsonObject,
  profile: ClusterProfile = defaultProfile,
  kind = 'Service',
  metadata: JsonObject = { name: 'hello' },
): readonly ClusterProblem[] {
  const value: JsonObject = {
    apiVersion: 'serving.knative.dev/v1',
    kind,
    metadata,
    spec: { template: { spec } },
  };
  const resource = {
    apiVersion: 'serving.knative.dev/v1',
    kind,
    name: 'hello',
    namespace: '',
    value,
    duplicateKeys: [],
  };
  return validateDryRunPod(kind, value, resource, { profile });
}

/** The API server's words, without those around them. */
export function errorsOf(spec: JsonObject, profile?: ClusterProfile): readonly string[] {
  return problemsOf(spec, profile).map(({ message }) => message.replace(/^.* is invalid: /, ''));
}

export function container(fields: JsonObject = {}): JsonObject {
  return { image: 'ghcr.io/example/hello:1', ...fields };
}

export function withContainer(fields: JsonObject, pod: JsonObject = {}): JsonObject {
  return { containers: [container(fields)], ...pod };
}

/** The pod is refused with exactly these words, the underlined fields being the ones given. */
export function assertRefused(spec: JsonObject, errors: readonly string[], paths?: readonly string[]): void {
  assert.deepEqual(errorsOf(spec), errors);
  if (paths === undefined) return;
  const prefix = 'spec.template.spec.';
  assert.deepEqual(
    problemsOf(spec).map(({ path }) => formatPath(path)),
    paths.map((path) => prefix + path),
  );
}

export function assertAccepted(spec: JsonObject): void {
  assert.deepEqual(errorsOf(spec), []);
}

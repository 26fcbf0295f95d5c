/** What metadata may not say where the object is stored already. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { admit } from '#knative/admission/admission.ts';
import { defaultProfile } from '#knative/clusterProfile.ts';
import type { JsonObject } from '#knative/json.ts';
import { firstRejection } from '#knative/problem.ts';
import type { Resource } from '#knative/resource.ts';

function route(metadata: JsonObject): Resource {
  const apiVersion = 'serving.knative.dev/v1';
  const spec = { traffic: [{ configurationName: 'shop', percent: 100 }] };
  const value = { apiVersion, kind: 'Route', metadata: { name: 'shop', ...metadata }, spec };
  return { apiVersion, kind: 'Route', name: 'shop', namespace: '', value, duplicateKeys: [] };
}

function refused(metadata: JsonObject, stored: JsonObject = {}): readonly string[] {
  const problems = admit(route(metadata), { profile: defaultProfile, live: route(stored) });
  return firstRejection(problems).map(({ clusterPath, message }) => `${clusterPath}: ${message}`);
}

describe('metadata of a stored object', () => {
  it('has the version that is stored, or none', () => {
    const modified =
      ': Operation cannot be fulfilled on routes.serving.knative.dev "shop": the object has been modified; please apply your changes to the latest version and try again';
    assert.deepEqual(refused({}, { resourceVersion: '7' }), []);
    assert.deepEqual(refused({ resourceVersion: '7' }, { resourceVersion: '7' }), []);
    assert.deepEqual(refused({ resourceVersion: '6' }, { resourceVersion: '7' }), [modified]);
    assert.deepEqual(refused({ resourceVersion: 'x' }, { resourceVersion: '7' }), [
      ': strconv.ParseUint: parsing "x": invalid syntax',
    ]);
    assert.deepEqual(refused({ resourceVersion: '' }, { resourceVersion: '7' }), [
      'metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    ]);
  });

  it('has the identity that is stored', () => {
    assert.deepEqual(refused({ uid: 'a' }, { uid: 'a' }), []);
    assert.deepEqual(refused({ uid: 'a' }, { uid: 'b' }), [
      'metadata.uid: Invalid value: "a": field is immutable',
    ]);
  });

  it('leaves the books on fields to the server', () => {
    assert.deepEqual(refused({ managedFields: [] }), [': metadata.managedFields must be nil']);
    assert.deepEqual(refused({ managedFields: null }), []);
    assert.deepEqual(refused({ managedFields: 'a' }), ['.metadata.managedFields: expected list, got &{a}']);
  });

  it('may bring a time of creation, which nobody looks at', () => {
    assert.deepEqual(refused({ creationTimestamp: '2026-01-01T00:00:00Z' }), []);
  });
});

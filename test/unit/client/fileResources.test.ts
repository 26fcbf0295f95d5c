/** Services among the resources of a file. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceNamed } from '#client/fileResources.ts';
import type { FileResource } from '#protocol/resources.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function resource(name: string, more: Partial<FileResource> = {}): FileResource {
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    name,
    namespace: '',
    json: '{}',
    range,
    ...more,
  };
}

describe('the Service of a file that is meant', () => {
  it('is found by kind and name, not by its place', () => {
    const file = [
      resource('shop', { apiVersion: 'v1' }),
      resource('shop', { kind: 'Configuration' }),
      resource('cart'),
      resource('shop'),
    ];
    assert.equal(serviceNamed(file, 'default', 'shop'), 3);
    assert.equal(serviceNamed(file, 'default', 'other'), -1);
  });

  it('is in its namespace, else in none', () => {
    const file = [
      resource('shop', { namespace: 'staging' }),
      resource('shop'),
      resource('shop', { namespace: 'prod' }),
    ];
    assert.equal(serviceNamed(file, 'prod', 'shop'), 2);
    assert.equal(serviceNamed(file, 'staging', 'shop'), 0);
    assert.equal(serviceNamed(file, 'test', 'shop'), 1);
    assert.equal(serviceNamed(file.slice(0, 1), 'prod', 'shop'), -1);
  });
});

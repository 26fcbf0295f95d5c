/** What the API server refuses in metadata, in its words. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { metadataProblems } from '#knative/admission/structure/metadata.ts';
import type { JsonObject } from '#knative/json.ts';

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const keyPart =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

function refused(metadata: JsonObject, update = false): readonly string[] {
  return metadataProblems(metadata, { namespaced: true, update }).map(
    ({ clusterPath, message }) => `${clusterPath}: ${message}`,
  );
}

const owner = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' };

describe('metadataProblems', () => {
  const cases: readonly (readonly [what: string, metadata: JsonObject, messages: readonly string[]])[] = [
    ['no name', {}, ['metadata.name: Required value: name or generateName is required']],
    ['an empty name', { name: '' }, ['metadata.name: Required value: name or generateName is required']],
    ['a bad name', { name: 'a_b' }, [`metadata.name: Invalid value: "a_b": ${subdomain}`]],
    [
      'a long bad name',
      { name: `${'a'.repeat(253)}_` },
      [
        `metadata.name: Invalid value: "${'a'.repeat(253)}_": must be no more than 253 characters`,
        `metadata.name: Invalid value: "${'a'.repeat(253)}_": ${subdomain}`,
      ],
    ],
    [
      'a bad prefix, and the name made of it',
      { generateName: 'A-' },
      [`metadata.name: Invalid value: "A-xxxxx": ${subdomain}`],
    ],
    [
      'a namespace with a dot',
      { name: 'a', namespace: 'b.c' },
      ['metadata.namespace: Invalid value: "b.c": must not contain dots'],
    ],
    [
      'label keys and values',
      { name: 'a', labels: { 'a/b/c': 'x', '/': 'x', ok: 'c d' } },
      [
        `metadata.labels: Invalid value: "a/b/c": a valid label key ${keyPart} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
        'metadata.labels: Invalid value: "/": prefix part must be non-empty',
        'metadata.labels: Invalid value: "/": name part must be non-empty',
        `metadata.labels: Invalid value: "/": name part ${keyPart}`,
        `metadata.labels: Invalid value: "c d": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      ],
    ],
    [
      'a long label',
      { name: 'a', labels: { ['k'.repeat(64)]: 'v'.repeat(64) } },
      [
        `metadata.labels: Invalid value: "${'k'.repeat(64)}": name part must be no more than 63 bytes`,
        `metadata.labels: Invalid value: "${'v'.repeat(64)}": must be no more than 63 bytes`,
      ],
    ],
    [
      'annotation keys whatever their case',
      { name: 'a', annotations: { 'Example.COM/Key': 'any thing' } },
      [],
    ],
    [
      'annotations beyond 256 KiB',
      { name: 'a', annotations: { a: 'x'.repeat(262144) } },
      ['metadata.annotations: Too long: may not be more than 262144 bytes'],
    ],
    ['a whole owner', { name: 'a', ownerReferences: [owner] }, []],
    [
      'an empty owner',
      { name: 'a', ownerReferences: [{}] },
      [
        'metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty',
        'metadata.ownerReferences.kind: Invalid value: "": must not be empty',
        'metadata.ownerReferences.name: Invalid value: "": must not be empty',
        'metadata.ownerReferences.uid: Invalid value: "": must not be empty',
      ],
    ],
    [
      'a finalizer',
      { name: 'a', finalizers: ['a b'] },
      [`metadata.finalizers: Invalid value: "a b": name part ${keyPart}`],
    ],
  ];
  for (const [what, metadata, messages] of cases) {
    it(`speaks of ${what}`, () => assert.deepEqual(refused(metadata), messages));
  }

  it('allows one controller', () => {
    const both = [
      { ...owner, controller: true },
      { ...owner, name: 'q', controller: true },
    ];
    assert.match(
      refused({ name: 'a', ownerReferences: both })[0] ?? '',
      /Only one reference can have Controller set/,
    );
  });

  it('takes an owner that is there twice for one', () => {
    const twice = { ...owner, controller: true };
    assert.deepEqual(refused({ name: 'a', ownerReferences: [twice, { ...twice }] }), []);
  });

  it('looks at labels again on an update, not at names', () => {
    assert.deepEqual(refused({ name: 'A_', generateName: 'A_' }, true), []);
    assert.equal(refused({ name: 'A_', labels: { a: 'c d' } }, true).length, 1);
  });

  it('points at the label and not at the map', () => {
    const [problem] = metadataProblems(
      { name: 'a', labels: { team: 'c d' } },
      { namespaced: true, update: false },
    );
    assert.deepEqual(problem?.path, ['metadata', 'labels', 'team']);
  });
});

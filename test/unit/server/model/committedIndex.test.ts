/** What Git's HEAD has of each file, and what another HEAD makes of it. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checks } from '#server/checks.ts';
import { CommittedIndex } from '#server/model/committedIndex.ts';
import { Model } from '#server/model/model.ts';
import { defaultSettings } from '#server/settings.ts';
import { documentOf } from '#server/yaml/document.ts';

const service = (name: string, revision: string, image = 'example.com/app:1'): string => `
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: ${name} }
spec:
  template:
    metadata: { name: ${revision} }
    spec: { containers: [{ image: "${image}" }] }
`;

it('has what all files have, and of one file only the newest text', () => {
  const index = new CommittedIndex();
  const names = (of: string): readonly string[] => index.of(of).map(({ name }) => name);
  assert.deepEqual(index.replace('a', `${service('s', 's-1')}---${service('t', 't-1')}`), ['s', 't']);
  assert.deepEqual(index.replace('b', service('s', 's-2')), ['s']);
  assert.deepEqual(names('s'), ['s-1', 's-2']);
  assert.deepEqual(index.replace('a', `${service('s', 's-3')}---${service('t', 't-1')}`), ['s']);
  assert.deepEqual(names('s'), ['s-3', 's-2']);
  assert.deepEqual(index.replace('a', undefined), ['s', 't']);
  assert.deepEqual(names('s'), ['s-2']);
  assert.deepEqual(names('t'), []);
});

it('notices another template under the same name', () => {
  const index = new CommittedIndex();
  index.replace('a', service('s', 's-1'));
  assert.deepEqual(index.replace('a', service('s', 's-1')), []);
  assert.deepEqual(index.replace('a', service('s', 's-1', 'example.com/app:2')), ['s']);
});

it('a template is changed until it is committed', () => {
  const model = new Model({ checks, settings: defaultSettings });
  const uri = 'file:///a.yaml';
  const codes = (): readonly string[] => {
    const document = model.document(uri);
    assert.ok(document);
    const found = document.segments.flatMap((segment) => model.segmentProblems(document, segment));
    return found.map(({ problem }) => problem.code).filter((code) => code === 'reused-revision-name');
  };
  model.put(documentOf(uri, 1, service('s', 's-1')));
  model.setCommitted(uri, service('s', 's-1'));
  assert.deepEqual(codes(), []);
  model.put(documentOf(uri, 2, service('s', 's-1', 'example.com/app:2')));
  assert.deepEqual(codes(), ['reused-revision-name']);
  model.setCommitted(uri, service('s', 's-1', 'example.com/app:2'));
  assert.deepEqual(codes(), []);
});

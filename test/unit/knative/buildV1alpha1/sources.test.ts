/** What the webhook of 2019 says of the sources of a Build. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newTargetPaths } from '#knative/admission/buildV1alpha1/targetPaths.ts';
import type { JsonObject } from '#knative/json.ts';
import { accepts, refuses, step } from './objects.ts';

const git: JsonObject = { git: { url: 'https://example.com/a.git', revision: 'main' } };
const custom: JsonObject = { custom: { image: 'fetch' } };

function accepted(...sources: readonly JsonObject[]): void {
  accepts('Build', { steps: [step], sources });
}

function refused(sources: readonly JsonObject[], printed: string, place: string): void {
  refuses('Build', { steps: [step], sources }, [printed, place]);
}

describe('the sources of a Build', () => {
  it('are one or several', () => {
    const both = 'expected exactly one, got both: spec.source';
    refuses(
      'Build',
      { steps: [step], source: {}, sources: [git] },
      [both, 'spec.source'],
      [`${both}s`, 'spec.sources'],
    );
    accepts('Build', { steps: [step], source: git, sources: [] });
    accepts('Build', { steps: [step], source: { ...git, ...custom, targetPath: 'a' } });
  });

  it('have names of their own', () => {
    const twice = 'expected exactly one, got both: spec.sources.name';
    refused([{ ...git, name: 'a' }, custom, { ...custom, name: 'a' }], twice, 'spec.sources[2].name');
    refused([git, custom], twice, 'spec.sources[1].name');
  });

  it('have one subPath at most', () => {
    refused(
      [
        { ...git, name: 'a', subPath: 'x' },
        { ...git, name: 'b', targetPath: 'y', subPath: 'x' },
      ],
      'expected exactly one, got both: spec.sources.subpath',
      'spec.sources[1].subPath',
    );
  });

  it('have folders of their own, but for one, and for those that fetch themselves', () => {
    accepted(git, { ...custom, name: 'a' }, { ...custom, name: 'b' }, { ...git, name: 'c', targetPath: 'c' });
    refused(
      [git, { ...custom, name: 'a' }, { name: 'b' }],
      'invalid value "Empty Target Path": spec.sources.targetPath',
      'spec.sources[2].targetPath',
    );
    refused(
      [{ ...custom, targetPath: 'p' }],
      'invalid value "p": spec.sources.targetPath',
      'spec.sources[0].targetPath',
    );
    refused(
      [
        { ...git, name: 'a', targetPath: 'a' },
        { ...git, name: 'b', targetPath: '/a/b/' },
      ],
      'Overlapping Target Paths: spec.sources.targetPath',
      'spec.sources[1].targetPath',
    );
  });

  it('stop at the first error', () => {
    refused(
      [git, { ...git, name: 'a' }, git],
      'invalid value "Empty Target Path": spec.sources.targetPath',
      'spec.sources[1].targetPath',
    );
  });
});

describe('target paths', () => {
  const overlap = (...paths: readonly string[]): boolean => paths.map(newTargetPaths()).at(-1) === true;

  it('overlap where one is above the other, in any order', () => {
    assert.ok(overlap('a', 'a/b'));
    assert.ok(overlap('a/b', 'a'));
    assert.ok(overlap('a/b', '//a/b/'));
    assert.ok(overlap('x', 'a', 'a/b/c'));
  });

  it('are compared by the beginnings of their texts', () => {
    assert.ok(overlap('a', 'ab/c'));
    assert.ok(!overlap('a', 'ab'));
    assert.ok(!overlap('a/b', 'a/c'));
    assert.ok(overlap('/', 'a/b'));
  });

  it('count equal parts of an earlier path once', () => {
    assert.ok(!overlap('a/a', 'a'));
    assert.ok(overlap('a/a', 'a/a'));
    assert.ok(!overlap('a/a', 'b/b'));
  });
});

/** Templates are manifests the cluster takes, and every kind of today has one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArray, isObject, type Json } from '#knative/json.ts';
import { kindOf, kinds } from '#knative/kinds.ts';
import type { Path } from '#knative/path.ts';
import { shapeAt } from '#knative/resources/lookup.ts';
import { templates } from '#knative/templates.ts';
import { checks } from '#server/checks.ts';
import { expanded } from '#server/features/completion/snippet.ts';
import { defaultSettings } from '#server/settings.ts';
import { decode } from '#server/yaml/decode.ts';
import { documentOf } from '#server/yaml/document.ts';

describe('templates', () => {
  for (const { name, family, snippet } of templates()) {
    it(`${family} ${name} is taken as it is`, () => {
      const text = expanded(snippet);
      assert.doesNotMatch(text, /\$\{\d|\$\d|\\[$}]/);
      for (const segment of documentOf('', undefined, text).segments) {
        const { views, problems } = decode(segment);
        assert.deepEqual(problems, []);
        for (const { resource } of views) {
          const { apiVersion, kind } = resource;
          const known = kindOf(apiVersion, kind);
          assert.ok(known, `${apiVersion} ${kind}`);
          assert.deepEqual(unknownFields(apiVersion, kind, [], resource.value), []);
          const refused = checks
            .admit(resource, { profile: defaultSettings.profile })
            .filter(({ severity }) => severity === 'error');
          if (known.verdict !== 'none') assert.deepEqual(refused, []);
        }
      }
    });
  }

  it('have names of their own', () => {
    const names = templates().map(({ name, family }) => `${family} ${name}`);
    assert.equal(new Set(names).size, names.length);
  });

  it('exist for every kind, and for every one of 2019 that has another form today', () => {
    const held = new Set(templates().flatMap(({ snippet }) => kindsIn(snippet)));
    const wanted = kinds().flatMap(({ apiVersion, kind }) => {
      const group = `${apiVersion.slice(0, apiVersion.indexOf('/'))} ${kind}`;
      const isOfItsOwn = /^serving.*alpha1$/.test(apiVersion) && kind !== 'DomainMapping';
      return isOfItsOwn ? [group, `${apiVersion} ${kind}`] : [group];
    });
    const missing = wanted.filter((kind) => !held.has(kind));
    assert.deepEqual(missing, []);
  });
});

/** Each kind with its API version, and with its group alone. */
function kindsIn(snippet: string): readonly string[] {
  const found = snippet.matchAll(/^apiVersion: (([^/\s]+)\S*)\nkind: (\S+)$/gm);
  return [...found].flatMap(([, version, group, kind]) => [`${version} ${kind}`, `${group} ${kind}`]);
}

/** Paths that the field tables do not have. */
function unknownFields(apiVersion: string, kind: string, path: Path, value: Json): readonly string[] {
  const shape = shapeAt(apiVersion, kind, path);
  if (shape === undefined) return [path.join('.')];
  if (shape.type === 'any') return [];
  if (isArray(value)) return value.flatMap((item, i) => unknownFields(apiVersion, kind, [...path, i], item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    unknownFields(apiVersion, kind, [...path, key], item),
  );
}

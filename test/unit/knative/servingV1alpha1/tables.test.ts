/**
 * The field tables of v1alpha1. `goTypes.json` lists the structs of Serving 0.3, Build 0.2 and k8s.io/api 1.11, read by
 * reflection: struct → field (after the struct it is embedded from) → type.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { goTypeName } from '#knative/admission/structure/goJson.ts';
import { kindOf } from '#knative/kinds.ts';
import { jsonSchema } from '#knative/resources/jsonSchema.ts';
import { fieldAt, fieldsAt } from '#knative/resources/lookup.ts';
import { configuration, revision, route, service } from '#knative/resources/servingV1alpha1.ts';
import { buildSpec } from '#knative/resources/servingV1alpha1/build.ts';
import type { ObjectShape, Shape } from '#knative/resources/shape.ts';

type GoFields = Readonly<Record<string, string>>;

const structs = JSON.parse(readFileSync(new URL('goTypes.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, GoFields>
>;
const alpha = 'serving.knative.dev/v1alpha1';

describe('the Go types of the tables', () => {
  for (const table of [service, configuration, revision, route]) {
    it(`are those of ${table.go}`, () => {
      const seen = new Map<string, GoFields>();
      collect(table, seen);
      assert.ok(seen.size > 3);
      for (const [go, fields] of seen) assert.deepEqual(fields, structs[go], go);
    });
  }

  it('are those of the build in a Configuration', () => {
    const seen = new Map<string, GoFields>();
    collect(buildSpec, seen);
    const own = [...seen].filter(([go]) => go.startsWith('v1alpha1.'));
    assert.ok(own.length > 4);
    for (const [go, fields] of own) assert.deepEqual(fields, structs[go], go);
  });
});

function collect(shape: Shape, seen: Map<string, GoFields>): void {
  if (shape.type === 'list') collect(shape.items, seen);
  else if (shape.type === 'map') collect(shape.values, seen);
  else if (shape.type === 'object' && !seen.has(shape.go)) {
    seen.set(shape.go, goFields(shape));
    for (const [name, field] of Object.entries(shape.fields))
      if (name !== 'status') collect(field.shape, seen);
  }
}

function goFields(shape: ObjectShape): GoFields {
  const fields = Object.entries(shape.fields)
    .filter(([name]) => name !== 'status')
    .map(([name, { embedded, shape: inner }]) => [
      embedded === undefined ? name : `${embedded}.${name}`,
      goTypeName(inner),
    ]);
  return Object.fromEntries(fields);
}

describe('what is offered', () => {
  it('are the modes, and what each holds', () => {
    const spec = fieldsAt(alpha, 'Service', ['spec']) ?? {};
    const offered = Object.keys(spec).filter((name) => spec[name]?.readOnly !== true);
    assert.deepEqual(offered, ['runLatest', 'release', 'pinned', 'manual']);
    assert.equal(fieldAt(alpha, 'Service', ['spec', 'pinned'])?.deprecated, true);
    assert.deepEqual(fieldAt(alpha, 'Service', ['spec', 'release', 'rolloutPercent'])?.range, [0, 99]);
  });

  it('is the build, bare or as an object', () => {
    const build = ['spec', 'build'];
    assert.ok(fieldsAt(alpha, 'Configuration', build)?.['template']);
    assert.ok(fieldAt(alpha, 'Configuration', [...build, 'template', 'name']));
    assert.ok(fieldAt(alpha, 'Configuration', [...build, 'spec', 'source', 'git', 'revision']));
    assert.equal(fieldAt(alpha, 'Configuration', [...build, 'sources']), undefined);
    const kind = kindOf(alpha, 'Configuration');
    assert.ok(kind);
    const schema = jsonSchema(kind);
    assert.ok(schema.definitions?.['v1alpha1.RawExtension']?.properties?.['source']);
  });

  it('is nothing that is refused', () => {
    const kind = kindOf(alpha, 'Revision');
    assert.ok(kind);
    const properties = jsonSchema(kind).definitions?.['v1.Container']?.properties ?? {};
    assert.ok(properties['image']);
    for (const name of ['name', 'lifecycle', 'volumeMounts', 'startupProbe'])
      assert.equal(properties[name], undefined);
  });

  it('says what took its place', () => {
    for (const kind of ['Service', 'Configuration', 'Revision', 'Route']) {
      assert.equal(kindOf(alpha, kind)?.verdict, 'legacy');
      assert.equal(kindOf(alpha, kind)?.replacedBy, 'serving.knative.dev/v1');
    }
  });
});

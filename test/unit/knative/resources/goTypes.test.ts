/**
 * The Go types behind the tables, as decode errors name them. `goTypes.json` lists the structs of k8s.io/api 0.36 and of
 * Serving, read by reflection: struct → field (after the struct it is embedded from) → type.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { goTypeName } from '#knative/admission/structure/goJson.ts';
import { configuration, revision, route, service } from '#knative/resources/servingV1.ts';
import type { ObjectShape, Shape } from '#knative/resources/shape.ts';

type GoStructs = Readonly<Record<string, Readonly<Record<string, string>>>>;

const structs = JSON.parse(readFileSync(new URL('goTypes.json', import.meta.url), 'utf8')) as GoStructs;

describe('the Go types of the tables', () => {
  for (const table of [service, configuration, revision, route]) {
    it(`are those of ${table.go}`, () => {
      const seen = new Map<string, Readonly<Record<string, string>>>();
      collect(table, seen);
      assert.ok(seen.size > 3);
      for (const [go, fields] of seen) assert.deepEqual(fields, structs[go], go);
    });
  }
});

function collect(shape: Shape, seen: Map<string, Readonly<Record<string, string>>>): void {
  if (shape.type === 'list') collect(shape.items, seen);
  else if (shape.type === 'map') collect(shape.values, seen);
  else if (shape.type === 'object' && !seen.has(shape.go)) {
    seen.set(shape.go, goFields(shape));
    for (const [name, field] of Object.entries(shape.fields))
      if (name !== 'status') collect(field.shape, seen);
  }
}

function goFields(shape: ObjectShape): Readonly<Record<string, string>> {
  const fields = Object.entries(shape.fields)
    .filter(([name]) => name !== 'status')
    .map(([name, { embedded, shape: inner }]) => [
      embedded === undefined ? name : `${embedded}.${name}`,
      goTypeName(inner),
    ]);
  return Object.fromEntries(fields);
}

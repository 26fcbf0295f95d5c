/** An object of the cluster as YAML to read. Import it dynamically: YAML is needed late, if at all. */
import { Document, visit } from 'yaml';
import { isArray, isObject, type Json, type JsonObject } from '#knative/json.ts';

/** Texts of several lines as blocks, no line broken; what YAML 1.1 (kubectl reads it) takes for a boolean is quoted. */
export function objectYaml(object: JsonObject): string {
  const document = new Document(readable(object), { aliasDuplicateObjects: false, version: '1.1' });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** What tells things apart stands first; clusters give keys in the order of the alphabet. */
const first = ['name', 'generateName', 'namespace', 'image', 'tag', 'revisionName', 'latestRevision'];

function readable(value: Json): Json {
  if (isArray(value)) return value.map(readable);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, readable(one)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b)));
}

function rank(key: string): number {
  const index = first.indexOf(key);
  return index < 0 ? first.length : index;
}

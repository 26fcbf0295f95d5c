/** What the peers need to know of Knative: the CRDs' schemas, as plain JSON schema files in a cache folder. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Crd {
  spec: { names: { kind: string }; versions: { name: string; schema: { openAPIV3Schema: object } }[] };
}

/** Writes the schema of Service v1 where both peers can read it; undefined where the CRDs are not at hand. */
export function writePeerSchemas(
  root: string,
  cache: string,
): { readonly serviceSchema: string } | undefined {
  let text: string;
  try {
    text = readFileSync(join(root, '../shared/spec/crds/serving/service.yaml'), 'utf8');
  } catch {
    return undefined;
  }
  const crd = parse(text) as Crd;
  const schema = crd.spec.versions.find((version) => version.name === 'v1')?.schema.openAPIV3Schema;
  mkdirSync(cache, { recursive: true });
  const serviceSchema = join(cache, 'service.json');
  writeFileSync(serviceSchema, JSON.stringify(schema));
  return { serviceSchema };
}

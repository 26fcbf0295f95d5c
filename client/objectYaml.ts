/** An object of the cluster as YAML to read. Import it dynamically: YAML is needed late, if at all. */
import { Document, visit } from 'yaml';
import type { JsonObject } from '#knative/json.ts';

/** Texts of several lines as blocks, no line broken; what YAML 1.1 (kubectl reads it) takes for a boolean is quoted. */
export function objectYaml(object: JsonObject): string {
  const document = new Document(object, { aliasDuplicateObjects: false, version: '1.1' });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({ lineWidth: 0 });
}

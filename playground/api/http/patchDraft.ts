/** What a patch makes of an object, whose kind it cannot change. */
import { goMarshal, goPrint } from '#knative/admission/structure/goJson.ts';
import { isObject, type Json } from '#knative/json.ts';
import { undecodablePatch } from '../admission/undecodable.ts';
import { apiVersionOf, type ApiKind } from '../kinds/kind.ts';
import { objectAt, textAt } from '../object.ts';
import { fieldCause, invalid } from '../status.ts';
import type { Draft } from '../writes/change.ts';

/** Of a strategic merge, which is read into the stored object: of what it says of the kind nothing counts. */
export function strategicDraft(body: Json, patch: Json, kind: ApiKind): Draft {
  const named = isObject(body) ? { ...body, kind: kind.kind, apiVersion: apiVersionOf(kind) } : body;
  return { body: named, undecodable: undecodablePatch(goPrint(patch, Infinity)) };
}

/** Of the other patches, whose outcome is read as a new object. */
export function patchDraft(body: Json, kind: ApiKind): Draft {
  const shown = goMarshal(body, Infinity);
  const undecodable = undecodablePatch(shown);
  const given = textAt(body, 'kind');
  if (!isObject(body) || given === kind.kind) return { body, undecodable };
  if (!kind.custom) {
    if (given === '') return { body: { ...body, kind: kind.kind }, undecodable };
    const version = textAt(body, 'apiVersion') || apiVersionOf(kind);
    throw undecodable(
      `no kind "${given}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  if (given === '') throw undecodable(`Object 'Kind' is missing in '${shown}'`);
  const cause = fieldCause('kind', `Invalid value: ${JSON.stringify(given)}: must be ${kind.kind}`);
  throw invalid({ group: kind.group, kind: given }, textAt(objectAt(body, 'metadata'), 'name'), [cause]);
}

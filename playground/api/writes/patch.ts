/** Patches by their media types. */
import { isObject, type Json } from '#knative/json.ts';
import { timestamp } from '../../clock.ts';
import { typedPatchProblems } from '#knative/admission/structure/typedPatch.ts';
import { structureOf } from '../fields/structure.ts';
import { applied } from '../fields/own.ts';
import { apiVersionOf, type ApiKind } from '../kinds/kind.ts';
import { type ApiObject, listAt, textAt, uidOf, withMetadata } from '../object.ts';
import { jsonPatched } from '../patch/jsonPatch.ts';
import { mergePatched } from '../patch/mergePatch.ts';
import { strategicMerged } from '../patch/strategicMerge.ts';
import { ApiError, badRequest, conflict, fieldCause, invalid } from '../status.ts';
import { builtinDefaults } from '../builtin/defaults.ts';
import { change } from './change.ts';
import { store } from './create.ts';
import { checkName, identified } from './identity.ts';
import type { Place, Target, WriteRequest } from './request.ts';

export type PatchType = 'json' | 'merge' | 'strategic';

/** The value with a patch applied to it. */
export function patched(value: ApiObject, patch: Json, type: PatchType, kind: ApiKind): Json {
  switch (type) {
    case 'json':
      return jsonPatched(value, patch);
    case 'merge':
      return mergePatched(value, objectPatch(patch));
    case 'strategic':
      return strategicMerged(value, objectPatch(patch), structureOf(kind));
  }
}

function objectPatch(patch: Json): Json {
  if (isObject(patch)) return patch;
  throw badRequest(
    'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
  );
}

/** Patches an object that must be there. */
export function patch(
  target: Target,
  place: Place,
  body: Json,
  type: PatchType,
  request: WriteRequest,
): ApiObject {
  return change(target, place, request, (live) => ({ body: patched(live, body, type, place.kind) }));
}

export interface Applied {
  readonly object: ApiObject;
  readonly created: boolean;
}

/** Server-side apply: creates what is not there. */
export function apply(
  target: Target,
  place: Place,
  body: Json,
  request: WriteRequest & { readonly force: boolean },
): Applied {
  const { kind, namespace, name, subresource } = place;
  const config = appliedConfig(body, place, request);
  const now = timestamp(target.clock.now());
  const writer = { manager: request.manager, subresource, now, force: request.force };
  const live = target.store.get(kind, namespace, name);
  if (live === undefined && subresource === '') {
    if (uidOf(config) !== '') {
      throw conflict(
        kind,
        name,
        `uid mismatch: the provided object specified uid ${uidOf(config)}, and no existing object was found`,
      );
    }
    const named = withMetadata(config, { name });
    // Defaults come after ownership: nobody owns what nobody said.
    const fresh = builtinDefaults(kind, applied(undefined, named, kind, writer));
    return { object: store(target, kind, fresh, request), created: true };
  }
  const object = change(target, place, request, (stored) => ({
    body: applied(stored, config, kind, writer),
    managed: true,
  }));
  return { object, created: false };
}

/** What is applied must fit the kind's types before anything else is looked at. */
function appliedConfig(body: Json, { kind, namespace, name }: Place, request: WriteRequest): ApiObject {
  checkTypes(body, kind);
  const config = identified(body, kind, namespace);
  checkName(config, name);
  if (request.manager === '') {
    const cause = fieldCause('fieldManager', 'Required value: is required for apply patch');
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [cause]);
  }
  if (listAt(config.metadata, 'managedFields').length > 0)
    throw badRequest('metadata.managedFields must be nil');
  return config;
}

function checkTypes(body: Json, kind: ApiKind): void {
  if (!isObject(body) || kind.table === undefined) return;
  const problems = typedPatchProblems(body, kind.table).map(
    ({ clusterPath, message }) => `${clusterPath}: ${message}`,
  );
  if (problems.length === 0) return;
  const words =
    problems.length === 1 ? (problems[0] ?? '') : `errors:\n${problems.map((one) => `  ${one}`).join('\n')}`;
  const metadata = isObject(body['metadata']) ? body['metadata'] : {};
  const who = `${textAt(metadata, 'namespace')}/${textAt(metadata, 'name')}; ${apiVersionOf(kind)}, Kind=${kind.kind}`;
  throw new ApiError(500, '', `failed to create typed patch object (${who}): ${words}`);
}

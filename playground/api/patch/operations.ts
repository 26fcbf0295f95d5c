/** Reads the operations of a JSON patch, and says what is wrong with them in the server's words (handlers/patch.go). */
import { goValueName } from '#knative/admission/structure/goJson.ts';
import { isArray, isObject, type Json, type JsonObject, member } from '#knative/json.ts';
import { textAt } from '../object.ts';
import { ApiError, badRequest } from '../status.ts';

export interface Operation {
  readonly op: string;
  /** Undefined where there is none, which is not the path to everything. */
  readonly path: string | undefined;
  readonly from: string;
  readonly value: Json;
}

const texts = ['from', 'op', 'path'];
const most = 10_000;

/** All operations of a patch; throws where one of them cannot be read. */
export function operationsOf(patch: Json): readonly Operation[] {
  // Go reads null as no list.
  if (patch === null) return [];
  if (!isArray(patch)) throw undecodable(patch, 'value of type []handlers.jsonPatchOp');
  if (patch.length > most) {
    const message = `Request entity too large: The allowed maximum operations in a JSON patch is ${most}`;
    throw new ApiError(413, 'RequestEntityTooLarge', message, {});
  }
  return patch.map(operationOf);
}

function operationOf(given: Json): Operation {
  const operation: Json = given ?? {};
  if (!isObject(operation)) throw undecodable(operation, 'value of type handlers.jsonPatchOp');
  checkTexts(operation);
  const path = member(operation, 'path');
  return {
    op: textAt(operation, 'op'),
    path: typeof path === 'string' ? path : undefined,
    from: textAt(operation, 'from'),
    value: operation['value'] ?? null,
  };
}

function checkTexts(operation: JsonObject): void {
  for (const key of texts) {
    const value = operation[key] ?? null;
    if (value !== null && typeof value !== 'string') {
      throw undecodable(value, `struct field jsonPatchOp.${key} of type string`);
    }
  }
}

function undecodable(value: Json, into: string): ApiError {
  return badRequest(`error decoding patch: json: cannot unmarshal ${goValueName(value)} into Go ${into}`);
}

/** What stands twice in a patch (`duplicates`), or does not belong into one. */
export function operationComplaints(patch: Json, duplicates: readonly string[]): readonly string[] {
  const known = new Set([...texts, 'value']);
  const operations = isArray(patch) ? patch : [];
  const unknown = operations.flatMap((operation, index) =>
    Object.keys(isObject(operation) ? operation : {})
      .filter((key) => !known.has(key))
      .map((key) => `unknown field "[${index}].${key}"`),
  );
  return [...duplicates, ...unknown].map((complaint) => `json patch ${complaint}`);
}

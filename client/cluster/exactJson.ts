/** JSON with integers that a double cannot hold, read as they are written. */
import type { Json } from '#knative/json.ts';

export function parseExactJson(text: string): Json {
  // What JSON.parse gives is JSON; the reviver's third argument is in V8 since 2023, TypeScript's library lacks it.
  const parse = JSON.parse as (
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ) => Json;
  return parse(text, (_key, value, { source = '' }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
      ? BigInt(source)
      : value,
  );
}

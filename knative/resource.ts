/** A manifest as the domain sees it: one object of one kind, its values as kubectl would send them. */
import type { JsonObject } from './json.ts';
import type { Path } from './path.ts';

export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`, '' where absent or not a string. */
  readonly name: string;
  /** `metadata.namespace`, '' where absent: the namespace is then chosen at deploy time. */
  readonly namespace: string;
  readonly value: JsonObject;
  /** Keys that stand more than once in their mapping (the last one counts). */
  readonly duplicateKeys: readonly Path[];
}

/** The group of an apiVersion: `serving.knative.dev` of `serving.knative.dev/v1`, '' of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

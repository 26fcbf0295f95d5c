/** What the engines of rules are given, and what they are. */
import type { ClusterProfile } from '../clusterProfile.ts';
import type { JsonObject } from '../json.ts';
import type { ClusterProblem } from '../problem.ts';
import type { Resource } from '../resource.ts';

export interface AdmissionContext {
  readonly profile: ClusterProfile;
  /** The object as it is stored in the cluster already; the verdict is then that on an update by server-side apply. */
  readonly live?: Resource;
  /** The resource takes the place of `live` as a whole, as by `PUT` or after a patch; nothing is applied over it. */
  readonly whole?: boolean;
}

/** One engine of rules; `decoded` is the value after Go's decoding and before defaulting. */
export type Validator = (
  kind: string,
  decoded: JsonObject,
  resource: Resource,
  context: AdmissionContext,
) => readonly ClusterProblem[];

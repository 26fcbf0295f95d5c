/** What lies around a resource: the other manifests of the workspace, and the cluster as far as it is known. */
import type { Path } from './path.ts';

/**
 * The name of something that can be referred to across resources. Types, each with what a mention carries in `data`:
 * - Serving: `service`, `route`, `configuration`, `domainMapping`; `revision` and `tag` (`ServiceData`: whose);
 * - Build: `build`; `buildTemplate`, `clusterBuildTemplate` (`ParametersData`);
 * - Tekton: `task`, `pipeline` (`ParametersData`), `taskRun`, `pipelineRun`;
 * - Eventing: `broker`, `trigger`, `channel` (of any kind), else the kind as `pingSource`, `sequence` …;
 * - `parameter`, of a template, task or pipeline (`OwnerData`: `Kind/name`); also mentioned by placeholders and by the
 *   arguments of who uses it; `image`, every container's and step's.
 * `factsOf` says where each comes from.
 */
export interface NameKey {
  readonly type: string;
  /** '' where the manifest does not say. */
  readonly namespace: string;
  readonly name: string;
}

/** What one resource declares and mentions; a pure function of the resource, so the index can keep it per document. */
export interface Facts {
  readonly defines: readonly Mention[];
  readonly refersTo: readonly Mention[];
}

export interface Mention extends NameKey {
  readonly path: Path;
  /** What rules on other resources need to know of a definition, e.g. a BuildTemplate's parameters; compared by value. */
  readonly data?: unknown;
}

/** Read access for rules and features. Implementations note what was asked, so that an answer that changes is asked again. */
export interface World {
  /** Definitions of this name in the workspace. A '' namespace matches any on either side. */
  definitions(key: NameKey): readonly Definition[];
  /** All definitions of a type in the workspace. */
  all(type: string): readonly Definition[];
  /** Template names that this workspace's Git HEAD has for the service, though the files no longer do. */
  committedRevisionNames(service: NameKey): readonly string[];
  /** The fingerprints (`templateFingerprint`) of the service's templates of this name at Git's HEAD. */
  committedTemplates(service: NameKey, revision: string): readonly string[];
  /** What the cluster has; undefined while no cluster is known. */
  readonly inventory: Inventory | undefined;
}

export interface Definition extends Mention {
  readonly uri: string;
}

/** Names and live status of a cluster's objects, pushed by the client. */
export interface Inventory {
  /** The kubeconfig context it was read from. */
  readonly context: string;
  /** Whether it is older than the running watch. */
  readonly stale: boolean;
  readonly services: readonly LiveService[];
}

export interface LiveService {
  readonly namespace: string;
  readonly name: string;
  readonly url?: string;
  readonly ready?: boolean;
  readonly latestCreatedRevision?: string;
  readonly latestReadyRevision?: string;
  readonly revisions: readonly LiveRevision[];
  readonly traffic: readonly {
    readonly revisionName: string;
    readonly percent: number;
    readonly tag?: string;
  }[];
}

export interface LiveRevision {
  readonly name: string;
  readonly ready?: boolean;
  /** RFC 3339. */
  readonly created: string;
  readonly image?: string;
}

/** A world with nothing in it. */
export const emptyWorld: World = {
  definitions: () => [],
  all: () => [],
  committedRevisionNames: () => [],
  committedTemplates: () => [],
  inventory: undefined,
};

/** What client and server tell each other about the workspace as a whole. */
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import type { Inventory } from '#knative/world.ts';

/** Request, without parameters: checks every manifest of the workspace again and answers when all is reported. */
export const checkWorkspaceMethod = 'knative/checkWorkspace';

export interface CheckWorkspaceResult {
  /** How many files hold manifests of ours. */
  readonly files: number;
  readonly errors: number;
  /** Warnings, and what is less. */
  readonly warnings: number;
}

/** Notification from the server: which files are manifests of ours, whenever that changes. */
export const manifestsMethod = 'knative/manifests';

export interface ManifestsParams {
  readonly uris: readonly string[];
  /** Those of them that hold a build, or what builds can be run of. */
  readonly runnable: readonly string[];
}

/** Request from the server: the texts that files of the workspace have at Git's HEAD. */
export const committedTextsMethod = 'knative/committedTexts';

export interface CommittedTextsParams {
  readonly uris: readonly string[];
}

export interface CommittedTextsResult {
  /** By URI; a file that is not in Git, or not at HEAD, is missing. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Notification to the server, without parameters: HEAD has moved, the texts are to be asked for again. */
export const committedChangedMethod = 'knative/committedChanged';

/** Notification to the server: what the cluster has now; null when no cluster is known any more. */
export const inventoryMethod = 'knative/inventory';

export interface InventoryParams {
  readonly inventory: Inventory | null;
  /** The cluster's own feature flags and defaults, where they may be read; the user's settings count more. */
  readonly profile?: ClusterProfile;
}

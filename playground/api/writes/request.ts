/** What every write is given: the cluster it goes to, and who wants it how. */
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import type { Clock } from '../../clock.ts';
import type { Random } from '../../random.ts';
import type { FieldValidation } from '../admission/fields.ts';
import type { User } from '../auth/users.ts';
import type { ApiKind, Subresource } from '../kinds/kind.ts';
import type { Registry } from '../kinds/registry.ts';
import type { Store } from '../store/store.ts';

/** The cluster as writes need it. */
export interface Target {
  readonly store: Store;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly random: Random;
  readonly release: Release;
  /** Serving's settings as its config maps have them now. */
  readonly profile: () => ClusterProfile;
}

/** What the release of Kubernetes can do. */
export interface Release {
  readonly gitVersion: string;
  readonly major: string;
  readonly minor: string;
  /** Server-side apply and managed fields, and with them field validation. */
  readonly apply: boolean;
  /** Knative's webhooks of 2019 did not say whether they have side effects, so the server refused to dry run them. */
  readonly dryRunsWebhooks: boolean;
}

export interface WriteRequest {
  readonly user: User;
  /** The name of the field manager. */
  readonly manager: string;
  readonly dryRun: boolean;
  readonly validation: FieldValidation;
  /** Repeated keys in the body, in the words of the server. */
  readonly duplicates: readonly string[];
  /** Takes a warning for the answer's header. */
  readonly warn: (text: string) => void;
}

/** Which object is meant. */
export interface Place {
  readonly kind: ApiKind;
  /** '' for what belongs to the whole cluster. */
  readonly namespace: string;
  readonly name: string;
  /** '' for the object itself. */
  readonly subresource: Subresource | '';
}

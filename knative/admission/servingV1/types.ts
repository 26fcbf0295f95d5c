/** The types of a decoded object that the rules speak of, and what a rule is given besides the value. */
import type { Container } from '../../resources/core.ts';
import type { ObjectMeta } from '../../resources/meta.ts';
import type { RevisionSpec } from '../../resources/servingV1.ts';
import type { Settings } from './settings.ts';

export type { Container, ObjectMeta, RevisionSpec };
export type { RevisionTemplate, TrafficTarget } from '../../resources/servingV1.ts';

export type Volume = NonNullable<RevisionSpec['volumes']>[number];
export type ContainerPort = NonNullable<Container['ports']>[number];
export type VolumeMount = NonNullable<Container['volumeMounts']>[number];
export type Probe = NonNullable<Container['readinessProbe']>;
export type SecurityContext = NonNullable<Container['securityContext']>;
export type PodSecurityContext = NonNullable<RevisionSpec['securityContext']>;
export type EnvVar = NonNullable<Container['env']>[number];
export type EnvFrom = NonNullable<Container['envFrom']>[number];

/** What container a rule looks into. */
export type Role = 'serving' | 'sidecar' | 'init';

export interface PodRules {
  readonly settings: Settings;
  /** The volumes of the pod by name; of several with one name the last. */
  readonly volumes: ReadonlyMap<string, Volume>;
}

/** What the defaults depend on besides the object. */
export interface Defaulting {
  readonly settings: Settings;
  /** The name of the stored object's template where this is an update of it, '' for none. */
  readonly storedTemplateName?: string;
  readonly isUpdate: boolean;
}

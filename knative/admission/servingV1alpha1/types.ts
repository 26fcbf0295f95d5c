/** The types of a decoded object that the rules speak of. */
import type { Configuration, Revision, Route, Service } from '../../resources/servingV1alpha1.ts';

export type { Configuration, Revision, Route, Service };

export type ServiceSpec = NonNullable<Service['spec']>;
export type ConfigurationSpec = NonNullable<Configuration['spec']>;
export type RevisionSpec = NonNullable<Revision['spec']>;
export type TrafficTarget = NonNullable<NonNullable<Route['spec']>['traffic']>[number];
export type ObjectMeta = NonNullable<Service['metadata']>;
export type Container = NonNullable<RevisionSpec['container']>;
export type ContainerPort = NonNullable<Container['ports']>[number];
export type Probe = NonNullable<Container['readinessProbe']>;
export type BuildRef = NonNullable<RevisionSpec['buildRef']>;

/** What a rule is about, told by kind alone. */
import type { Resource } from '../resource.ts';

type Subject = (resource: Resource) => boolean;

/** Kinds of Serving with a revision template, in any version. */
export const hasTemplate: Subject = ({ apiVersion, kind }) =>
  (kind === 'Service' || kind === 'Configuration') && apiVersion.startsWith('serving.knative.dev/');

/** The same in today's form, `spec.template`. */
export const hasTemplateToday: Subject = (resource) => hasTemplate(resource) && !isOfOldServing(resource);

/** Kinds of Serving that send traffic to revisions, in any version. */
export const hasTraffic: Subject = ({ apiVersion, kind }) =>
  (kind === 'Service' || kind === 'Route') && apiVersion.startsWith('serving.knative.dev/');

/** The same in today's form, `spec.traffic` with tags. */
export const hasTrafficToday: Subject = (resource) => hasTraffic(resource) && !isOfOldServing(resource);

/** The Service of 2019 with its modes. */
export const isOldService: Subject = ({ apiVersion, kind }) =>
  kind === 'Service' && apiVersion === oldServing;

export const isBuild: Subject = ({ apiVersion, kind }) => kind === 'Build' && apiVersion === build;

export const isBuildTemplate: Subject = ({ apiVersion, kind }) =>
  (kind === 'BuildTemplate' || kind === 'ClusterBuildTemplate') && apiVersion === build;

/** Kinds of Tekton, except custom ones. */
export const isTekton: Subject = ({ apiVersion }) => apiVersion.startsWith('tekton.dev/');

const oldServing = 'serving.knative.dev/v1alpha1';
const build = 'build.knative.dev/v1alpha1';

export const isOfOldServing: Subject = ({ apiVersion }) => apiVersion === oldServing;

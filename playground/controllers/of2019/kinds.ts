/** The kinds of release 0.3 as the cluster names them. */

export const serviceKind = 'serving.knative.dev/v1alpha1 Service';
export const configurationKind = 'serving.knative.dev/v1alpha1 Configuration';
export const revisionKind = 'serving.knative.dev/v1alpha1 Revision';
export const routeKind = 'serving.knative.dev/v1alpha1 Route';
export const clusterIngressKind = 'networking.internal.knative.dev/v1alpha1 ClusterIngress';
export const buildKind = 'build.knative.dev/v1alpha1 Build';

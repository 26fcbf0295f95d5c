/** How the cluster remembers what we wrote. */
export const fieldManager = 'knative-tools';

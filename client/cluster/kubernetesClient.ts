/** What is used of `@kubernetes/client-node`. A file of our own, so that the bundle can load it late. */
export { KubeConfig } from '@kubernetes/client-node';

/** `knative-ls migrate`: manifests of 2019 in the API versions of today. */
export function runMigrate(_mode: 'print' | 'write' | 'diff', _paths: readonly string[]): number {
  return 2;
}

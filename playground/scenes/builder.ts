/** Who builds: a service account with a secret that opens a registry, in the words of Build and of Tekton. */
import type { Stage } from './stage.ts';

export const account = 'builder';

export function createBuilder({ client }: Stage): void {
  const registry = 'https://registry.example.com';
  client.create({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/basic-auth',
    metadata: {
      name: 'registry',
      namespace: 'default',
      annotations: { 'build.knative.dev/docker-0': registry, 'tekton.dev/docker-0': registry },
    },
    stringData: { username: 'builder', password: 'playground' },
  });
  client.create({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: account, namespace: 'default' },
    secrets: [{ name: 'registry' }],
  });
}

/** Builds of 2019 to look at: a template, one that succeeded, one whose code does not compile, one that lacks an argument. */
import type { JsonObject } from '#knative/json.ts';
import { account, createBuilder } from './builder.ts';
import type { Stage } from './stage.ts';

const apiVersion = 'build.knative.dev/v1alpha1';

export function builds(stage: Stage): void {
  createBuilder(stage);
  stage.client.create({
    apiVersion,
    kind: 'BuildTemplate',
    metadata: { name: 'kaniko', namespace: 'default' },
    spec: {
      parameters: [
        { name: 'IMAGE', description: 'The image to push, with its registry' },
        { name: 'DOCKERFILE', description: 'The Dockerfile to build', default: '/workspace/Dockerfile' },
      ],
      steps: [
        {
          name: 'build-and-push',
          image: 'gcr.io/kaniko-project/executor:v0.9.0',
          args: ['--dockerfile=${DOCKERFILE}', '--destination=${IMAGE}'],
        },
      ],
    },
  });
  start(stage, 'hello-image', { IMAGE: 'registry.example.com/samples/hello:v1' });
  start(stage, 'hello-broken', {
    IMAGE: 'registry.example.com/samples/hello:v2',
    DOCKERFILE: '/workspace/broken/Dockerfile',
  });
  start(stage, 'hello-unbound', { DOCKERFILE: '/workspace/Dockerfile' });
}

function start({ client }: Stage, name: string, values: Readonly<Record<string, string>>): void {
  const git = { url: 'https://github.com/knative/docs.git', revision: 'v0.3.0' };
  const template: JsonObject = {
    name: 'kaniko',
    arguments: Object.entries(values).map(([key, value]) => ({ name: key, value })),
  };
  const spec = { serviceAccountName: account, source: { git }, template };
  client.create({ apiVersion, kind: 'Build', metadata: { name, namespace: 'default' }, spec });
}

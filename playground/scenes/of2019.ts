/** The scenes of the cluster of 2019. */
import type { JsonObject } from '#knative/json.ts';
import { builds } from './buildsOf2019.ts';
import { demoContainer, loadFor, type Scenes, type Stage } from './stage.ts';

const kind = 'serving.knative.dev/v1alpha1 Service';

export const scenesOf2019: Scenes = {
  empty: () => undefined,
  welcome: (stage) => {
    builds(stage);
    canary(stage);
  },
  canary,
  builds: (stage) => {
    builds(stage);
    stage.pass(120);
  },
  'failed-rollout': (stage) => {
    canary(stage);
    const release = { revisions: ['canary-0001', 'canary-00002'] };
    stage.client.patch(kind, 'default', 'canary', 'merge', { spec: { release } });
    stage.pass(30);
  },
  scaled: (stage) => {
    const annotations = { 'autoscaling.knative.dev/target': '10', 'autoscaling.knative.dev/minScale': '1' };
    const container = { image: 'gcr.io/knative-samples/autoscale-go:0.1' };
    run(stage, 'busy', configurationOf(container, annotations));
    stage.pass(30);
    loadFor(stage, 'busy-00001', 35, 30);
  },
};

/** In the mode `release`: blue is current, green the candidate. */
function canary(stage: Stage): void {
  const annotations = { 'autoscaling.knative.dev/minScale': '1' };
  run(stage, 'canary', configurationOf(demoContainer('blue'), annotations));
  stage.pass(60);
  const release = (revisions: readonly string[], rolloutPercent: number): void => {
    const configuration = configurationOf(demoContainer('green'), annotations);
    const spec = { runLatest: null, release: { revisions, rolloutPercent, configuration } };
    stage.client.patch(kind, 'default', 'canary', 'merge', { spec });
  };
  release(['canary-00001'], 0);
  stage.pass(20);
  release(['canary-00001', 'canary-00002'], 20);
  stage.pass(20);
}

function run({ client }: Stage, name: string, configuration: JsonObject): void {
  client.create({
    apiVersion: 'serving.knative.dev/v1alpha1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { runLatest: { configuration } },
  });
}

function configurationOf(container: JsonObject, annotations: JsonObject): JsonObject {
  return { revisionTemplate: { metadata: { annotations }, spec: { container } } };
}

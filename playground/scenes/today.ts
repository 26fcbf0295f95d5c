/** The scenes of today's cluster. */
import type { Json, JsonObject } from '#knative/json.ts';
import { builds } from './buildsOfToday.ts';
import { demoContainer, loadFor, type Scenes, type Stage } from './stage.ts';

const kind = 'serving.knative.dev/v1 Service';
const scaling = (key: string): string => `autoscaling.knative.dev/${key}`;

export const scenesOfToday: Scenes = {
  empty: () => undefined,
  welcome: (stage) => {
    builds(stage);
    deploy(stage, 'hello', {
      image: 'gcr.io/knative-samples/helloworld-go',
      env: [{ name: 'TARGET', value: 'Knative' }],
    });
    stage.pass(30);
    canary(stage);
  },
  canary,
  builds: (stage) => {
    builds(stage);
    stage.pass(120);
  },
  'failed-rollout': (stage) => {
    canary(stage);
    // The slip of the tutorial: a zero is missing.
    route(stage, [
      { revisionName: 'canary-0001', percent: 80, tag: 'current' },
      { revisionName: 'canary-00002', percent: 20, tag: 'candidate' },
    ]);
    stage.pass(30);
  },
  scaled: (stage) => {
    const container = { image: 'gcr.io/knative-samples/autoscale-go:0.1' };
    deploy(stage, 'busy', container, { [scaling('target')]: '10', [scaling('min-scale')]: '1' });
    stage.pass(30);
    loadFor(stage, 'busy-00001', 35, 30);
  },
};

/** Blue has most of the requests, green is on trial. */
function canary(stage: Stage): void {
  deploy(stage, 'canary', demoContainer('blue'), { [scaling('min-scale')]: '1' });
  stage.pass(60);
  const template = templateOf(demoContainer('green'), { [scaling('min-scale')]: '1' });
  const traffic = [
    { revisionName: 'canary-00001', percent: 100, tag: 'current' },
    { latestRevision: true, percent: 0, tag: 'candidate' },
  ];
  stage.client.patch(kind, 'default', 'canary', 'merge', { spec: { template, traffic } });
  stage.pass(20);
  route(stage, [
    { revisionName: 'canary-00001', percent: 80, tag: 'current' },
    { revisionName: 'canary-00002', percent: 20, tag: 'candidate' },
  ]);
  stage.pass(20);
}

function route({ client }: Stage, traffic: readonly Json[]): void {
  client.patch(kind, 'default', 'canary', 'merge', { spec: { traffic } });
}

function deploy({ client }: Stage, name: string, container: JsonObject, annotations: JsonObject = {}): void {
  client.create({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { template: templateOf(container, annotations) },
  });
}

function templateOf(container: JsonObject, annotations: JsonObject): JsonObject {
  return { metadata: { annotations }, spec: { containers: [container] } };
}

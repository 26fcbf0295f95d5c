/** The extension itself, in a real VS Code, on the real control plane: the blue/green tutorial in v1. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { installBrowser } from '#scripts/browser.ts';
import { installCodeServer } from '#scripts/codeServer.ts';
import { doTutorial } from '../kit/tutorial.ts';
import { type ControlPlane, startControlPlane } from './controlPlane.ts';
import { whyNotHere } from './programs.ts';

const skip = whyNotHere() ?? false;
const namespace = 'tutorial';

const service = (colour: string): string => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: canary
spec:
  template:
    spec:
      containers:
        - image: gcr.io/knative-samples/knative-route-demo:${colour}
          env: [{ name: T_VERSION, value: ${colour} }]
`;

const split = `  traffic:
    - { tag: current, revisionName: canary-00001, percent: 80 } # blue
    - { tag: candidate, revisionName: canary-00002, percent: 20 } # green
`;

describe('VS Code on a real control plane', { skip }, () => {
  let plane: ControlPlane | undefined;

  before(async () => {
    await installCodeServer();
    await installBrowser();
    plane = await startControlPlane();
    await plane.createNamespace(namespace);
  });
  after(async () => plane?.stop());

  test('blue/green', async (t) => {
    assert.ok(plane);
    await doTutorial(t, {
      kubeconfig: await plane.kubeconfigFor('admin', namespace),
      context: 'control-plane',
      namespace,
      blue: service('blue'),
      green: `${service('green')}${split}`,
    });
  });
});

/** The suites of the extension's cluster layer on the real control plane: what it can do of what they ask for. */
import { readFile } from 'node:fs/promises';
import { after, before, describe } from 'node:test';
import { deploySuite } from '../clientSuite/deploySuite.ts';
import { rolloutSuite } from '../clientSuite/rolloutSuite.ts';
import { openWorld, type World } from '../clientSuite/world.ts';
import { type ControlPlane, startControlPlane } from './controlPlane.ts';
import { whyNotHere } from './programs.ts';

const skip = whyNotHere() ?? false;

describe('the cluster layer on a real control plane', { skip }, () => {
  let plane: ControlPlane;
  let world: World;

  before(async () => {
    plane = await startControlPlane();
    const kubeconfig = await readFile(plane.kubeconfig, 'utf8');
    const context = /current-context: ["']?([^"'\n]+)/.exec(kubeconfig)?.[1] ?? '';
    world = await openWorld({
      kubeconfig,
      context,
      capabilities: ['v1', 'controllers'],
      createNamespace: plane.createNamespace,
    });
  });
  after(async () => {
    await world.close();
    await plane.stop();
  });

  deploySuite(() => world);
  rolloutSuite(() => world);
});

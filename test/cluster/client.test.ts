/** The suites of the extension's cluster layer on the real control plane: what it can do of what they ask for. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe } from 'node:test';
import { parse } from 'yaml';
import { deploySuite } from '../clientSuite/deploySuite.ts';
import { rolloutSuite } from '../clientSuite/rolloutSuite.ts';
import { openWorld, type World } from '../clientSuite/world.ts';
import { type ControlPlane, startControlPlane } from './controlPlane.ts';
import { whyNotHere } from './programs.ts';

const skip = whyNotHere() ?? false;

describe('the cluster layer on a real control plane', { skip }, () => {
  let plane: ControlPlane | undefined;
  let world: World | undefined;

  before(async () => {
    plane = await startControlPlane();
    const kubeconfig = await readFile(plane.kubeconfig, 'utf8');
    const { 'current-context': context } = parse(kubeconfig) as { readonly 'current-context': string };
    world = await openWorld({
      kubeconfig,
      context,
      capabilities: ['v1', 'controllers'],
      createNamespace: plane.createNamespace,
    });
  });
  after(async () => {
    await world?.close();
    await plane?.stop();
  });

  const opened = (): World => {
    assert.ok(world);
    return world;
  };
  deploySuite(opened);
  rolloutSuite(opened);
});

/** The suites of the cluster layer on the playground, over HTTPS. */
import { after, before, describe } from 'node:test';
import { type Playground, startPlayground } from '#playground/start.ts';
import { deploySuite, deploySuiteOf2019 } from '../../../clientSuite/deploySuite.ts';
import { rolloutSuite } from '../../../clientSuite/rolloutSuite.ts';
import { openWorld, type Capability, type World } from '../../../clientSuite/world.ts';

const beyond: readonly Capability[] = ['controllers', 'logs', 'requests', 'failingImages'];

let playground: Playground;
let today: World;
let of2019: World;

before(async () => {
  playground = await startPlayground({ scene: 'empty' });
  const { kubeconfig } = playground;
  today = await openWorld({ kubeconfig, context: 'today', capabilities: ['v1', ...beyond] });
  of2019 = await openWorld({ kubeconfig, context: '2019', capabilities: ['v1alpha1', ...beyond] });
});

after(async () => {
  await today.close();
  await of2019.close();
  await playground.close();
});

describe('today', () => {
  deploySuite(() => today);
  rolloutSuite(() => today);
});

describe('2019', () => {
  deploySuiteOf2019(() => of2019);
  rolloutSuite(() => of2019);
});

/** The suites of the cluster layer on the playground, over HTTPS. */
import { after, before, describe } from 'node:test';
import { type Playground, startPlayground } from '#playground/start.ts';
import { deploySuite, deploySuiteOf2019 } from '../../../clientSuite/deploySuite.ts';
import { openWorld, type World } from '../../../clientSuite/world.ts';

let playground: Playground;
let today: World;
let of2019: World;

before(async () => {
  playground = await startPlayground();
  const { kubeconfig } = playground;
  today = await openWorld({ kubeconfig, context: 'today', capabilities: ['v1'] });
  of2019 = await openWorld({ kubeconfig, context: '2019', capabilities: ['v1alpha1'] });
});

after(async () => {
  await today.close();
  await of2019.close();
  await playground.close();
});

describe('today', () => deploySuite(() => today));
describe('2019', () => deploySuiteOf2019(() => of2019));

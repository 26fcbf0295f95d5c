/** The stage of a cluster that is in motion: its requests take the way that all requests take. */
import { admin } from '../api/auth/users.ts';
import type { Cluster } from '../api/cluster.ts';
import type { Load } from '../controllers/scaling/load.ts';
import { Dispatcher } from '../traffic/dispatcher.ts';
import type { Stage } from './stage.ts';

export function playOn(
  cluster: Cluster,
  load: Load,
  pass: Stage['pass'],
  play: (stage: Stage) => void,
): void {
  const dispatcher = new Dispatcher(cluster, load);
  const ask: Stage['ask'] = (revision, takes) => {
    dispatcher.dispatch('default', revision, (outcome) => {
      if (outcome.kind === 'pod') cluster.clock.after(takes, () => outcome.done(200));
    });
  };
  play({ client: cluster.as(admin, 'kubectl'), ask, pass });
  dispatcher.stop();
}

/** The context key `knative.cluster`: in what state the cluster is, for welcome views and menus. */
import { commands, workspace, type Disposable } from 'vscode';
import type { ClusterAccess } from '../clusterAccess.ts';

export function clusterContext(cluster: ClusterAccess): Disposable {
  let told = '';
  const tell = (): void => {
    const { phase } = cluster;
    if (phase === told) return;
    told = phase;
    void commands.executeCommand('setContext', 'knative.cluster', phase);
  };
  tell();
  const stops = [cluster.connection.onChange(tell), cluster.services.onChange(tell)];
  const trusted = workspace.onDidGrantWorkspaceTrust(tell);
  return {
    dispose() {
      for (const stop of stops) stop();
      trusted.dispose();
    },
  };
}

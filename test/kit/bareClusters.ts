/**
 * The playground's two clusters with nobody at work in them: what is in them is what a test puts there. Served over TLS as
 * ever, with a kubeconfig.
 */
import { admin, viewer } from '#playground/api/auth/users.ts';
import type { Cluster } from '#playground/api/cluster.ts';
import { serve, type ApiServer } from '#playground/api/http/server.ts';
import { loopbackCertificate } from '#playground/certificate.ts';
import { realClock } from '#playground/clock.ts';
import { kubeconfig } from '#playground/kubeconfig.ts';
import { clusterOf2019, todaysCluster } from '#playground/start.ts';

export interface BareCluster {
  readonly cluster: Cluster;
  readonly server: ApiServer;
}

export interface BareClusters {
  readonly today: BareCluster;
  readonly of2019: BareCluster;
  /** With the contexts `today`, `2019`, `today-viewer` and `2019-viewer`. */
  readonly kubeconfig: string;
  close(): Promise<void>;
}

export async function bareClusters(): Promise<BareClusters> {
  const certificate = await loopbackCertificate();
  const served = async (cluster: Cluster): Promise<BareCluster> => ({
    cluster,
    server: await serve(cluster, { ...certificate, port: 0 }),
  });
  const today = await served(todaysCluster(realClock, 1));
  const of2019 = await served(clusterOf2019(realClock, 2));
  const accesses = [admin, viewer('default')].flatMap((user) =>
    [today, of2019].map(({ cluster, server }) => {
      const token = globalThis.crypto.randomUUID();
      cluster.tokens.set(token, user);
      return {
        context: user === admin ? cluster.name : `${cluster.name}-viewer`,
        cluster: cluster.name,
        url: server.url,
        certificate: certificate.certificate,
        token,
      };
    }),
  );
  return {
    today,
    of2019,
    kubeconfig: kubeconfig(accesses),
    async close() {
      await Promise.all([today.server.close(), of2019.server.close()]);
    },
  };
}

/** Starts the playground: both clusters, their controllers, servers and ingresses, and the kubeconfig that leads to them. */
import { coreKinds, newerCoreKinds, olderCoreKinds } from './api/kinds/core.ts';
import { kindsOf2019, todaysKinds } from './api/kinds/knative.ts';
import { tektonKinds } from './api/kinds/tekton.ts';
import { admin, viewer } from './api/auth/users.ts';
import type { Cluster } from './api/cluster.ts';
import { createCluster } from './api/createCluster.ts';
import { type ApiServer, serve } from './api/http/server.ts';
import { type Certificate, loopbackCertificate } from './certificate.ts';
import { type Clock, realClock } from './clock.ts';
import type { Running } from './controllers/run.ts';
import { type Access, kubeconfig } from './kubeconfig.ts';
import { seededRandom } from './random.ts';
import { releaseOf2019, todaysRelease } from './releases.ts';
import { openingOf, openIngress, setInMotion } from './scenes/opening.ts';
import type { SceneName } from './scenes/stage.ts';
import { furnish } from './seed/common.ts';
import { furnishingOf2019 } from './seed/of2019.ts';
import { todaysFurnishing } from './seed/today.ts';
import type { Ingress } from './traffic/ingress.ts';

export interface PlaygroundOptions {
  readonly clock?: Clock;
  readonly seed?: number;
  /** What the clusters begin with, and with it the controllers that keep them going; absent: nothing moves by itself. */
  readonly scene?: SceneName;
}

export interface Served {
  readonly cluster: Cluster;
  readonly server: ApiServer;
  /** Where requests to its services come in; undefined while nothing moves. */
  readonly ingress: Ingress | undefined;
}

export interface Playground {
  readonly today: Served;
  readonly of2019: Served;
  /** YAML with the contexts `today`, `2019`, `today-viewer` and `2019-viewer`. */
  readonly kubeconfig: string;
  close(): Promise<void>;
}

export async function startPlayground({
  clock = realClock,
  seed = 1,
  scene,
}: PlaygroundOptions = {}): Promise<Playground> {
  const certificate = await loopbackCertificate();
  const opening = scene === undefined ? undefined : openingOf(clock);
  const time = opening?.clock ?? clock;
  const clusters = [todaysCluster(time, seed), clusterOf2019(time, seed + 1)] as const;
  const moving = clusters.map((cluster) =>
    scene === undefined || opening === undefined ? undefined : setInMotion(cluster, scene, opening),
  );
  opening?.goLive();
  const today = await served(clusters[0], certificate, moving[0]);
  const of2019 = await served(clusters[1], certificate, moving[1]);
  const accesses = [...accessesOf(today, certificate), ...accessesOf(of2019, certificate)];
  return {
    today,
    of2019,
    // The admin's contexts first.
    kubeconfig: kubeconfig(accesses.toSorted((a, b) => Number(isViewer(a)) - Number(isViewer(b)))),
    close: async () => {
      for (const running of moving) running?.stop();
      await Promise.all([today, of2019].map(closed));
    },
  };
}

/** The cluster of today, furnished, without a server. */
export function todaysCluster(clock: Clock, seed: number): Cluster {
  const kinds = [...coreKinds, ...newerCoreKinds, ...todaysKinds, ...tektonKinds];
  const cluster = createCluster({
    name: 'today',
    kinds,
    clock,
    random: seededRandom(seed),
    release: todaysRelease,
  });
  furnish(cluster, todaysFurnishing);
  return cluster;
}

/** The cluster of 2019, furnished, without a server. */
export function clusterOf2019(clock: Clock, seed: number): Cluster {
  const kinds = [...coreKinds, ...olderCoreKinds, ...kindsOf2019];
  const cluster = createCluster({
    name: '2019',
    kinds,
    clock,
    random: seededRandom(seed),
    release: releaseOf2019,
  });
  furnish(cluster, furnishingOf2019);
  return cluster;
}

async function served(
  cluster: Cluster,
  certificate: Certificate,
  running: Running | undefined,
): Promise<Served> {
  const ingress = running === undefined ? undefined : await openIngress(cluster, running);
  const server = await serve(cluster, { ...certificate, port: 0 });
  return { cluster, server, ingress };
}

async function closed({ server, ingress }: Served): Promise<void> {
  await Promise.all([server.close(), ingress?.close()]);
}

/** Tokens guard nothing but the loopback, yet nobody else's program should stumble in. */
function accessesOf({ cluster, server }: Served, { certificate }: Certificate): readonly Access[] {
  const users = [
    [cluster.name, admin],
    [`${cluster.name}-viewer`, viewer('default')],
  ] as const;
  return users.map(([context, user]) => {
    const token = globalThis.crypto.randomUUID();
    cluster.tokens.set(token, user);
    return { context, cluster: cluster.name, url: server.url, certificate, token };
  });
}

function isViewer({ context }: Access): boolean {
  return context.endsWith('-viewer');
}

/** Sets a cluster in motion and plays its scene, before anybody looks. */
import { systemUser } from '../api/auth/users.ts';
import type { Cluster } from '../api/cluster.ts';
import { isObject, type Json } from '#knative/json.ts';
import { listAt, objectAt } from '../api/object.ts';
import type { Clock, SteppedClock } from '../clock.ts';
import { type Running, runControllers } from '../controllers/run.ts';
import { type Ingress, startIngress } from '../traffic/ingress.ts';
import { headStart } from './headStart.ts';
import { play } from './scene.ts';
import { playOn } from './playOn.ts';
import type { SceneName } from './stage.ts';

/** Time as it passes until the playground is there. */
export interface Opening {
  readonly clock: Clock;
  readonly pass: (seconds: number) => void;
  readonly goLive: () => void;
}

/** Milliseconds before now in which the scene is played. */
const played = 5 * 60_000;

/** A clock that is stepped is stepped for the scene; the real one is run ahead of. */
export function openingOf(clock: Clock): Opening {
  if (isStepped(clock)) {
    return { clock, pass: (seconds) => clock.advance(seconds * 1000), goLive: () => undefined };
  }
  const ahead = headStart(clock, played);
  return { clock: ahead, pass: (seconds) => ahead.advance(seconds * 1000), goLive: () => ahead.goLive() };
}

function isStepped(clock: Clock): clock is SteppedClock {
  return 'advance' in clock;
}

export function setInMotion(cluster: Cluster, scene: SceneName, { pass }: Opening): Running {
  const running = runControllers(cluster);
  playOn(cluster, running.load, pass, (stage) => play(scene, cluster.name, stage));
  return running;
}

const gateways = [
  ['kourier-system', 'kourier'],
  ['istio-system', 'istio-ingressgateway'],
  ['istio-system', 'knative-ingressgateway'],
] as const;

/** Opens the ingress, and lets the gateways' Services say at which port of this machine. */
export async function openIngress(cluster: Cluster, { load }: Running): Promise<Ingress> {
  const ingress = await startIngress(cluster, load);
  const client = cluster.as(systemUser, 'cloud-provider');
  for (const [namespace, name] of gateways) {
    const service = client.find('v1 Service', namespace, name);
    if (service === undefined) continue;
    const ports = listAt(service['spec'], 'ports').map((port) => withPort(port, ingress.port));
    client.update({ ...service, spec: { ...objectAt(service, 'spec'), ports } });
  }
  return ingress;
}

function withPort(port: Json, number: number): Json {
  return isObject(port) && port['name'] === 'http2' ? { ...port, port: number } : port;
}

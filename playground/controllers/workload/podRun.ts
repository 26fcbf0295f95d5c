/** One pod on the node, from the pull of its images on; each behaviour of an image is a life of its own. */
import { type ApiObject, listAt, nameOf, namespaceOf, textAt, uidOf } from '../../api/object.ts';
import type { Timer } from '../../clock.ts';
import { type Environment, say } from '../environment.ts';
import { writeStatus } from '../reconciled.ts';
import type { Behaviour } from './images.ts';
import { crashLine, environmentOfPod, proxyStartLine, startLines } from './output.ts';
import { podStatus, type PodStage } from './podStatus.ts';

/** Milliseconds. */
const slowStart = 20_000;
const timeToCrash = 300;
const firstBackOff = 10_000;
const longestBackOff = 300_000;
const probePeriod = 10_000;

export class PodRun {
  readonly #environment: Environment;
  readonly #pod: ApiObject;
  readonly #behaviour: Behaviour;
  #stage: PodStage;
  #timer: Timer | undefined;
  #isOver = false;

  constructor(environment: Environment, pod: ApiObject, behaviour: Behaviour, ip: string) {
    this.#environment = environment;
    this.#pod = pod;
    this.#behaviour = behaviour;
    const creating = { kind: 'waiting', reason: 'ContainerCreating' } as const;
    this.#stage = {
      user: creating,
      proxy: creating,
      restarts: 0,
      started: environment.cluster.clock.now(),
      ip,
    };
  }

  start(): void {
    this.#report({});
    this.#say('Pulling', `Pulling image ${JSON.stringify(this.#image())}`);
    this.#after(this.#environment.timings.podStart, () => this.#pulled());
  }

  stop(): void {
    this.#isOver = true;
    this.#timer?.stop();
  }

  #pulled(): void {
    switch (this.#behaviour) {
      case 'missing':
        return this.#cannotPull('not found', 1);
      case 'forbidden':
        return this.#cannotPull(
          'failed to authorize: failed to fetch oauth token: unexpected status: 403 Forbidden',
          1,
        );
      case 'serves':
      case 'crashes':
      case 'unready':
      case 'slow':
        this.#say('Pulled', `Successfully pulled image ${JSON.stringify(this.#image())}`);
        return this.#run();
    }
  }

  /** First the error, then the wait before the next attempt, longer each time. */
  #cannotPull(why: string, attempt: number): void {
    const image = JSON.stringify(this.#image());
    const message = `failed to pull and unpack image ${image}: ${why}`;
    this.#say('Failed', `Failed to pull image ${image}: ${message}`, 'Warning');
    this.#report({ user: { kind: 'waiting', reason: 'ErrImagePull', message }, proxy: this.#running(true) });
    this.#after(2000, () => {
      const backOff = `Back-off pulling image ${image}`;
      this.#say('BackOff', backOff);
      this.#report({
        user: { kind: 'waiting', reason: 'ImagePullBackOff', message: `${backOff}: ${message}` },
      });
      this.#after(this.#backOff(attempt), () => this.#cannotPull(why, attempt + 1));
    });
  }

  #run(): void {
    const { cluster } = this.#environment;
    const container = this.#container();
    this.#say('Created', `Created container: ${container}`);
    this.#say('Started', `Started container ${container}`);
    for (const line of startLines(this.#pod, cluster.clock.now()))
      cluster.logs.write(uidOf(this.#pod), container, line);
    if (this.#stage.restarts === 0) {
      const { K_REVISION = '' } = environmentOfPod(this.#pod);
      cluster.logs.write(uidOf(this.#pod), 'queue-proxy', proxyStartLine(cluster.clock.now(), K_REVISION));
    }
    switch (this.#behaviour) {
      case 'crashes':
        this.#report({ user: this.#running(false), proxy: this.#running(false) });
        return this.#after(timeToCrash, () => this.#crash());
      case 'unready':
        this.#report({ user: this.#running(true), proxy: this.#running(false) });
        return this.#after(probePeriod, () => this.#failProbe());
      case 'slow':
        this.#report({ user: this.#running(true), proxy: this.#running(false) });
        return this.#after(slowStart, () => this.#ready());
      default:
        return this.#ready();
    }
  }

  #ready(): void {
    this.#report({ user: this.#running(true), proxy: this.#running(true) });
  }

  #crash(): void {
    const { cluster } = this.#environment;
    const container = this.#container();
    const now = cluster.clock.now();
    const line = crashLine(now);
    cluster.logs.write(uidOf(this.#pod), container, line);
    const restarts = this.#stage.restarts;
    const wait = this.#backOff(restarts + 1);
    const owner = `${nameOf(this.#pod)}_${namespaceOf(this.#pod)}(${uidOf(this.#pod)})`;
    const message = `back-off ${wait / 1000}s restarting failed container=${container} pod=${owner}`;
    this.#say('BackOff', `Back-off restarting failed container ${container} in pod ${owner}`, 'Warning');
    this.#report({
      user: { kind: 'waiting', reason: 'CrashLoopBackOff', message },
      ended: { exitCode: 1, message: line, at: now },
      restarts: restarts + 1,
    });
    this.#after(wait, () => {
      cluster.logs.restart(uidOf(this.#pod), container);
      this.#run();
    });
  }

  #failProbe(): void {
    const message = 'Readiness probe failed: HTTP probe failed with statuscode: 503';
    this.#say('Unhealthy', message, 'Warning', 'queue-proxy');
    this.#after(probePeriod, () => this.#failProbe());
  }

  #running(ready: boolean): PodStage['user'] {
    return { kind: 'running', ready, since: this.#environment.cluster.clock.now() };
  }

  #backOff(attempt: number): number {
    return Math.min(longestBackOff, firstBackOff * 2 ** (attempt - 1));
  }

  #report(change: Partial<PodStage>): void {
    this.#stage = { ...this.#stage, ...change };
    const { system, cluster } = this.#environment;
    const pod = system.find('v1 Pod', namespaceOf(this.#pod), nameOf(this.#pod)) ?? this.#pod;
    writeStatus(system, this.#pod, podStatus(pod, this.#stage, cluster.clock.now()));
  }

  #after(milliseconds: number, work: () => void): void {
    this.#timer = this.#environment.cluster.clock.after(milliseconds, () => {
      if (!this.#isOver) work();
    });
  }

  #say(
    reason: string,
    message: string,
    type: 'Normal' | 'Warning' = 'Normal',
    container = this.#container(),
  ): void {
    const fieldPath = `spec.containers{${container}}`;
    say(this.#environment, this.#pod, 'kubelet', reason, message, { type, fieldPath });
  }

  #container(): string {
    return textAt(listAt(this.#pod['spec'], 'containers')[0], 'name');
  }

  #image(): string {
    return textAt(listAt(this.#pod['spec'], 'containers')[0], 'image');
  }
}

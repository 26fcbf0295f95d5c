/** One pod that works off its steps, on the node: each container plays its act, and what it writes can be followed. */
import type { Timer } from '../../../clock.ts';
import { type ApiObject, labelsOf, nameOf, namespaceOf, textAt, uidOf } from '../../../api/object.ts';
import { type Environment, say } from '../../environment.ts';
import { writeStatus } from '../../reconciled.ts';
import { behaviourOf, type Registries } from '../../workload/images.ts';
import type { Act, Props } from '../steps/act.ts';
import { actOf } from '../steps/stepAct.ts';
import { batchStatus } from './batchStatus.ts';
import { type Member, membersOf, type State } from './containers.ts';
import { unmountable, unset } from './needs.ts';
import { hasRegistrySecret, stepOf } from './stepOf.ts';
import { type End, goesOnAfterErrors, resultsIn, terminationMessage } from './termination.ts';

/** Milliseconds. */
const containerStart = 300;
const tryAgain = 10_000;

/** Whether it is a pod of a Build or a TaskRun. */
export function isBatchPod(pod: ApiObject): boolean {
  const labels = labelsOf(pod);
  return labels['build.knative.dev/buildName'] !== undefined || labels['tekton.dev/taskRun'] !== undefined;
}

export class BatchPod {
  readonly #environment: Environment;
  readonly #registry: Registries;
  readonly #pod: ApiObject;
  readonly #ip: string;
  readonly #members: readonly Member[];
  readonly #started: number;
  readonly #timers = new Set<Timer>();
  #isOver = false;

  constructor(environment: Environment, registry: Registries, pod: ApiObject, ip: string) {
    this.#environment = environment;
    this.#registry = registry;
    this.#pod = pod;
    this.#ip = ip;
    this.#members = membersOf(pod);
    this.#started = environment.cluster.clock.now();
  }

  start(): void {
    this.#report();
    this.#mount();
  }

  stop(): void {
    this.#isOver = true;
    for (const timer of this.#timers) timer.stop();
  }

  #mount(): void {
    const why = unmountable(this.#environment.system, this.#pod);
    if (why === undefined) return this.#after(this.#environment.timings.podStart, () => this.#next());
    say(this.#environment, this.#pod, 'kubelet', 'FailedMount', why, { type: 'Warning' });
    this.#after(tryAgain, () => this.#mount());
  }

  /** The next init container, or all the others. */
  #next(): void {
    const initial = this.#members.find(({ isInit, state }) => isInit && state.kind !== 'terminated');
    if (initial !== undefined) return this.#prepare(initial, () => this.#play(initial, () => this.#next()));
    const main = this.#members.filter(({ isInit }) => !isInit);
    let left = main.length;
    for (const member of main) {
      this.#prepare(member, () => {
        left -= 1;
        this.#set(member, { kind: 'running', since: this.#now });
        if (left === 0) this.#inTurn(main);
      });
    }
  }

  /** All run, but each waits for the one before; after one that failed the others only end (Tekton's entrypoint). */
  #inTurn([member, ...later]: readonly Member[]): void {
    if (member === undefined) return;
    this.#play(member, (exitCode) => {
      if (exitCode === 0) return this.#inTurn(later);
      this.#after(50, () => {
        for (const one of later)
          this.#end(one, { exitCode: 1, since: this.#now, results: {}, reason: 'Skipped' });
        this.#report();
      });
    });
  }

  /** Pulls its image and sets its variables; goes on as soon as both are there. */
  #prepare(member: Member, ready: () => void): void {
    const image = JSON.stringify(textAt(member.container, 'image'));
    const behaviour = behaviourOf(this.#written(member));
    const missing = unset(this.#environment.system, this.#pod, member.container);
    if (behaviour === 'missing' || behaviour === 'forbidden') {
      const why =
        behaviour === 'missing' ? 'not found' : 'failed to authorize: unexpected status: 403 Forbidden';
      return this.#cannotPull(member, `failed to pull and unpack image ${image}: ${why}`, ready);
    }
    if (missing !== undefined) {
      this.#say(member, 'Failed', `Error: ${missing}`, 'Warning');
      this.#set(member, { kind: 'waiting', reason: 'CreateContainerConfigError', message: missing });
      return this.#after(tryAgain, () => this.#prepare(member, ready));
    }
    this.#say(member, 'Pulled', `Successfully pulled image ${image}`);
    this.#after(containerStart, ready);
  }

  #cannotPull(member: Member, message: string, ready: () => void): void {
    const image = JSON.stringify(textAt(member.container, 'image'));
    this.#say(member, 'Failed', `Failed to pull image ${image}: ${message}`, 'Warning');
    this.#set(member, { kind: 'waiting', reason: 'ErrImagePull', message });
    this.#after(2000, () => {
      this.#set(member, {
        kind: 'waiting',
        reason: 'ImagePullBackOff',
        message: `Back-off pulling image ${image}`,
      });
      this.#after(tryAgain, () => this.#prepare(member, ready));
    });
  }

  /** Runs a container from its first line to its end. */
  #play(member: Member, done: (exitCode: number) => void): void {
    const since = this.#now;
    const { cluster } = this.#environment;
    if (member.state.kind !== 'running') this.#set(member, { kind: 'running', since });
    this.#say(member, 'Started', `Started container ${member.name}`);
    cluster.logs.start(uidOf(this.#pod), member.name);
    const act = actOf(stepOf(this.#pod, member.container, this.#written(member), this.#props()));
    this.#write(member, act, 0, () => {
      const { exitCode, files } = act;
      // One that hangs is ended with its pod.
      if (exitCode === undefined) return;
      const isForgiven = exitCode !== 0 && goesOnAfterErrors(member.container);
      const end = { exitCode: isForgiven ? 0 : exitCode, since, results: resultsIn(files), reason: '' };
      this.#end(member, isForgiven ? { ...end, forgiven: exitCode } : end);
      this.#report();
      if (end.exitCode === 0 || !member.isInit) done(end.exitCode);
    });
  }

  #write(member: Member, act: Act, index: number, done: () => void): void {
    const beat = act.beats[index];
    if (beat === undefined) return this.#after(act.rest, done);
    this.#after(beat.after, () => {
      this.#environment.cluster.logs.write(uidOf(this.#pod), member.name, beat.text);
      this.#write(member, act, index + 1, done);
    });
  }

  #end(member: Member, end: End): void {
    const isTekton = labelsOf(this.#pod)['tekton.dev/taskRun'] !== undefined && !member.isInit;
    const message = isTekton ? terminationMessage(end) : '';
    member.state = {
      kind: 'terminated',
      exitCode: end.exitCode,
      // What the container runtime knows; Tekton's own time is in the message.
      since: member.state.kind === 'running' ? member.state.since : end.since,
      until: this.#now,
      message,
    };
    this.#environment.cluster.logs.end(uidOf(this.#pod), member.name);
  }

  #props(): Props {
    const { cluster, system } = this.#environment;
    return {
      now: this.#now,
      isOld: cluster.registry.find('build.knative.dev/v1alpha1 Build') !== undefined,
      canPush: hasRegistrySecret(this.#pod, (name) => system.find('v1 Secret', namespaceOf(this.#pod), name)),
      digestOf: (image) => {
        const found = this.#registry.resolve(image);
        return 'image' in found ? (found.image.split('@')[1] ?? '') : `sha256:${'0'.repeat(64)}`;
      },
    };
  }

  get #now(): number {
    return this.#environment.cluster.clock.now();
  }

  #written({ container }: Member): string {
    return this.#registry.written(textAt(container, 'image'));
  }

  #set(member: Member, state: State): void {
    member.state = state;
    this.#report();
  }

  #report(): void {
    const { system } = this.#environment;
    const pod = system.find('v1 Pod', namespaceOf(this.#pod), nameOf(this.#pod)) ?? this.#pod;
    const circumstances = { started: this.#started, ip: this.#ip, now: this.#now };
    writeStatus(system, this.#pod, batchStatus(pod, this.#members, circumstances));
  }

  #after(milliseconds: number, work: () => void): void {
    const timer = this.#environment.cluster.clock.after(milliseconds, () => {
      this.#timers.delete(timer);
      if (!this.#isOver) work();
    });
    this.#timers.add(timer);
  }

  #say({ name }: Member, reason: string, message: string, type: 'Normal' | 'Warning' = 'Normal'): void {
    say(this.#environment, this.#pod, 'kubelet', reason, message, {
      type,
      fieldPath: `spec.containers{${name}}`,
    });
  }
}

/** How far a deployment has come, step by step, read from the objects that the controllers make of it. Pure. */
import { conditionOf, conditionsOf, readinessOf, type Condition } from '#knative/conditions.ts';
import { listAt, numberAt, textAt } from '#knative/json.ts';
import { jsonOf, type KubeObject } from './object.ts';
import { podOf } from './pods.ts';

export type StepName = 'configuration' | 'revision' | 'image' | 'pods' | 'route' | 'ready';

export interface Step {
  readonly name: StepName;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
}

/** What was deployed, as it is now, and what became of it. */
export interface RolloutObjects {
  /** Undefined once it is gone. */
  readonly subject: KubeObject | undefined;
  readonly configuration: KubeObject | undefined;
  /** The newest one of the configuration. */
  readonly revision: KubeObject | undefined;
  readonly route: KubeObject | undefined;
  readonly pods: readonly KubeObject[];
}

export type RolloutPhase =
  | 'running'
  /** Runs on, but pods wait for something that will not come by itself: Knative gives up after ten minutes. */
  | 'stuck'
  | 'ready'
  | 'failed'
  | 'gone';

export interface RolloutProgress {
  readonly phase: RolloutPhase;
  readonly steps: readonly Step[];
  /** '' while there is none. */
  readonly revision: string;
  readonly pods: { readonly ready: number; readonly all: number };
  /** '' while it has none. */
  readonly url: string;
}

/** Which steps there are for a kind; none where nothing says when it is done. */
export function stepsFor(kind: string): readonly StepName[] {
  switch (kind) {
    case 'Service':
      return ['configuration', 'revision', 'image', 'pods', 'route', 'ready'];
    case 'Configuration':
      return ['revision', 'image', 'pods', 'ready'];
    case 'Route':
      return ['route', 'ready'];
    case 'Revision':
      return ['image', 'pods', 'ready'];
    default:
      return ['ready'];
  }
}

export function rolloutProgress(kind: string, objects: RolloutObjects): RolloutProgress {
  const { subject, revision, pods } = objects;
  const phase = phaseOf(objects);
  const base = {
    revision: revision?.metadata.name ?? '',
    pods: { ready: pods.filter((pod) => podOf(pod).ready).length, all: pods.length },
    url: urlOf(subject),
  };
  let open = true;
  const steps = stepsFor(kind).map((name): Step => {
    if (!open) return { name, state: 'waiting' };
    if (phase === 'ready' || isDone[name](objects)) return { name, state: 'done' };
    open = false;
    return { name, state: phase === 'failed' || phase === 'stuck' ? 'failed' : 'running' };
  });
  return { ...base, phase, steps };
}

/** A status that speaks of an older spec, its own or that of what it is made of, says nothing about this deployment. */
function phaseOf({ subject, configuration, route, pods }: RolloutObjects): RolloutPhase {
  if (subject === undefined) return 'gone';
  const isCurrent = [configuration, route].every((child) => child === undefined || isObserved(child));
  switch (readinessOf(jsonOf(subject))) {
    case 'ready':
      return isCurrent ? 'ready' : 'running';
    case 'failed':
      return isCurrent ? 'failed' : 'running';
    case 'unknown':
    case 'updating':
      return pods.some(isStuck) ? 'stuck' : 'running';
  }
}

const hopeless =
  /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|CreateContainerConfigError|CreateContainerError|CrashLoopBackOff|RunContainerError)$/;

function isStuck(pod: KubeObject): boolean {
  const scheduled = conditionOf(jsonOf(pod), 'PodScheduled');
  return (
    hopeless.test(podOf(pod).state) || (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable')
  );
}

const isDone: Readonly<Record<StepName, (objects: RolloutObjects) => boolean>> = {
  configuration: ({ subject, configuration }) => configuration !== undefined && isObserved(subject),
  revision: ({ configuration, subject, revision }) =>
    revision !== undefined && isObserved(configuration ?? subject),
  image: ({ revision, pods }) => isImageKnown(revision, pods),
  pods: ({ revision }) => revision !== undefined && readinessOf(jsonOf(revision)) === 'ready',
  route: ({ route }) => route !== undefined && readinessOf(jsonOf(route)) === 'ready',
  ready: (objects) => phaseOf(objects) === 'ready',
};

/** Whether the controllers have seen the spec that is stored. */
function isObserved(object: KubeObject | undefined): boolean {
  if (object?.status === undefined) return false;
  const observed = numberAt(object.status, 'observedGeneration');
  return observed === undefined || observed >= (object.metadata.generation ?? 0);
}

/** Its digest is known, or somebody pulls it already (of hosts where tags are not looked up). */
function isImageKnown(revision: KubeObject | undefined, pods: readonly KubeObject[]): boolean {
  if (revision === undefined) return false;
  if (failedConditions(revision).some(({ reason }) => reason === 'ContainerMissing')) return false;
  const hasDigest =
    listAt(revision.status, 'containerStatuses').some((one) => textAt(one, 'imageDigest') !== '') ||
    textAt(revision.status, 'imageDigest') !== '';
  const isPulled = pods.some((pod) =>
    listAt(pod.status, 'containerStatuses').some((one) => textAt(one, 'imageID') !== ''),
  );
  return hasDigest || isPulled || conditionOf(jsonOf(revision), 'ResourcesAvailable')?.status === 'True';
}

function failedConditions(object: KubeObject): readonly Condition[] {
  return conditionsOf(jsonOf(object)).filter(({ status }) => status === 'False');
}

/** 0.3 has the host alone. */
function urlOf(subject: KubeObject | undefined): string {
  const url = textAt(subject?.status, 'url');
  const domain = textAt(subject?.status, 'domain');
  return url === '' && domain !== '' ? `http://${domain}` : url;
}

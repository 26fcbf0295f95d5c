/** A Build of 2019, a TaskRun or a PipelineRun read the same way: its tasks and their steps, how they are doing, and why not better. */
import type { JsonObject } from '../json.ts';
import type { Text } from '../text.ts';

export type BuildKind = 'Build' | 'TaskRun' | 'PipelineRun';

/** `pending`: none of its steps has begun. */
export type BuildState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export type StepState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'cancelled';

export interface BuildReading {
  readonly kind: BuildKind;
  readonly apiVersion: string;
  readonly namespace: string;
  readonly name: string;
  readonly state: BuildState;
  /** RFC 3339; '' where it has not begun. */
  readonly started: string;
  /** RFC 3339; '' where it has not ended. */
  readonly ended: string;
  readonly created: string;
  /** One without a name for a Build or a TaskRun; those of a PipelineRun in the order they began. */
  readonly tasks: readonly BuildTask[];
  /** What keeps it from going on, or made it fail; undefined while there is nothing to say. */
  readonly why: Text | undefined;
  /** The cluster's own words, '' where it has none. */
  readonly message: string;
  /** What it made, such as the digest of an image. */
  readonly results: readonly BuildResult[];
  readonly object: JsonObject;
}

export interface BuildTask {
  /** '' for the only one. */
  readonly name: string;
  readonly state: BuildState | 'skipped';
  readonly started: string;
  readonly ended: string;
  /** '' while there is none. */
  readonly pod: string;
  readonly steps: readonly BuildStep[];
  readonly why: Text | undefined;
}

export interface BuildStep {
  /** As in the manifest, `git-source-0` for the first source of a Build. */
  readonly name: string;
  readonly container: string;
  readonly pod: string;
  readonly state: StepState;
  /** RFC 3339; '' where it has not begun. */
  readonly started: string;
  readonly ended: string;
  readonly exitCode: number | undefined;
  /** Kubernetes' word for how it ended or why it waits: `Error`, `OOMKilled`, `ImagePullBackOff`; '' for none. */
  readonly reason: string;
  readonly message: string;
  readonly image: string;
}

export interface BuildResult {
  readonly name: string;
  readonly value: string;
}

/** Whether it goes on by itself. */
export function isUnderWay({ state }: Pick<BuildReading, 'state'>): boolean {
  return state === 'pending' || state === 'running';
}

/** The step that made it fail. */
export function failedStep({ tasks }: Pick<BuildReading, 'tasks'>): BuildStep | undefined {
  return tasks.flatMap(({ steps }) => steps).find(({ state }) => state === 'failed');
}

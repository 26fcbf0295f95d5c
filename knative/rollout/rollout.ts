/**
 * How the requests of a Service are split, as its spec asks for it and as far as its status can say which revision is
 * meant; the same for `traffic` of today and for the modes of 2019.
 */
import { listAt, member, numberAt, textAt, type Json, type JsonObject } from '../json.ts';

export type RolloutForm = 'traffic' | 'runLatest' | 'release' | 'pinned' | 'manual';

export interface Target {
  /** The revision that is meant; '' where it follows the latest and that is not known yet. */
  readonly revision: string;
  /** Follows whichever revision is the newest that is ready. */
  readonly latest: boolean;
  /** 0 to 100. */
  readonly percent: number;
  readonly tag?: string;
}

export interface Rollout {
  readonly form: RolloutForm;
  /** In the order of the spec; those of the mode `release` have its tags. */
  readonly targets: readonly Target[];
  /** What most requests get … */
  readonly current: Target | undefined;
  /** … and what is on trial beside it; undefined while there is nothing on trial. */
  readonly candidate: Target | undefined;
  /** '' where the status does not say. */
  readonly latestReady: string;
  readonly latestCreated: string;
}

/** Reads a Service of any API version. */
export function readRollout(service: JsonObject): Rollout {
  const spec = service['spec'];
  const latestReady = textAt(service['status'], 'latestReadyRevisionName');
  const latestCreated = textAt(service['status'], 'latestCreatedRevisionName');
  const form = formOf(spec);
  const targets = targetsOf(form, spec, latestReady);
  const { current, candidate } = onTrial(targets);
  return { form, targets, current, candidate, latestReady, latestCreated };
}

/** The shares as short as can be: `80/20`, the current first; `100` while nothing is on trial. */
export function shortSplit({ targets, current, candidate }: Rollout): string {
  if (current === undefined) return '';
  const rest = targets.filter((one) => one !== current && one !== candidate && one.percent > 0);
  const shown = [current, ...(candidate === undefined ? [] : [candidate]), ...rest];
  return shown.map(({ percent }) => percent).join('/');
}

function formOf(spec: Json | undefined): RolloutForm {
  const modes = ['runLatest', 'release', 'pinned', 'manual'] as const;
  return modes.find((mode) => member(spec, mode) !== undefined) ?? 'traffic';
}

function targetsOf(form: RolloutForm, spec: Json | undefined, latestReady: string): readonly Target[] {
  const latest: Target = { revision: latestReady, latest: true, percent: 100 };
  switch (form) {
    case 'runLatest':
      return [latest];
    case 'pinned':
      return [{ revision: textAt(member(spec, 'pinned'), 'revisionName'), latest: false, percent: 100 }];
    case 'release':
      return releaseTargets(member(spec, 'release'), latestReady);
    case 'manual':
      return [];
    case 'traffic': {
      const traffic = listAt(spec, 'traffic');
      if (traffic.length === 0) return [latest];
      return traffic.map((item) => trafficTarget(item, latestReady));
    }
  }
}

function trafficTarget(item: Json, latestReady: string): Target {
  const revisionName = textAt(item, 'revisionName');
  const tag = textAt(item, 'tag');
  return {
    revision: revisionName === '' ? latestReady : revisionName,
    latest: revisionName === '',
    percent: numberAt(item, 'percent') ?? 0,
    ...(tag !== '' && { tag }),
  };
}

/** What the Route of a `release` gets (knative/serving 0.3 pkg/reconciler/v1alpha1/service/resources/route.go). */
function releaseTargets(release: Json | undefined, latestReady: string): readonly Target[] {
  const [current, candidate] = listAt(release, 'revisions');
  const percent = numberAt(release, 'rolloutPercent') ?? 0;
  const target = (name: Json | undefined, share: number, tag: string): Target => {
    const latest = name === '@latest';
    const revision = typeof name === 'string' && !latest ? name : latestReady;
    return { revision, latest, percent: share, tag };
  };
  const latest: Target = { revision: latestReady, latest: true, percent: 0, tag: 'latest' };
  if (current === undefined) return [latest];
  if (candidate === undefined) return [target(current, 100, 'current'), latest];
  return [target(current, 100 - percent, 'current'), target(candidate, percent, 'candidate'), latest];
}

/**
 * Who is on trial: the target tagged `candidate`; else of several revisions the newest. The current one is the target
 * tagged `current`, else that with the most requests among the others.
 */
function onTrial(targets: readonly Target[]): Pick<Rollout, 'current' | 'candidate'> {
  const candidate = targets.find(({ tag }) => tag === 'candidate') ?? newestOfSeveral(targets);
  const others = targets.filter((one) => one !== candidate && one.revision !== candidate?.revision);
  const tagged = others.find(({ tag }) => tag === 'current');
  const current = tagged ?? others.toSorted((a, b) => b.percent - a.percent)[0];
  if (current === undefined) return { current: candidate, candidate: undefined };
  return { current, candidate };
}

function newestOfSeveral(targets: readonly Target[]): Target | undefined {
  const serving = targets.filter(({ percent, tag }) => percent > 0 || tag === undefined);
  if (new Set(serving.map(({ revision }) => revision)).size < 2) return undefined;
  const following = serving.find(({ latest }) => latest);
  return following ?? serving.toSorted((a, b) => compareRevisions(b.revision, a.revision))[0];
}

/** Generated names by their number; others by the alphabet, as nothing better is known. */
function compareRevisions(a: string, b: string): number {
  const [numberOfA, numberOfB] = [generation(a), generation(b)];
  if (numberOfA !== undefined && numberOfB !== undefined) return numberOfA - numberOfB;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function generation(revision: string): number | undefined {
  const digits = /-(\d{5,})$/.exec(revision)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

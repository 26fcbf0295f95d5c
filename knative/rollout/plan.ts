/**
 * What must change in a Service for its requests to be split otherwise. The same plan is a patch for the cluster and an
 * edit for the file. Plans keep the total at 100; what cannot be done is refused in a sentence.
 */
import type { JsonObject } from '../json.ts';
import { text, type Text } from '../text.ts';
import type { Intention, Plan } from './intention.ts';
import { planRelease } from './release.ts';
import { readRollout, type Rollout, type Target } from './rollout.ts';
import { trafficChanges } from './trafficChanges.ts';

/** The plan for a Service as it is stored or written now. */
export function planRollout(service: JsonObject, intention: Intention): Plan {
  const rollout = readRollout(service);
  switch (rollout.form) {
    case 'traffic':
      return planTraffic(service, rollout, intention);
    case 'manual':
      return refuse(text('The Service is set to manual: its Route is yours to change.'));
    default:
      return planRelease(rollout, intention);
  }
}

function planTraffic(service: JsonObject, rollout: Rollout, intention: Intention): Plan {
  const after = wantedTargets(rollout, intention);
  if ('refusal' in after) return after;
  const sum = after.targets.reduce((total, { percent }) => total + percent, 0);
  if (sum !== 100) return refuse(text('The shares add up to {0}, not to 100.', sum));
  if (after.targets.some(({ percent }) => !Number.isInteger(percent) || percent < 0)) {
    return refuse(text('Each share must be a whole number from 0 to 100.'));
  }
  return { changes: trafficChanges(service, rollout.targets, after.targets), after: after.targets };
}

type Wanted = { readonly targets: readonly Target[] } | { readonly refusal: Text };

function wantedTargets(rollout: Rollout, intention: Intention): Wanted {
  const { targets, candidate } = rollout;
  switch (intention.kind) {
    case 'targets':
      return intention;
    case 'shift':
      if (candidate === undefined) return nothingOnTrial();
      return betweenTwo(rollout, Math.min(100, Math.max(0, candidate.percent + intention.by)));
    case 'candidate':
      return betweenTwo(rollout, intention.percent);
    case 'promote':
      return promoted(rollout);
    case 'rollBack':
      return { targets: allToRevision(targets, intention.revision) };
    case 'startCanary':
      return canaryStarted(rollout, intention.percent);
  }
}

function nothingOnTrial(): { readonly refusal: Text } {
  return refuse(text('There is one revision only: deploy another to split the requests between them.'));
}

/** The candidate gets so much, and the current what the others leave. */
function betweenTwo({ targets, current, candidate }: Rollout, percent: number): Wanted {
  if (current === undefined || candidate === undefined) return nothingOnTrial();
  const both = current.percent + candidate.percent;
  if (percent > both) return refuse(text('Other revisions get {0} % of the requests.', 100 - both));
  return {
    targets: targets.map((one) => {
      if (one === candidate) return { ...one, percent };
      return one === current ? { ...one, percent: both - percent } : one;
    }),
  };
}

/** What has a tag keeps its address at 0 %; the rest goes. */
function allTo(targets: readonly Target[], chosen: Target): readonly Target[] {
  return targets.flatMap((one) => {
    if (one === chosen) return [{ ...one, percent: 100 }];
    return one.tag === undefined ? [] : [{ ...one, percent: 0 }];
  });
}

/** Where the tag `current` names what serves, it moves on to the candidate; else the candidate's own target gets all. */
function promoted({ targets, candidate }: Rollout): Wanted {
  if (candidate === undefined) return nothingOnTrial();
  if (!targets.some(({ tag }) => tag === 'current')) return { targets: allTo(targets, candidate) };
  if (candidate.revision === '') return refuse(text('No revision is ready yet.'));
  const after = allToRevision(targets, candidate.revision);
  // What follows the latest revision is the address of the next candidate.
  return { targets: after.filter(({ tag, latest }) => tag !== 'candidate' || latest) };
}

function allToRevision(targets: readonly Target[], revision: string): readonly Target[] {
  const current = targets.find(({ tag }) => tag === 'current');
  if (current !== undefined) {
    const moved: Target = { revision, latest: false, percent: 100, tag: 'current' };
    return allTo(
      targets.map((one) => (one === current ? moved : one)),
      moved,
    );
  }
  const known = targets.find((one) => !one.latest && one.revision === revision);
  if (known !== undefined) return allTo(targets, known);
  const added: Target = { revision, latest: false, percent: 100 };
  return allTo([added, ...targets], added);
}

function canaryStarted({ targets, latestReady, candidate }: Rollout, percent: number): Wanted {
  if (candidate !== undefined) {
    return refuse(text('{0} is on trial already: promote it or roll it back first.', nameOf(candidate)));
  }
  if (latestReady === '') return refuse(text('No revision is ready yet.'));
  const serving = targets.find((one) => one.percent > 0 && !one.latest)?.revision ?? latestReady;
  const kept = targets.filter(({ percent: share, tag }) => {
    return share === 0 && tag !== undefined && tag !== 'current' && tag !== 'candidate';
  });
  return {
    targets: [
      { revision: serving, latest: false, percent: 100 - percent, tag: 'current' },
      { revision: '', latest: true, percent, tag: 'candidate' },
      ...kept,
    ],
  };
}

function nameOf({ revision, latest }: Target): string {
  return revision === '' && latest ? '@latest' : revision;
}

function refuse(refusal: Text): { readonly refusal: Text } {
  return { refusal };
}

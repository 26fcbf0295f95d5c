/**
 * Rollouts in the modes of 2019: `release` names the current revision and the candidate with its `rolloutPercent`; the
 * other modes become a `release` when a trial starts (knative/serving 0.3 docs/spec/spec.md, service_validation.go).
 */
import type { Change } from '../change.ts';
import { text, type Text } from '../text.ts';
import type { Intention, Plan } from './intention.ts';
import type { Rollout, Target } from './rollout.ts';

/** What `rolloutPercent` can be; all of it is written with one revision. */
const most = 99;

const release = ['spec', 'release'];

export function planRelease(rollout: Rollout, intention: Intention): Plan {
  const { current, candidate } = rollout;
  switch (intention.kind) {
    case 'startCanary':
      return start(rollout, intention.percent);
    case 'rollBack':
      return only(rollout, intention.revision);
    case 'targets':
      return fromTargets(rollout, intention.targets);
    case 'promote':
      return candidate === undefined ? nothingOnTrial() : only(rollout, nameOf(candidate));
    case 'shift':
    case 'candidate': {
      if (current === undefined || candidate === undefined) return nothingOnTrial();
      const asked = intention.kind === 'shift' ? candidate.percent + intention.by : intention.percent;
      const percent = Math.min(100, Math.max(0, asked));
      return percent > most ? only(rollout, nameOf(candidate)) : shared(rollout, current, candidate, percent);
    }
  }
}

function nothingOnTrial(): { readonly refusal: Text } {
  return {
    refusal: text('There is one revision only: deploy another to split the requests between them.'),
  };
}

/**
 * The revision that the next deployment makes is not known by name before it exists, so a trial starts with the newest
 * one that was made beside the one that serves.
 */
function start(rollout: Rollout, percent: number): Plan {
  const { form, current, candidate, latestReady, latestCreated } = rollout;
  if (form === 'release' && candidate !== undefined) {
    return {
      refusal: text('{0} is on trial already: promote it or roll it back first.', nameOf(candidate)),
    };
  }
  const serving = current === undefined || current.revision === '' ? latestReady : current.revision;
  if (serving === '') return { refusal: text('No revision is ready yet.') };
  const trial: Target = { revision: latestCreated, latest: false, percent, tag: 'candidate' };
  const base: Target = { revision: serving, latest: false, percent: 100 - percent, tag: 'current' };
  if (latestCreated === '' || latestCreated === serving) return only(rollout, serving);
  return shared(rollout, base, trial, percent);
}

function shared(rollout: Rollout, current: Target, candidate: Target, percent: number): Plan {
  const revisions = [nameOf(current), nameOf(candidate)];
  const changes: Change[] = [...intoRelease(rollout)];
  if (rollout.form !== 'release' || revisions.join(' ') !== namesIn(rollout)) {
    changes.push({ op: 'set', path: [...release, 'revisions'], value: revisions });
  }
  changes.push({ op: 'set', path: [...release, 'rolloutPercent'], value: percent });
  const after = [
    { ...current, percent: 100 - percent, tag: 'current' },
    { ...candidate, percent, tag: 'candidate' },
    latestOf(rollout),
  ];
  return { changes, after };
}

function only(rollout: Rollout, revision: string): Plan {
  const changes: Change[] = [
    ...intoRelease(rollout),
    { op: 'set', path: [...release, 'revisions'], value: [revision] },
  ];
  // It must be absent or 0 with one revision.
  if (rollout.form === 'release') changes.push({ op: 'remove', path: [...release, 'rolloutPercent'] });
  const after: Target[] = [{ revision, latest: false, percent: 100, tag: 'current' }, latestOf(rollout)];
  return { changes, after };
}

/** At most two targets can be said, besides the newest at 0 %. */
function fromTargets(rollout: Rollout, targets: readonly Target[]): Plan {
  const sum = targets.reduce((total, { percent }) => total + percent, 0);
  if (sum !== 100) return { refusal: text('The shares add up to {0}, not to 100.', sum) };
  const all = targets.find(({ percent }) => percent === 100);
  const trial = targets.find(({ tag, percent }) => tag === 'candidate' && percent === 0);
  if (all !== undefined)
    return trial === undefined ? only(rollout, nameOf(all)) : shared(rollout, all, trial, 0);
  const [first, second, ...more] = targets.filter(({ percent }) => percent > 0);
  if (first === undefined || second === undefined || more.length > 0) {
    return { refusal: text('A release of 2019 splits the requests between two revisions at most.') };
  }
  return shared(rollout, first, second, second.percent);
}

/** The configuration of another mode moves over, with its comments. */
function intoRelease({ form }: Rollout): readonly Change[] {
  if (form === 'release') return [];
  return [
    { op: 'move', path: ['spec', form, 'configuration'], to: [...release, 'configuration'] },
    { op: 'remove', path: ['spec', form] },
  ];
}

function namesIn({ current, candidate }: Rollout): string {
  return [current, candidate].flatMap((one) => (one === undefined ? [] : [nameOf(one)])).join(' ');
}

function latestOf({ latestReady }: Rollout): Target {
  return { revision: latestReady, latest: true, percent: 0, tag: 'latest' };
}

/** `@latest` stays what it is where it was written so. */
function nameOf({ revision, latest }: Target): string {
  return latest ? '@latest' : revision;
}

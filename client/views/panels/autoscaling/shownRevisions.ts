/** Which revisions a dashboard shows: those there are now, else those there were last, so that their charts stay to be seen. */
import type { AutoscalingState, RevisionState } from '#protocol/autoscalingPanel.ts';

/** @param before those that were shown last */
export function shownRevisions(
  phase: AutoscalingState['phase'],
  now: readonly RevisionState[],
  before: readonly RevisionState[],
): readonly RevisionState[] {
  if (phase === 'live' || now.length > 0) return phase === 'live' ? now : now.map(still);
  return before.map(still);
}

/** Nothing counts down and nothing panics where nobody looks. */
function still(revision: RevisionState): RevisionState {
  return { ...revision, panicking: false, zeroAt: undefined };
}

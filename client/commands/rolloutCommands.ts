/** The commands that change how requests are split. */
import type { TrafficPanels } from '../views/panels/trafficPanels.ts';
import type { Command } from './command.ts';
import { promote } from './rollout/promote.ts';
import { pruneRevisions } from './rollout/pruneRevisions.ts';
import { rollBack } from './rollout/rollBack.ts';
import { rollout } from './rollout/rollout.ts';
import { setCandidatePercent } from './rollout/setCandidatePercent.ts';
import { shiftMore } from './rollout/shiftMore.ts';
import { startCanary } from './rollout/startCanary.ts';
import { tagRevision, untagRevision } from './rollout/tagRevision.ts';
import { applyTraffic, openTrafficEditor, writeTraffic } from './rollout/trafficEditor.ts';
import { undoTraffic } from './rollout/undoTraffic.ts';

export function rolloutCommands(panels: TrafficPanels): readonly Command[] {
  return [
    applyTraffic,
    openTrafficEditor(panels),
    promote,
    pruneRevisions,
    rollBack,
    rollout,
    setCandidatePercent,
    shiftMore,
    startCanary,
    tagRevision,
    undoTraffic,
    untagRevision,
    writeTraffic,
  ];
}

/** The commands about how a Service is scaled. */
import type { Dashboards } from '../dashboards.ts';
import { openDashboard } from './autoscaling/openDashboard.ts';
import { showAnnotation } from './autoscaling/showAnnotation.ts';
import { writeAutoscaling } from './autoscaling/writeAutoscaling.ts';
import type { Command } from './command.ts';

export function autoscalingCommands(dashboards: Dashboards): readonly Command[] {
  return [openDashboard(dashboards), showAnnotation, writeAutoscaling];
}

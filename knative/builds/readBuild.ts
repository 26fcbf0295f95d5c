/** Reads Builds, TaskRuns and PipelineRuns; undefined for anything else. */
import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import { groupOf } from '../resource.ts';
import type { BuildReading } from './build.ts';
import { readBuildOf2019 } from './readBuildOf2019.ts';
import { readPipelineRun } from './readPipelineRun.ts';
import { readTaskRun } from './readTaskRun.ts';

/**
 * @param pods those there are, of any build
 * @param taskRuns those there are, for PipelineRuns
 */
export function readBuild(
  object: JsonObject,
  pods: readonly JsonObject[],
  taskRuns: readonly JsonObject[] = [],
): BuildReading | undefined {
  switch (`${groupOf(textAt(object, 'apiVersion'))} ${textAt(object, 'kind')}`) {
    case 'build.knative.dev Build':
      return readBuildOf2019(object, pods);
    case 'tekton.dev TaskRun':
      return readTaskRun(object, pods);
    case 'tekton.dev PipelineRun':
      return readPipelineRun(object, pods, taskRuns);
    default:
      return undefined;
  }
}

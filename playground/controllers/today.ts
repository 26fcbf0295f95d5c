/** The controllers of today's cluster. */
import { pipelineRunController } from './builds/tekton/pipelineRunController.ts';
import { taskRunController } from './builds/tekton/taskRunController.ts';
import type { Controller } from './controller.ts';
import type { Environment } from './environment.ts';
import { domainMappingController } from './networking/domainMapping.ts';
import { ingressController } from './networking/ingress.ts';
import { serverlessController } from './networking/serverlessService.ts';
import type { Deciders } from './scaling/deciders.ts';
import { horizontalController } from './scaling/horizontalController.ts';
import { podAutoscalerController } from './scaling/podAutoscaler.ts';
import { metricController } from './scaling/scalingChildren.ts';
import { configurationController } from './serving/configuration.ts';
import { revisionGarbageController } from './serving/garbage.ts';
import { labelController } from './serving/labeler.ts';
import { revisionController } from './serving/revision.ts';
import { routeController } from './serving/route.ts';
import { serviceController } from './serving/service.ts';
import type { Registries } from './workload/images.ts';

export function todaysControllers(
  environment: Environment,
  registry: Registries,
  deciders: Deciders,
): readonly Controller[] {
  return [
    serviceController(environment),
    configurationController(environment),
    revisionController(environment, registry),
    routeController(environment),
    labelController(environment),
    revisionGarbageController(environment),
    podAutoscalerController(environment, deciders),
    horizontalController(environment),
    metricController(environment),
    serverlessController(environment),
    ingressController(environment),
    domainMappingController(environment),
    taskRunController(environment),
    pipelineRunController(environment),
  ];
}

/** The controllers of the cluster of 2019. */
import type { Controller } from '../controller.ts';
import type { Environment } from '../environment.ts';
import type { Deciders } from '../scaling/deciders.ts';
import type { Registries } from '../workload/images.ts';
import { buildController } from '../builds/of2019/buildController.ts';
import { clusterIngressController } from './clusterIngress.ts';
import { configurationController } from './configuration.ts';
import { podAutoscalerController } from './podAutoscaler.ts';
import { revisionController } from './revision.ts';
import { routeController } from './route.ts';
import { serviceController } from './service.ts';

export function controllersOf2019(
  environment: Environment,
  registry: Registries,
  deciders: Deciders,
): readonly Controller[] {
  return [
    serviceController(environment),
    configurationController(environment),
    revisionController(environment, registry),
    routeController(environment),
    podAutoscalerController(environment, deciders),
    clusterIngressController(environment),
    buildController(environment),
  ];
}

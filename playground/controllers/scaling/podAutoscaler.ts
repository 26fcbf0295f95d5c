/** A PodAutoscaler: scales its Deployment after the decider, and says whether the revision is at work (serving pkg/reconciler/autoscaling/kpa). */
import { isReady } from '../serving/readiness.ts';
import { conditionOf } from '#knative/conditions.ts';
import { type Scale, scale } from '#knative/autoscaler/scaler.ts';
import {
  annotationsOf,
  type ApiObject,
  isTerminating,
  labelsOf,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  textAt,
} from '../../api/object.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import type { Environment } from '../environment.ts';
import { ownerKeys } from '../owners.ts';
import { type Draft, reconciled } from '../reconciled.ts';
import { autoscalerKind, deploymentKind, label, podKind, serverlessKind } from '../serving/names.ts';
import { type Deciders, readyPodsOf, secondsNow, settingsOf } from './deciders.ts';
import { horizontalKind, tendByHpa } from './horizontal.ts';
import { fewestActivators, tendMetric, tendServerless } from './scalingChildren.ts';

const set: ConditionSet = { happy: 'Ready', dependents: ['Active', 'ScaleTargetInitialized', 'SKSReady'] };

const queued = 'Requests to the target are being buffered as resources are provisioned.';
const noTraffic = 'The target is not receiving traffic.';
const timedOut = 'The target could not be activated.';

export const hpaClass = 'hpa.autoscaling.knative.dev';

export function podAutoscalerController(environment: Environment, deciders: Deciders): Controller {
  return {
    delay: 15,
    listen: (add) => deciders.onDecision(add),
    keysOf: (kind, change) => {
      if (kind === autoscalerKind || kind === horizontalKind) return [keyOf(change)];
      if (kind === serverlessKind) return ownerKeys(change.object, 'PodAutoscaler');
      const revision = kind === podKind ? labelsOf(change.object)[label.revision] : undefined;
      return revision === undefined ? [] : [{ namespace: namespaceOf(change.object), name: revision }];
    },
    reconcile: ({ namespace, name }) => {
      const autoscaler = environment.client.find(autoscalerKind, namespace, name);
      if (autoscaler === undefined || isTerminating(autoscaler)) return;
      reconciled(environment, autoscaler, set, (conditions, status) => {
        if (annotationsOf(autoscaler)['autoscaling.knative.dev/class'] === hpaClass) {
          tendByHpa(environment, autoscaler, conditions, status);
        } else look(environment, deciders, autoscaler, conditions, status);
      });
    },
  };
}

function look(
  environment: Environment,
  deciders: Deciders,
  autoscaler: ApiObject,
  conditions: Conditions,
  status: Draft,
): void {
  const sks = environment.client.find(serverlessKind, namespaceOf(autoscaler), nameOf(autoscaler));
  const privateName = textAt(sks?.['status'], 'privateServiceName');
  if (sks === undefined || privateName === '') {
    tendServerless(environment, autoscaler, sks, 'Proxy', fewestActivators);
    Object.assign(status, { serviceName: '', metricsServiceName: '', desiredScale: -1, actualScale: 0 });
    conditions.mark('SKSReady', 'Unknown', 'NotReady', 'No Private Service Name');
    conditions.mark('Active', 'Unknown', 'Queued', queued);
    return;
  }
  const memory = deciders.of(autoscaler);
  const settings = settingsOf(environment, autoscaler);
  tendMetric(environment, autoscaler, privateName, settings);
  const ready = readyPodsOf(environment, autoscaler);
  const before = memory.state;
  const scaled = scaleOnce(environment, deciders, autoscaler, sks, ready);
  memory.state = scaled.state;
  const excess = memory.decision?.excessBurstCapacity ?? -1;
  const mode = scaled.desired === 0 || excess < 0 || ready === 0 ? 'Proxy' : 'Serve';
  const capacity = Math.max(0, ready * settings.total + Math.max(0, settings.targetBurstCapacity));
  const activators = Math.max(fewestActivators, Math.ceil(capacity / settings.activatorCapacity));
  const current = tendServerless(environment, autoscaler, sks, mode, activators);
  status['serviceName'] = textAt(current['status'], 'serviceName');
  status['metricsServiceName'] = privateName;
  status['desiredScale'] = scaled.desired;
  status['actualScale'] = ready;
  if (isReady(current)) conditions.mark('SKSReady', 'True');
  else conditions.mark('SKSReady', 'Unknown', 'NotReady', conditionOf(current, 'Ready')?.message ?? '');
  if (scaled.state.initialized) conditions.mark('ScaleTargetInitialized', 'True');
  markActive(
    scaled,
    before.activity === 'activating' && before.initialized === scaled.state.initialized,
    conditions,
  );
}

function scaleOnce(
  environment: Environment,
  deciders: Deciders,
  autoscaler: ApiObject,
  sks: ApiObject,
  readyPods: number,
): Scale {
  const { client } = environment;
  const memory = deciders.of(autoscaler);
  const settings = settingsOf(environment, autoscaler);
  const target = textAt(objectAt(autoscaler['spec'], 'scaleTargetRef'), 'name');
  const deployment = client.find(deploymentKind, namespaceOf(autoscaler), target);
  const replicas = numberAt(deployment?.['spec'], 'replicas') ?? 0;
  const scaled = scale(
    settings,
    memory.state,
    {
      // Until there are figures, it is the initial scale; where that is none, nothing is known.
      wanted: memory.decision?.wanted ?? (settings.initialScale > 0 ? settings.initialScale : undefined),
      readyPods,
      replicas,
      reachable: textAt(autoscaler['spec'], 'reachability') !== 'Unreachable',
      proxied: conditionOf(sks, 'ActivatorEndpointsPopulated')?.status === 'True',
    },
    secondsNow(environment),
  );
  if (
    deployment !== undefined &&
    scaled.replicas !== undefined &&
    scaled.replicas >= 0 &&
    scaled.replicas !== replicas
  ) {
    const change = [{ op: 'add', path: '/spec/replicas', value: scaled.replicas }];
    client.patch(deploymentKind, namespaceOf(deployment), nameOf(deployment), 'json', change, 'scale');
  }
  return scaled;
}

function markActive({ state, desired }: Scale, gaveUp: boolean, conditions: Conditions): void {
  switch (state.activity) {
    case 'active':
      return conditions.mark('Active', 'True');
    case 'activating':
      return conditions.mark('Active', 'Unknown', 'Queued', queued);
    case 'inactive': {
      // What was given up says so until it is asked for again.
      const isTimedOut = (gaveUp && desired === 0) || conditions.get('Active')?.reason === 'TimedOut';
      if (isTimedOut) conditions.mark('Active', 'False', 'TimedOut', timedOut);
      else conditions.mark('Active', 'False', 'NoTraffic', noTraffic);
    }
  }
}

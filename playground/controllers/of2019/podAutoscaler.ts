/** A PodAutoscaler of 2019: no ServerlessService, no initial scale; requests for idle revisions go to the activator by their Route (serving 0.3 pkg/reconciler/v1alpha1/autoscaling/kpa). */
import { scale } from '#knative/autoscaler/scaler.ts';
import {
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
import { reconciled } from '../reconciled.ts';
import { type Deciders, readyPodsOf, secondsNow, settingsOf } from '../scaling/deciders.ts';
import { autoscalerKind, deploymentKind, label, podKind } from '../serving/names.ts';

const set: ConditionSet = { happy: 'Ready', dependents: ['Active'], quiet: true };

export function podAutoscalerController(environment: Environment, deciders: Deciders): Controller {
  return {
    delay: 15,
    listen: (add) => deciders.onDecision(add),
    keysOf: (kind, change) => {
      if (kind === autoscalerKind) return [keyOf(change)];
      const revision = kind === podKind ? labelsOf(change.object)[label.revision] : undefined;
      return revision === undefined ? [] : [{ namespace: namespaceOf(change.object), name: revision }];
    },
    reconcile: ({ namespace, name }) => {
      const autoscaler = environment.client.find(autoscalerKind, namespace, name);
      if (autoscaler === undefined || isTerminating(autoscaler)) return;
      reconciled(environment, autoscaler, set, (conditions) =>
        look(environment, deciders, autoscaler, conditions),
      );
    },
  };
}

function look(
  environment: Environment,
  deciders: Deciders,
  autoscaler: ApiObject,
  conditions: Conditions,
): void {
  const memory = deciders.of(autoscaler);
  const readyPods = readyPodsOf(environment, autoscaler);
  const target = textAt(objectAt(autoscaler['spec'], 'scaleTargetRef'), 'name');
  const deployment = environment.client.find(deploymentKind, namespaceOf(autoscaler), target);
  const replicas = numberAt(deployment?.['spec'], 'replicas') ?? 0;
  const wanted = memory.decision?.wanted;
  const proxied = memory.state.activity === 'inactive';
  const seen = { wanted, readyPods, replicas, reachable: true, proxied };
  const scaled = scale(settingsOf(environment, autoscaler), memory.state, seen, secondsNow(environment));
  memory.state = scaled.state;
  if (
    deployment !== undefined &&
    scaled.replicas !== undefined &&
    scaled.replicas >= 0 &&
    scaled.replicas !== replicas
  ) {
    const change = [{ op: 'add', path: '/spec/replicas', value: scaled.replicas }];
    environment.client.patch(
      deploymentKind,
      namespaceOf(deployment),
      nameOf(deployment),
      'json',
      change,
      'scale',
    );
  }
  if (scaled.desired === 0) {
    conditions.mark('Active', 'False', 'NoTraffic', 'The target is not receiving traffic.');
  } else if (readyPods === 0) {
    const message = 'Requests to the target are being buffered as resources are provisioned.';
    conditions.mark('Active', 'Unknown', 'Queued', message);
  } else conditions.mark('Active', 'True');
}

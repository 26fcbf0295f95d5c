/** Builds of 2019: they run for a while and succeed; one whose names say so fails (build 0.3 pkg/reconciler/build). */
import { conditionOf } from '#knative/conditions.ts';
import { timestamp } from '../../clock.ts';
import { type ApiObject, listAt, nameOf, namespaceOf, textAt } from '../../api/object.ts';
import { type Controller, keyOf } from '../controller.ts';
import type { Environment } from '../environment.ts';
import { writeStatus } from '../reconciled.ts';
import { behaviourOf } from '../workload/images.ts';
import { buildKind } from './kinds.ts';

/** Milliseconds. */
const buildTime = 5000;

export function buildController(environment: Environment): Controller {
  const { client, cluster } = environment;
  return {
    delay: 20,
    keysOf: (kind, change) => (kind === buildKind ? [keyOf(change)] : []),
    reconcile: ({ namespace, name }, again) => {
      const build = client.find(buildKind, namespace, name);
      if (build === undefined) return;
      const done = conditionOf(build, 'Succeeded');
      if (done !== undefined && done.status !== 'Unknown') return;
      const start = textAt(build['status'], 'startTime');
      const now = cluster.clock.now();
      if (start === '') {
        writeStatus(client, build, {
          builder: 'Cluster',
          startTime: timestamp(now),
          ...conditions('Unknown', 'Building', '', now),
        });
        return again(buildTime);
      }
      const left = Date.parse(start) + buildTime - now;
      if (left > 0) return again(left);
      const failing = failingStep(build);
      const status = {
        builder: 'Cluster',
        startTime: start,
        completionTime: timestamp(now),
        cluster: { namespace: namespaceOf(build), podName: nameOf(build) },
      };
      writeStatus(client, build, {
        ...status,
        ...(failing === undefined
          ? conditions('True', '', '', now)
          : conditions('False', '', `build step ${JSON.stringify(failing)} exited with code 1`, now)),
      });
    },
  };
}

function failingStep(build: ApiObject): string | undefined {
  const steps = listAt(build['spec'], 'steps');
  const step = steps.find((one) => behaviourOf(textAt(one, 'image')) !== 'serves');
  return step === undefined ? undefined : `build-step-${textAt(step, 'name') || 'unnamed'}`;
}

function conditions(
  status: string,
  reason: string,
  message: string,
  now: number,
): { readonly conditions: readonly { readonly [key: string]: string }[] } {
  const condition = {
    type: 'Succeeded',
    status,
    ...(reason !== '' && { reason }),
    ...(message !== '' && { message }),
    lastTransitionTime: timestamp(now),
  };
  return { conditions: [condition] };
}

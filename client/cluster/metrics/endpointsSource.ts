/**
 * Reads the figures where Knative tells them: the metrics of the autoscaler's and the activator's pods and of the
 * queue-proxies, through the API server's proxy to pods.
 */
import { requestJson } from '../api.ts';
import { ClusterError } from '../errors.ts';
import { pathOf, type KubeList } from '../object.ts';
import type { Session } from '../session.ts';
import { askBriefly, fewAtOnce } from './askBriefly.ts';
import { Counters } from './counters.ts';
import { readingOf, type Heard, type ScrapeTarget } from './endpointsReading.ts';
import { Leaders } from './leaders.ts';
import { isOfInterest } from './metricNames.ts';
import type { MetricsSource } from './metricsSource.ts';
import { parsePrometheusText } from './prometheusText.ts';
import { countersIn } from './scrapedFigures.ts';
import {
  controlPlanePods,
  sampledPods,
  type ControlPlanePods,
  type SampledRevision,
} from './scrapeTargets.ts';

const controlPlane = 'knative-serving';
const ports = { controlPlane: 9090, queueProxy: 9091 } as const;

/** Seconds. */
const interval = 2;
const betweenLists = 30;

const mostPods = 20;
const mostAtOnce = 4;
const mostActivators = 3;
/** What a pod of somebody's own may say, and what that of Knative may, which speaks of all revisions. */
const mostCharacters = { queueProxy: 1_000_000, controlPlane: 4_000_000 } as const;
/** Milliseconds. */
const patience = 4000;

export function endpointsSource(session: Session): MetricsSource {
  const memory = { leaders: new Leaders(), counters: new Counters() };
  const controlPlaneOf = lister(session);
  return {
    kind: 'endpoints',
    interval,
    async read(subject, signal) {
      const listed = await controlPlaneOf.pods(signal);
      const sampled = sampledPods(subject.revisions, mostPods);
      const targets = targetsOf(listed, sampled, subject.namespace);
      const heard = await fewAtOnce(targets, mostAtOnce, async (target) => scrape(session, target, signal));
      const time = Date.now() / 1000;
      for (const { pod, component, lines, at } of heard) {
        if (component === 'queueProxy' && lines.length > 0) memory.counters.add(pod, at, countersIn(lines));
      }
      const [first] = heard;
      // Where nobody can be reached, it is the way there that is broken.
      if (first?.error !== undefined && heard.every(isUnreachable)) throw first.error;
      memory.counters.forget(time);
      // Pods of the control plane that do not answer may have been replaced.
      if (heard.some(({ component, error }) => component !== 'queueProxy' && error !== undefined)) {
        controlPlaneOf.forget();
      }
      return readingOf(subject, heard, {
        ...memory,
        sampled,
        interval,
        time,
        controlPlane,
        mayNotList: listed.mayNotList,
        isOf2019: session.serving?.version === 'v1alpha1',
      });
    },
  };
}

type Listed = ControlPlanePods & { readonly mayNotList: boolean };

/** The pods of the control plane, listed now and then. */
function lister({ api, served }: Session): {
  pods(signal: AbortSignal): Promise<Listed>;
  forget(): void;
} {
  let known: Listed | undefined;
  let listedAt = 0;
  let isDue = true;
  return {
    async pods(signal) {
      const age = (Date.now() - listedAt) / 1000;
      const resource = served.find('v1', 'Pod');
      if (known !== undefined && age < (isDue ? interval * 2 : betweenLists)) return known;
      if (resource === undefined) return noPods;
      try {
        const path = pathOf(resource, controlPlane);
        const { items } = await requestJson<KubeList>(api, { path, query: { limit: 100 }, signal });
        known = { ...controlPlanePods(items, mostActivators), mayNotList: false };
      } catch (error) {
        if (!(error instanceof ClusterError) || error.reason !== 'forbidden') throw error;
        // The queue-proxies may still be asked.
        known = { ...noPods, mayNotList: true };
      }
      [listedAt, isDue] = [Date.now(), false];
      return known;
    },
    forget: () => {
      isDue = true;
    },
  };
}

const noPods: Listed = { autoscalers: [], activators: [], mayNotList: false };

function targetsOf(
  { autoscalers, activators }: ControlPlanePods,
  sampled: readonly SampledRevision[],
  namespace: string,
): readonly ScrapeTarget[] {
  const ofControlPlane = (pods: readonly string[], component: ScrapeTarget['component']) =>
    pods.map((pod): ScrapeTarget => {
      return { namespace: controlPlane, pod, port: ports.controlPlane, component, revision: undefined };
    });
  return [
    ...ofControlPlane(autoscalers, 'autoscaler'),
    ...ofControlPlane(activators, 'activator'),
    ...sampled.flatMap(({ name, pods }) =>
      pods.map((pod): ScrapeTarget => {
        return { namespace, pod, port: ports.queueProxy, component: 'queueProxy', revision: name };
      }),
    ),
  ];
}

function isUnreachable({ error }: Heard): boolean {
  return error?.reason === 'unreachable';
}

async function scrape({ api }: Session, target: ScrapeTarget, signal: AbortSignal): Promise<Heard> {
  const path = `/api/v1/namespaces/${target.namespace}/pods/${target.pod}:${target.port}/proxy/metrics`;
  try {
    const most = mostCharacters[target.component === 'queueProxy' ? 'queueProxy' : 'controlPlane'];
    const body = await askBriefly(api, { path, most, patience }, signal);
    const at = Date.now() / 1000;
    return { ...target, lines: parsePrometheusText(body, isOfInterest), error: undefined, at };
  } catch (error) {
    if (error instanceof ClusterError && !signal.aborted)
      return { ...target, lines: [], error, at: Date.now() / 1000 };
    throw error;
  }
}

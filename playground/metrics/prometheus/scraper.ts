/** Scrapes every pod that has figures to tell, every few seconds, and adds whose they are. */
import { type ApiObject, labelsOf, nameOf, namespaceOf, textAt, uidOf } from '../../api/object.ts';
import type { Environment } from '../../controllers/environment.ts';
import { label, podKind } from '../../controllers/serving/names.ts';
import type { Labels } from '../exposition.ts';
import type { MetricsText } from '../listeners.ts';
import { labelsIn, linesOf } from './parseExposition.ts';
import type { SampleStore, Series } from './sampleStore.ts';

/** Milliseconds. */
export const scrapeInterval = 5000;

interface Target {
  readonly pod: ApiObject;
  readonly port: number;
  readonly labels: Labels;
}

/** The function returned ends it. */
export function startScraping(environment: Environment, texts: MetricsText, store: SampleStore): () => void {
  const { clock } = environment.cluster;
  let series = new Map<string, Series>();
  let timer = clock.after(scrapeInterval, scrape);
  function scrape(): void {
    timer = clock.after(scrapeInterval, scrape);
    store.begin(clock.now());
    const met = new Map<string, Series>();
    for (const target of targetsIn(environment)) scrapeOne(target, texts, store, series, met);
    // What was not there this time is not kept in mind.
    series = met;
  }
  return () => timer.stop();
}

function scrapeOne(
  target: Target,
  texts: MetricsText,
  store: SampleStore,
  known: ReadonlyMap<string, Series>,
  met: Map<string, Series>,
): void {
  const text = texts(target.pod, target.port);
  const lines = text === undefined ? undefined : linesOf(text);
  const place = `${uidOf(target.pod)}:${target.port} `;
  const up = { series: 'up', value: lines === undefined ? 0 : 1 };
  for (const line of [up, ...(lines ?? [])]) {
    const key = place + line.series;
    const series = known.get(key) ?? newSeries(line.series, target, store);
    if (series === undefined) continue;
    met.set(key, series);
    store.add(series, line.value);
  }
}

function newSeries(written: string, target: Target, store: SampleStore): Series | undefined {
  const labels = labelsIn(written);
  return labels === undefined ? undefined : store.seriesOf({ ...labels, ...target.labels });
}

/** Running pods of Knative itself, and the queue-proxies. */
function targetsIn({ system }: Environment): readonly Target[] {
  return system.list(podKind).flatMap((pod): readonly Target[] => {
    const ip = textAt(pod['status'], 'podIP');
    if (ip === '' || textAt(pod['status'], 'phase') !== 'Running') return [];
    const target = (job: string, port: number): Target => ({
      pod,
      port,
      labels: { job, instance: `${ip}:${port}`, namespace: namespaceOf(pod), pod: nameOf(pod) },
    });
    if (labelsOf(pod)[label.revision] !== undefined) return [target('queue-proxy', 9091)];
    return namespaceOf(pod) === 'knative-serving' ? [target(labelsOf(pod)['app'] ?? '', 9090)] : [];
  });
}

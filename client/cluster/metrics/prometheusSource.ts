/** Reads the figures from a Prometheus that collects them: one whose address is given, or one that runs in the cluster. */
import { text, type Text } from '#knative/text.ts';
import { ClusterError } from '../errors.ts';
import type { Session } from '../session.ts';
import { findPrometheus } from './findPrometheus.ts';
import { Leaders } from './leaders.ts';
import type { Figures, MetricsSource, MetricsSubject, Reading } from './metricsSource.ts';
import {
  addressRefusal,
  directPrometheus,
  proxiedPrometheus,
  type PrometheusAccess,
  type PrometheusApi,
} from './prometheusApi.ts';
import { framesOf, type Answers } from './prometheusFrames.ts';
import {
  before,
  today,
  gaugesQuery,
  namesQuery,
  requestQueries,
  type Dialect,
  type QuerySubject,
} from './prometheusQueries.ts';
import { createRateWindow, shortWindow } from './rateWindow.ts';
import type { Sample } from './sample.ts';

/** Seconds. */
const interval = 3;
const [betweenNames, whileNamesGrow] = [60, 6];
const historyStep = 30;

const mostCandidates = 4;

/** What a Prometheus knows of a Service. */
interface Known {
  readonly prometheus: PrometheusApi;
  readonly dialect: Dialect;
  readonly present: ReadonlySet<string>;
}

/** @param access the address in the settings; undefined to look for one in the cluster */
export function prometheusSource(
  session: Session,
  access: () => PrometheusAccess | undefined,
): MetricsSource {
  const leaders = new Leaders();
  let known: (Known & { readonly key: string; readonly until: number }) | undefined;
  const rateWindow = createRateWindow();

  const look = async (subject: MetricsSubject, signal: AbortSignal): Promise<Known | undefined> => {
    const given = access();
    const key = JSON.stringify([given ?? null, querySubject(subject)]);
    if (known?.key === key && Date.now() < known.until) return known;
    const candidates = given === undefined ? await inCluster(session, signal) : [directPrometheus(given)];
    const found = await mostTelling(candidates, querySubject(subject), signal);
    // A revision that is new is not known by all of its names at once.
    const isComplete = known?.key === key && known.present.size === found?.present.size;
    const pause = isComplete ? betweenNames : whileNamesGrow;
    const isEmpty = found === undefined || found.present.size === 0;
    known = isEmpty ? undefined : { ...found, key, until: Date.now() + pause * 1000 };
    return found;
  };

  const ask = async (
    subject: MetricsSubject,
    names: Known,
    isNow: boolean,
    one: (query: string) => Promise<Answers['gauges']>,
  ): Promise<Answers> => {
    const asked = querySubject(subject);
    const gauges = gaugesQuery(names.dialect, asked, names.present);
    const requests = requestQueries(names.dialect, asked, names.present, { window: rateWindow.now, isNow });
    const orNothing = async (query: string | undefined): Promise<Answers['gauges']> =>
      query === undefined ? [] : one(query);
    const answers = await Promise.all(
      [gauges, requests?.requests, requests?.busy, requests?.buckets].map(orNothing),
    );
    const [ofGauges = [], ofRequests = [], busy = [], buckets = []] = answers;
    return { gauges: ofGauges, requests: ofRequests, busy, buckets, family: requests?.family };
  };

  /** How many rates there are over the shorter window. */
  const shortRates = async (
    subject: MetricsSubject,
    { prometheus, dialect, present }: Known,
    signal: AbortSignal,
  ): Promise<number> => {
    const over = { window: shortWindow, isNow: true };
    const queries = requestQueries(dialect, querySubject(subject), present, over);
    return queries === undefined ? 0 : (await prometheus.now(queries.requests, signal)).length;
  };

  return {
    kind: 'prometheus',
    interval,
    async read(subject, signal): Promise<Reading> {
      const refusal = refusalOf(access());
      if (refusal !== undefined) return { found: false, text: refusal };
      try {
        const names = await look(subject, signal);
        if (names === undefined) return { found: false, text: noPrometheus };
        const { prometheus } = names;
        if (names.present.size === 0) return { found: false, text: knowsNothing(prometheus.name) };
        const answers = await ask(subject, names, true, async (query) => prometheus.now(query, signal));
        if (answers.family !== undefined) rateWindow.answered(answers.requests.length, areReady(subject));
        if (rateWindow.isShortDue) rateWindow.shortAnswered(await shortRates(subject, names, signal));
        const frames = framesOf(answers, names.dialect, subject.revisions, { leaders, isNow: true });
        const figures = new Map(
          [...frames].map(([name, [last]]): [string, Figures] => [name, last?.[1] ?? {}]),
        );
        return { found: true, text: text('Prometheus at {0}', prometheus.name), figures };
      } catch (error) {
        known = undefined;
        if (error instanceof ClusterError && error.reason === 'forbidden' && access() === undefined) {
          return { found: false, text: noRight };
        }
        throw error;
      }
    },
    async history(subject, from, to, signal) {
      const names = refusalOf(access()) === undefined ? await look(subject, signal) : undefined;
      if (names === undefined) return new Map();
      const range = { from: Math.ceil(from / historyStep) * historyStep, to, step: historyStep };
      const answers = await ask(subject, names, false, async (query) =>
        names.prometheus.range(query, range, signal),
      );
      const options = { leaders: new Leaders(), isNow: false };
      const frames = framesOf(answers, names.dialect, subject.revisions, options);
      return new Map(
        [...frames].map(([name, told]) => [
          name,
          told.map(([time, figures]): Sample => Object.assign({ time }, figures)),
        ]),
      );
    },
  };
}

const noPrometheus = text(
  'There is no Prometheus that can be found in this cluster. Give its address in the settings, if there is one elsewhere.',
);

const noRight = text(
  'There is a Prometheus in this cluster. To read it, you need the right to get services/proxy in its namespace.',
);

function knowsNothing(name: string): Text {
  return text(
    'Prometheus at {0} knows nothing of this service yet. It has to collect the metrics of the autoscaler (port 9090) and of the revisions (port 9091).',
    name,
  );
}

function refusalOf(given: PrometheusAccess | undefined): Text | undefined {
  return given && addressRefusal(given.url);
}

function areReady({ revisions }: MetricsSubject): boolean {
  return revisions.some(({ pods }) => pods.length > 0);
}

function querySubject({ namespace, revisions }: MetricsSubject): QuerySubject {
  return { namespace, revisions: revisions.map(({ name }) => name) };
}

/** The first that has figures of the Service, else the first that answers at all. */
async function mostTelling(
  candidates: readonly PrometheusApi[],
  subject: QuerySubject,
  signal: AbortSignal,
): Promise<Known | undefined> {
  const answered: Known[] = [];
  let failure: ClusterError | undefined;
  for (const prometheus of candidates) {
    try {
      const one = await knownOf(prometheus, subject, signal);
      if (one.present.size > 0) return one;
      answered.push(one);
    } catch (error) {
      if (!(error instanceof ClusterError) || signal.aborted) throw error;
      failure ??= error;
    }
  }
  if (answered.length === 0 && failure !== undefined) throw failure;
  return answered[0];
}

/** The names in use: those of the release that more of them are of. */
async function knownOf(
  prometheus: PrometheusApi,
  subject: QuerySubject,
  signal: AbortSignal,
): Promise<Known> {
  const answers = await Promise.all(
    [today, before].map(async (dialect): Promise<Known> => {
      const series = await prometheus.now(namesQuery(dialect, subject), signal);
      return { prometheus, dialect, present: new Set(series.map(({ labels }) => labels['__name__'] ?? '')) };
    }),
  );
  const isMore = (answers[1]?.present.size ?? 0) > (answers[0]?.present.size ?? 0);
  return answers[isMore ? 1 : 0] ?? { prometheus, dialect: today, present: new Set() };
}

async function inCluster({ api }: Session, signal: AbortSignal): Promise<readonly PrometheusApi[]> {
  const found = await findPrometheus(api, signal);
  return found
    .slice(0, mostCandidates)
    .map(({ namespace, name, port }) =>
      proxiedPrometheus(
        api,
        `${namespace}/${name}`,
        `/api/v1/namespaces/${namespace}/services/${name}:${port}`,
      ),
    );
}

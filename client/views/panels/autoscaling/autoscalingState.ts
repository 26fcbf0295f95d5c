/** What a dashboard shows, from what is recorded: everything but the samples. */
import { l10n } from 'vscode';
import { effectiveSettings, originInWords } from '#knative/autoscaler/effectiveSettings.ts';
import { explanationSentence } from '#knative/autoscaler/explanation.ts';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import type {
  AddressChoice,
  AutoscalingState,
  AutoscalingSubject,
  LoadState,
  RevisionState,
  SettingRow,
  SourceChoice,
  TimeMarker,
} from '#protocol/autoscalingPanel.ts';
import { isClusterLocal } from '../../../cluster/ingress.ts';
import type { RecordedRevision, RecorderState } from '../../../cluster/metrics/metricsRecorder.ts';
import type { Marker, SourceKind, SourceState } from '../../../cluster/metrics/sample.ts';
import type { LiveService } from '../../../cluster/services.ts';
import { errorInWords, localized } from '../../../localized.ts';
import { whyOf } from './revisionWhy.ts';
import { shownRevisions } from './shownRevisions.ts';

export interface Around {
  readonly subject: AutoscalingSubject;
  readonly load: LoadState;
  readonly file: string;
  readonly grafana: string;
  /** What keeps it from the cluster; '' for nothing. */
  readonly trouble: string;
  /** The revisions that were shown last. */
  readonly before: readonly RevisionState[];
  /** Seconds since 1970 of the last request that was seen of a revision. */
  readonly lastRequest: (revision: string) => number | undefined;
  /** Seconds since 1970. */
  readonly now: number;
}

/** More are not told apart by anybody. */
const mostRevisions = 20;

/** @param recorded undefined while there is no connection */
export function autoscalingState(recorded: RecorderState | undefined, around: Around): AutoscalingState {
  const { load, file, grafana } = around;
  const revisions = recorded?.revisions ?? [];
  const phase = phaseOf(recorded, around);
  const now = followed(revisions).map((one) => revisionState(one, recorded?.autoscalerConfig ?? {}, around));
  return {
    phase,
    trouble: troubleOf(recorded, around),
    revisions: shownRevisions(phase, now, around.before),
    sources: (recorded?.sources ?? []).map((source) => sourceChoice(source, recorded?.source)),
    source: recorded?.choice ?? '',
    interval: recorded?.interval ?? 1,
    markers: (recorded?.markers ?? []).map(timeMarker),
    load,
    grafana,
    file,
    addresses: recorded?.service === undefined ? [] : addressesOf(recorded.service),
    now: around.now,
  };
}

function phaseOf(recorded: RecorderState | undefined, { trouble }: Around): AutoscalingState['phase'] {
  if (trouble !== '') return 'failed';
  return recorded === undefined || recorded.phase === 'idle' ? 'loading' : recorded.phase;
}

function troubleOf(recorded: RecorderState | undefined, { trouble, subject }: Around): string {
  if (trouble !== '') return trouble;
  if (recorded === undefined) return '';
  if (recorded.phase === 'gone') return l10n.t('The Service {0} is not there any more.', subject.service);
  if (recorded.error !== undefined) {
    const words = errorInWords(recorded.error);
    return recorded.phase === 'live' ? l10n.t('Not up to date: {0}', words) : words;
  }
  return recorded.phase === 'live' && recorded.revisions.length === 0
    ? l10n.t('{0} has no revision yet.', subject.service)
    : '';
}

/** Those that get requests or have replicas, then the newest; in their order. */
function followed(revisions: readonly RecordedRevision[]): readonly RecordedRevision[] {
  if (revisions.length <= mostRevisions) return revisions;
  const isBusy = ({ live, latest }: RecordedRevision): boolean =>
    live.percent > 0 || (latest?.desired ?? 0) > 0 || (latest?.ready ?? 0) > 0;
  const chosen = new Set(
    revisions.toSorted((a, b) => Number(isBusy(b)) - Number(isBusy(a))).slice(0, mostRevisions),
  );
  return revisions.filter((one) => chosen.has(one));
}

function revisionState(
  revision: RecordedRevision,
  config: Readonly<Record<string, string>>,
  { lastRequest, now }: Around,
): RevisionState {
  const { name, live, annotations, containerConcurrency, latest, horizontal } = revision;
  // Knative adds to those of the PodAutoscaler what nobody has written.
  const written = live.object.metadata.annotations ?? {};
  const settings = autoscalerSettings(annotations, containerConcurrency, config);
  const last = lastRequest(name);
  const idleFor = last === undefined ? undefined : Math.max(0, now - last);
  const why = whyOf({ revision, settings, idleFor, now });
  return {
    name,
    percent: live.percent,
    why: explanationSentence(why, localized),
    notes: live.readiness === 'failed' && live.message !== '' ? [live.message] : [],
    panicking: latest?.panicking === true,
    zeroAt: why.toZeroIn === undefined ? undefined : Math.round(now + why.toZeroIn),
    settings: effectiveSettings({ annotations: written, containerConcurrency, config }).map(
      ({ name: setting, value, origin }): SettingRow => ({
        name: setting,
        value: localized(value),
        origin: localized(originInWords(origin)),
        annotation: origin.from === 'annotation' ? origin.key : '',
      }),
    ),
    scaling: horizontal === undefined ? settings : undefined,
    containerConcurrency,
  };
}

function sourceChoice({ kind, available, text }: SourceState, chosen: SourceKind | undefined): SourceChoice {
  return { kind, name: sourceName(kind), available, chosen: kind === chosen, text: localized(text) };
}

function sourceName(kind: SourceKind): string {
  switch (kind) {
    case 'prometheus':
      return 'Prometheus';
    case 'endpoints':
      return l10n.t('Metrics of the autoscaler and the queue-proxies');
    case 'objects':
      return l10n.t('Objects of the cluster');
  }
}

function timeMarker({ time, kind, revision, text }: Marker): TimeMarker {
  return { time, kind, revision, text: localized(text) };
}

function addressesOf({ name, url, traffic }: LiveService): readonly AddressChoice[] {
  const tags = traffic.filter(({ tag }) => tag !== '').map((one) => ({ label: one.tag, url: one.url }));
  return [{ label: name, url }, ...tags].filter(
    (one) => /^https?:\/\//.test(one.url) && !isClusterLocal(one.url),
  );
}

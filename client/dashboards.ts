/**
 * The autoscaling dashboards and what records for them: loaded when the first is opened, or found again after a reload.
 */
import { window, workspace, type Disposable, type Uri } from 'vscode';
import { autoscalingSubject, type AutoscalingSubject } from '#protocol/autoscalingPanel.ts';
import type { ClusterAccess } from './clusterAccess.ts';
import type { MetricsRecorders } from './cluster/metrics/metricsRecorders.ts';
import type { PrometheusAccess } from './cluster/metrics/prometheusApi.ts';
import type { Session } from './cluster/session.ts';
import { manifestName } from './serviceManifests.ts';
import type { AutoscalingPanels } from './views/panels/autoscaling/autoscalingPanels.ts';
import type { Recording } from './views/panels/autoscaling/autoscalingWorld.ts';

export class Dashboards implements Disposable {
  readonly #extensionUri: Uri;
  readonly #cluster: ClusterAccess;
  readonly #serializer: Disposable;
  #loading: Promise<Loaded> | undefined;
  #loaded: Loaded | undefined;

  constructor(extensionUri: Uri, cluster: ClusterAccess) {
    this.#extensionUri = extensionUri;
    this.#cluster = cluster;
    this.#serializer = window.registerWebviewPanelSerializer('knative.autoscaling', {
      deserializeWebviewPanel: async (panel, kept: unknown) => {
        const subject = autoscalingSubject(kept);
        if (subject === undefined) panel.dispose();
        else (await this.#load()).panels.restore(panel, subject);
      },
    });
  }

  async show(subject: AutoscalingSubject): Promise<void> {
    (await this.#load()).panels.show(subject);
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#loaded?.panels.dispose();
    this.#loaded?.recorders.dispose();
  }

  async #load(): Promise<Loaded> {
    this.#loading ??= this.#loadAll();
    return this.#loading;
  }

  async #loadAll(): Promise<Loaded> {
    const [{ AutoscalingPanels: Panels }, sources, { loadGenerator }] = await Promise.all([
      import('./views/panels/autoscaling/autoscalingPanels.ts'),
      import('./metricsSources.ts'),
      import('./serviceLoad.ts'),
    ]);
    const recorders = sources.metricsRecorders(prometheusAccess);
    const cluster = this.#cluster;
    const panels = new Panels({
      extensionUri: this.#extensionUri,
      record: async (subject) => recordingOf(recorders, await cluster.session(), subject),
      onConnection: (listener) =>
        cluster.connection.onChange((state) => {
          if (state.phase === 'connected') listener(undefined);
          else if (state.phase === 'failed') listener(state.error);
        }),
      attend: () => cluster.services.view(),
      fileOf: async ({ namespace, service }) => manifestName(namespace, service),
      load: loadGenerator(this.#extensionUri, cluster),
    });
    this.#loaded = { panels, recorders };
    return this.#loaded;
  }
}

interface Loaded {
  readonly panels: AutoscalingPanels;
  readonly recorders: MetricsRecorders;
}

function recordingOf(
  recorders: MetricsRecorders,
  session: Session,
  { context, namespace, service }: AutoscalingSubject,
): Recording | undefined {
  if (session.context.name !== context) return undefined;
  return recorders.lease(session, { namespace, service });
}

/** Undefined for one in the cluster. Read anew each time: the settings may change. */
function prometheusAccess(): PrometheusAccess | undefined {
  const url = workspace.getConfiguration('knative').get<string>('metrics.prometheusUrl', '').trim();
  return url === '' ? undefined : { url, token: '' };
}

/** One autoscaling dashboard's host: hands down what is recorded, and does what its user wants by commands. */
import { commands, env, l10n, Uri, workspace, type Disposable, type WebviewPanel } from 'vscode';
import type { Text } from '#knative/text.ts';
import {
  autoscalingIntent,
  type AutoscalingIntent,
  type AutoscalingMessage,
  type AutoscalingSubject,
  type LoadWish,
  type RevisionState,
} from '#protocol/autoscalingPanel.ts';
import { createNotices } from '../../../cluster/metrics/notices.ts';
import type { Cursor } from '../../../cluster/metrics/sampleStore.ts';
import type { SourceKind } from '../../../cluster/metrics/sample.ts';
import { errorInWords } from '../../../localized.ts';
import type { Subject } from '../../../subject.ts';
import { autoscalingLabels } from './autoscalingLabels.ts';
import { autoscalingState } from './autoscalingState.ts';
import type { AutoscalingWorld, Recording } from './autoscalingWorld.ts';
import { PanelLoad } from './panelLoad.ts';
import { SampleFeed } from './sampleFeed.ts';
import { post } from '../post.ts';
import { panelFolder, webviewPage } from '../webviewPage.ts';

/** Milliseconds between two states: with as many batches of samples, ten messages a second. */
const pace = 200;

export class AutoscalingPanel implements Disposable {
  readonly subject: AutoscalingSubject;
  readonly #world: AutoscalingWorld;
  readonly #panel: WebviewPanel;
  readonly #notices = createNotices(pace);
  readonly #feed = new SampleFeed((batches) => this.#post({ kind: 'samples', batches }));
  readonly #stops: (() => void)[] = [];
  #recording: Recording | undefined;
  /** The last one: what it recorded stays to be seen where there is no other. */
  #recorder: Recording['recorder'] | undefined;
  #revisions: readonly RevisionState[] = [];
  #stopListening: (() => void) | undefined;
  #cursor: Cursor | undefined;
  /** The webview has said that it is there. */
  #ready = false;
  #ended = false;
  #file = '';
  #trouble = '';
  readonly #load: PanelLoad;

  constructor(
    world: AutoscalingWorld,
    subject: AutoscalingSubject,
    panel: WebviewPanel,
    onClose: () => void,
  ) {
    this.#world = world;
    this.subject = subject;
    this.#panel = panel;
    this.#load = new PanelLoad(world.load, {
      changed: () => this.#notices.changed(),
      mark: (words) => this.#mark(words),
    });
    const { extensionUri } = world;
    panel.iconPath = Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.webview.options = { enableScripts: true, localResourceRoots: [panelFolder(extensionUri)] };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const intent = autoscalingIntent(message);
      if (intent !== undefined) void this.#take(intent);
    });
    panel.onDidChangeViewState(() => this.#see(panel.visible));
    panel.onDidDispose(() => {
      this.#end();
      onClose();
    });
    this.#stops.push(
      this.#notices.onChange(() => this.#show()),
      world.onConnection((error) => (error === undefined ? void this.#connect() : this.#fail(error))),
      world.attend(),
    );
    panel.webview.html = webviewPage(panel.webview, extensionUri, 'autoscaling', env.language);
    void this.#connect();
    void this.#findFile();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #end(): void {
    this.#ended = true;
    this.#load.dispose();
    this.#feed.clear();
    this.#notices.dispose();
    for (const stop of this.#stops) stop();
    this.#let(undefined);
  }

  #see(isVisible: boolean): void {
    this.#recording?.setVisible(isVisible);
    if (isVisible) void this.#findFile();
  }

  /** Somebody may have written or taken away a manifest since. */
  async #findFile(): Promise<void> {
    const file = await this.#world.fileOf(this.subject);
    if (file === this.#file || this.#ended) return;
    this.#file = file;
    this.#notices.changed();
  }

  /** Follows the recorder of the cluster that is chosen now, where that is the one this panel is about. */
  async #connect(): Promise<void> {
    try {
      const recording = await this.#world.record(this.subject);
      if (this.#ended) {
        recording?.release();
        return;
      }
      this.#trouble =
        recording === undefined
          ? l10n.t('Another cluster is looked at now. Choose {0} to go on here.', this.subject.context)
          : '';
      this.#let(recording);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What was recorded stays to be seen. */
  #fail(error: unknown): void {
    this.#trouble = errorInWords(error);
    if (!this.#ended) this.#notices.changed();
  }

  #let(recording: Recording | undefined): void {
    const before = this.#recording;
    const goesOn = recording?.recorder === this.#recorder;
    this.#stopListening?.();
    this.#recording = recording;
    if (recording !== undefined) this.#recorder = recording.recorder;
    recording?.setVisible(this.#panel.visible);
    this.#stopListening = recording?.recorder.onChange(() => this.#notices.changed());
    if (recording !== undefined && !goesOn) this.#cursor = undefined;
    before?.release();
    if (!this.#ended) this.#notices.changed();
  }

  #show(): void {
    if (!this.#ready || !this.#panel.visible) return;
    const recorder = this.#recorder;
    if (recorder !== undefined) {
      const { cursor, batches } = recorder.since(this.#cursor);
      this.#cursor = cursor;
      this.#feed.put(batches);
    }
    const state = autoscalingState(recorder?.state, {
      subject: this.subject,
      load: this.#load.state,
      file: this.#file,
      grafana: grafanaUrl(),
      trouble: this.#trouble,
      before: this.#revisions,
      lastRequest: (revision) => this.#feed.lastRequest(revision),
      now: Date.now() / 1000,
    });
    this.#revisions = state.revisions;
    this.#post({ kind: 'state', state });
  }

  /** A webview that was hidden begins anew: it is told everything again. */
  #begin(): void {
    this.#ready = true;
    this.#cursor = undefined;
    this.#feed.clear();
    const labels = autoscalingLabels();
    this.#post({ kind: 'hello', subject: this.subject, language: env.language, labels });
    this.#show();
  }

  #post(message: AutoscalingMessage): void {
    post(this.#panel.webview, message);
  }

  async #take(intent: AutoscalingIntent): Promise<void> {
    switch (intent.kind) {
      case 'ready':
        this.#begin();
        return;
      case 'source':
        this.#recording?.recorder.choose(sourceKind(intent.source));
        return;
      case 'annotation':
        await commands.executeCommand('knative.showAnnotation', this.#service(), intent.annotation);
        return;
      case 'write':
        await commands.executeCommand('knative.writeAutoscaling', this.#service(), intent.annotations);
        await this.#findFile();
        return;
      case 'startLoad':
        await this.#startLoad(intent.wish);
        return;
      case 'stopLoad':
        this.#load.stop();
        return;
      case 'grafana':
        if (grafanaUrl() !== '') await env.openExternal(Uri.parse(grafanaUrl()));
        return;
      case 'settings':
        await commands.executeCommand('workbench.action.openSettings', 'knative.metrics');
    }
  }

  async #startLoad(wish: LoadWish): Promise<void> {
    const service = this.#recording?.recorder.state.service;
    if (service !== undefined) await this.#load.start({ subject: this.subject, service, wish });
  }

  #mark(words: Text): void {
    const time = Math.floor(Date.now() / 1000);
    this.#recording?.recorder.mark({ time, kind: 'load', revision: '', text: words });
  }

  #service(): Subject {
    const { namespace, service } = this.subject;
    return { kind: 'service', namespace, service };
  }
}

/** Only of the web: it is opened in a browser. */
function grafanaUrl(): string {
  const url = workspace.getConfiguration('knative').get<string>('metrics.grafanaUrl', '');
  return /^https?:\/\//.test(url) ? url : '';
}

function sourceKind(source: string): SourceKind | undefined {
  return source === 'prometheus' || source === 'endpoints' || source === 'objects' ? source : undefined;
}

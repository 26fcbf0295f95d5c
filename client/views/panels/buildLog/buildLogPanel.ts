/**
 * The host of one build's log: keeps its text, follows it in the cluster, and shows the panel a small state and a window
 * of the text, at most ten times a second and never more than it has drawn. Writing to the cluster is done by commands.
 */
import { commands, env, l10n, window, type Disposable, type WebviewPanel } from 'vscode';
import {
  buildLogIntent,
  type BuildLogIntent,
  type BuildLogMessage,
  type BuildLogState,
  type BuildLogSubject,
  type BuildLogView,
  type LogMark,
} from '#protocol/buildLogPanel.ts';
import { BuildLogFeed } from '../../../cluster/logs/buildLogFeed.ts';
import type { ConnectionState } from '../../../cluster/connection.ts';
import { tellsError } from '../../../cluster/logs/logErrors.ts';
import type { Session } from '../../../cluster/session.ts';
import { errorInWords, localized } from '../../../localized.ts';
import { buildLogState } from './buildLogState.ts';
import type { BuildLogWorld } from './buildLogWorld.ts';
import { failingKey, taskPrefixes } from './buildSteps.ts';
import { LogFiles, openPlace, pickPlace, type OpenablePlace } from './logFiles.ts';
import { LogView } from './logView.ts';
import { saveLog, wholeText } from './saveLog.ts';
import { post } from '../post.ts';
import { webviewPage } from '../webviewPage.ts';

/** Milliseconds between two batches; between two looks at the clock. */
const pause = 100;
const tick = 1000;
/** Lines that are looked through for files, and places that are offered. */
const mostLines = 50_000;
const mostPlaces = 200;
/** Milliseconds that may take. */
const patience = 5000;

const commandOf = {
  rerun: 'knative.rerunBuild',
  rerunWith: 'knative.rerunBuildWith',
  cancel: 'knative.cancelBuild',
  useImage: 'knative.useImage',
} as const;

export class BuildLogPanel implements Disposable {
  readonly subject: BuildLogSubject;
  readonly #world: BuildLogWorld;
  readonly #panel: WebviewPanel;
  readonly #feed: BuildLogFeed;
  readonly #log: LogView;
  readonly #files = new LogFiles();
  readonly #stops: (() => void)[];
  /** In which it follows, or did last. */
  #session: Session | undefined;
  /** In words, from the cluster and from the log. */
  #why: readonly string[] = [];
  /** What the connection has to say; '' for nothing. */
  #trouble = '';
  #isReady = false;
  /** The number of the batch that is being drawn; 0 for none. */
  #drawing = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(world: BuildLogWorld, panel: WebviewPanel, subject: BuildLogSubject, view: BuildLogView) {
    this.subject = subject;
    this.#world = world;
    this.#panel = panel;
    this.#feed = new BuildLogFeed({
      build: subject,
      inWords: localized,
      errorInWords,
      onChange: () => this.#soon(),
    });
    this.#log = new LogView(this.#feed.text, view, l10n.t('… cut: the line is longer'));
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const intent = buildLogIntent(message);
      if (intent !== undefined) void this.#try(intent);
    });
    const ticking = setInterval(() => {
      if (this.#feed.phase === 'following') this.#soon();
    }, tick);
    const stopListening = world.connection.onChange((state) => this.#attend(state));
    const seeing = panel.onDidChangeViewState(() => {
      // A hidden page is thrown away and says that it is ready when it comes again.
      if (!panel.visible) this.#isReady = false;
    });
    this.#stops = [
      () => clearInterval(ticking),
      stopListening,
      () => seeing.dispose(),
      () => this.#feed.stop(),
      () => clearTimeout(this.#timer),
    ];
    panel.onDidDispose(() => this.#stops.forEach((stop) => stop()));
    panel.webview.html = webviewPage(panel.webview, world.extensionUri, 'buildLog', env.language, {
      writesStyles: true,
    });
    this.#attend(world.connection.state);
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** What it shows is over, and another build has the name now. */
  async isReplaced(): Promise<boolean> {
    const { state } = this.#world.connection;
    if (state.phase !== 'connected' || state.context !== this.subject.context) return false;
    return this.#feed.isReplaced(state.session);
  }

  get view(): BuildLogView {
    return this.#log.view;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Looks at a step, or at all of them for ''. */
  select(key: string): void {
    if (key === this.#log.view.selected) return;
    this.#log.follows = true;
    this.#log.top = 0;
    this.#look({ ...this.#log.view, selected: key });
    this.#begin();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** Follows wherever the cluster of the build is connected, until there is nothing more to come. */
  #attend(state: ConnectionState): void {
    const { context } = this.subject;
    if (this.#feed.phase === 'over' || this.#feed.phase === 'gone') return;
    if (state.phase === 'connected' && state.context === context) {
      // Something else of the connection has changed.
      if (state.session === this.#session && this.#feed.phase === 'following') return;
      this.#session = state.session;
      this.#trouble = '';
      void this.#follow(state.session);
    } else {
      this.#feed.stop();
      if (state.phase === 'failed') this.#trouble = errorInWords(state.error);
      else if (state.phase === 'connected')
        this.#trouble = l10n.t('This build is in {0}; {1} is looked at now.', context, state.context);
    }
    this.#soon();
  }

  async #follow(session: Session): Promise<void> {
    try {
      await this.#feed.follow(session);
      const { reading } = this.#feed;
      if (this.#feed.phase === 'over' && reading?.state === 'failed')
        this.#why = await this.#world.reasons(session, reading);
    } catch (error) {
      this.#trouble = errorInWords(error);
    }
    this.#soon();
  }

  /** Says what went wrong: a file that cannot be written, or is not there any more. */
  async #try(intent: BuildLogIntent): Promise<void> {
    try {
      await this.#take(intent);
    } catch (error) {
      void window.showErrorMessage(errorInWords(error));
    }
  }

  // oxlint-disable-next-line complexity -- one line for each thing that can be asked for
  async #take(intent: BuildLogIntent): Promise<void> {
    const log = this.#log;
    switch (intent.kind) {
      case 'ready':
        this.#isReady = true;
        return this.#begin();
      case 'drawn':
        if (intent.id >= this.#drawing) this.#drawing = 0;
        return;
      case 'select':
        return this.select(intent.key);
      case 'scrolled':
        return this.#scroll(intent.top, intent.isAtEnd);
      case 'show':
        log.follows = false;
        log.top = intent.top;
        return this.#sendText(log.window({ top: intent.top }));
      case 'follow':
        log.follows = true;
        this.#sendText(log.window('end'));
        return this.#soon();
      case 'look':
        this.#look({ ...log.view, wraps: intent.wraps, timestamps: intent.timestamps });
        return this.#begin();
      case 'search':
        log.find(intent, log.current ?? { line: log.top, start: 0 });
        this.#send(log.marks());
        return this.#soon(0);
      case 'next':
      case 'previous':
        return this.#go(log.step(intent.kind === 'next' ? 1 : -1));
      case 'firstError':
        return this.#showError();
      case 'showFailing':
        return this.#showFailing();
      case 'places':
        return pickPlace(await this.#places());
      case 'links': {
        const links = await this.#files.in(log.visible(intent.line) ?? '');
        return this.#send({ kind: 'links', line: intent.line, links });
      }
      case 'open': {
        const places = await this.#files.in(log.visible(intent.line) ?? '');
        const place = places.find(({ start }) => start === intent.start);
        return place && openPlace(place);
      }
      case 'copy':
        return env.clipboard.writeText(intent.text);
      case 'copyAll':
        return env.clipboard.writeText(wholeText(log));
      case 'save':
        return saveLog(log, this.subject.name);
      case 'rerun':
      case 'rerunWith':
      case 'cancel':
      case 'useImage':
        await commands.executeCommand(commandOf[intent.kind], { ...this.subject, task: '', container: '' });
    }
  }

  #look(view: BuildLogView): void {
    this.#log.look(view, taskPrefixes(this.#feed.reading));
  }

  /** Shows all anew: the end where it is followed, else where its user was. */
  #begin(): void {
    this.#drawing = 0;
    this.#send({ kind: 'state', state: this.#state() });
    this.#sendText(this.#log.window(this.#log.follows ? 'end' : { top: this.#log.top }));
    this.#soon();
  }

  #scroll(top: number, isAtEnd: boolean): void {
    const { follows } = this.#log;
    this.#log.scrolled(top, isAtEnd);
    if (follows !== this.#log.follows) this.#soon();
  }

  #go(mark: LogMark | undefined): void {
    if (mark === undefined) return;
    if (this.#log.holds(mark.line)) this.#send(this.#log.marks());
    else this.#sendText(this.#log.window({ middle: mark }));
    this.#soon();
  }

  #showError(): void {
    const { first, end } = this.#log.lines;
    for (let line = first; line < end; line++) {
      const one = this.#log.lines.at(line);
      if (one === undefined || one.isNote || !tellsError(one.text)) continue;
      const plain = this.#log.visible(line) ?? '';
      this.#log.point({ line, start: 0, end: plain.length });
      return this.#go(this.#log.current);
    }
    void window.showInformationMessage(l10n.t('No line tells of an error.'));
  }

  #showFailing(): void {
    const { reading } = this.#feed;
    const key = reading === undefined ? '' : failingKey(reading);
    if (key !== '') this.select(key);
  }

  async #places(): Promise<readonly OpenablePlace[]> {
    const { first, end } = this.#log.lines;
    const found = new Map<string, OpenablePlace>();
    const until = performance.now() + patience;
    const last = Math.min(end, first + mostLines);
    for (let line = first; line < last && found.size < mostPlaces; line++) {
      if (performance.now() > until) break;
      for (const place of await this.#files.in(this.#log.visible(line) ?? ''))
        found.set(`${place.file.toString()}:${place.line}:${place.column}`, place);
    }
    return [...found.values()];
  }

  #soon(after = pause): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, after);
  }

  #flush(): void {
    if (!this.#isReady) return;
    this.#log.look(this.#log.view, taskPrefixes(this.#feed.reading));
    const found = this.#log.searchOn();
    if (found === null) this.#send(this.#log.marks());
    else if (found !== undefined) this.#go(found);
    if (this.#log.follows && this.#drawing === 0) {
      const batch = this.#log.appendix();
      if (batch !== undefined) this.#sendText(batch);
    }
    this.#send({ kind: 'state', state: this.#state() });
    const isBehind = this.#log.follows && !this.#log.hasEnd;
    if (isBehind || !this.#log.isSearched) this.#soon();
  }

  #sendText(batch: Extract<BuildLogMessage, { id: number }>): void {
    this.#drawing = batch.id;
    this.#send(batch);
  }

  #send(message: BuildLogMessage): void {
    if (this.#isReady) post(this.#panel.webview, message);
  }

  #state(): BuildLogState {
    const { subject } = this;
    return buildLogState({
      subject,
      feed: this.#feed,
      log: this.#log,
      why: this.#why,
      trouble: this.#trouble,
    });
  }
}

/**
 * The traffic editor's host: it holds the draft, shows what the cluster has meanwhile, and leaves
 * writing to commands.
 */
import { commands, env, l10n, Uri, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import type { JsonObject } from '#knative/json.ts';
import {
  trafficIntent,
  type TrafficIntent,
  type TrafficLabels,
  type TrafficState,
} from '#protocol/trafficPanel.ts';
import { jsonOf } from '../../cluster/object.ts';
import type { LiveService } from '../../cluster/services.ts';
import type { ServicesState } from '../../cluster/servicesStore.ts';
import {
  changedDraft,
  draftOf,
  hasFixedTags,
  isChanged,
  plannedSplit,
  planOf,
  saysTheSame,
  tagError,
  targetsOf,
  type TrafficDraft,
} from '../../trafficDraft.ts';
import { errorInWords, localized } from '../../localized.ts';
import type { Subject } from '../../subject.ts';
import { post } from './post.ts';
import { panelFolder, webviewPage } from './webviewPage.ts';

export interface TrafficSubject {
  readonly context: string;
  readonly namespace: string;
  readonly service: string;
}

/** What the panel needs of its surroundings. Writing is done by commands. */
export interface TrafficWorld {
  readonly extensionUri: Uri;
  readonly services: {
    readonly state: ServicesState;
    onChange(listener: () => void): () => void;
    /** Follows the cluster until the returned function is called. */
    view(): () => void;
  };
  /** The name of the manifest that gives the Service; '' where none is known. */
  readonly fileOf: (subject: TrafficSubject) => Promise<string>;
}

/** The editor of one Service. */
export class TrafficPanel implements Disposable {
  readonly #world: TrafficWorld;
  readonly #subject: TrafficSubject;
  readonly #panel: WebviewPanel;
  readonly #stops: (() => void)[];
  /** The Service that the draft is about, as it was when the draft was begun. */
  #live: LiveService | undefined;
  #draft: TrafficDraft | undefined;
  #outdated = false;
  #busy = false;
  #file = '';
  #yaml: ((object: JsonObject) => string) | undefined;

  constructor(world: TrafficWorld, subject: TrafficSubject, onClose: () => void) {
    this.#world = world;
    this.#subject = subject;
    this.#panel = window.createWebviewPanel(
      'knative.traffic',
      l10n.t('Traffic: {0}', subject.service),
      ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [panelFolder(world.extensionUri)] },
    );
    this.#panel.iconPath = Uri.joinPath(world.extensionUri, 'media', 'icon.png');
    this.#panel.webview.onDidReceiveMessage((message: unknown) => {
      const intent = trafficIntent(message);
      if (intent !== undefined) void this.#take(intent);
    });
    this.#stops = [world.services.view(), world.services.onChange(() => this.#look())];
    this.#panel.onDidDispose(() => {
      for (const stop of this.#stops) stop();
      onClose();
    });
    this.#panel.webview.html = webviewPage(this.#panel.webview, world.extensionUri, 'traffic', env.language);
    this.#look();
    void this.#load();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** What is not needed for a first look. */
  async #load(): Promise<void> {
    const { objectYaml } = await import('../../objectYaml.ts');
    this.#yaml = objectYaml;
    this.#show();
    this.#file = await this.#world.fileOf(this.#subject);
    this.#show();
  }

  async #take(intent: TrafficIntent): Promise<void> {
    if (this.#draft === undefined || this.#busy) {
      this.#show();
      return;
    }
    if (intent.kind === 'reset') this.#begin(this.#current() ?? this.#live);
    else this.#draft = changedDraft(this.#draft, intent);
    if (intent.kind === 'apply') await this.#run('knative.applyTraffic', this.#draft);
    if (intent.kind === 'write') await this.#run('knative.writeTraffic', this.#draft);
    this.#show();
  }

  async #run(command: string, draft: TrafficDraft): Promise<void> {
    this.#busy = true;
    this.#show();
    try {
      await commands.executeCommand(command, subjectOf(this.#subject), targetsOf(draft));
    } finally {
      this.#busy = false;
      this.#look();
    }
  }

  /** A draft that nobody touched follows the cluster; one that was changed is kept, and marked. */
  #look(): void {
    const now = this.#current();
    if (now !== undefined && !this.#busy) this.#follow(now);
    this.#show();
  }

  #follow(now: LiveService): void {
    if (this.#draft === undefined || this.#live === undefined || !isChanged(this.#draft)) {
      this.#begin(now);
    } else if (saysTheSame(this.#draft, draftOf(jsonOf(now.object)))) {
      // What was made of it has come true.
      this.#begin(now);
    } else if (splitDiffers(now, this.#live)) this.#outdated = true;
    else this.#rebase(now);
  }

  #begin(live: LiveService | undefined): void {
    if (live === undefined) return;
    this.#live = live;
    this.#draft = draftOf(jsonOf(live.object));
    this.#outdated = false;
  }

  /** Only something else of the Service has changed, its status mostly: the draft goes on from there. */
  #rebase(now: LiveService): void {
    this.#live = now;
    if (this.#draft !== undefined) this.#draft = { ...this.#draft, base: jsonOf(now.object) };
  }

  #current(): LiveService | undefined {
    const { state } = this.#world.services;
    if (state.phase !== 'known' || state.context !== this.#subject.context) return undefined;
    const { namespace, service } = this.#subject;
    return state.services.find((one) => one.namespace === namespace && one.name === service);
  }

  #show(): void {
    post(this.#panel.webview, this.#state());
  }

  #state(): TrafficState {
    const { context, namespace, service } = this.#subject;
    const draft = this.#draft;
    const plan = draft === undefined ? undefined : planOf(draft);
    return {
      service,
      place: `${context} / ${namespace}`,
      targets: (draft?.rows ?? []).map((row) => {
        const error = tagError(row, draft?.rows ?? []);
        const { id, revision, latest, percent, tag = '' } = row;
        return { id, revision, latest, percent, tag, tagError: error === undefined ? '' : localized(error) };
      }),
      fixedTags: draft !== undefined && hasFixedTags(draft),
      revisions: (this.#live?.revisions ?? []).map(({ name }) => name),
      preview: draft === undefined ? '' : (this.#yaml?.(plannedSplit(draft)) ?? ''),
      refusal: plan !== undefined && 'refusal' in plan ? localized(plan.refusal) : '',
      changed: draft !== undefined && isChanged(draft),
      busy: this.#busy,
      outdated: this.#outdated,
      file: this.#file,
      trouble: this.#trouble(),
      labels: labels(this.#file, context),
    };
  }

  #trouble(): string {
    const { state } = this.#world.services;
    if (state.phase === 'failed') return errorInWords(state.error);
    if (state.phase === 'known' && this.#current() === undefined) {
      return l10n.t('The Service {0} is not there any more.', this.#subject.service);
    }
    return '';
  }
}

function splitDiffers(a: LiveService, b: LiveService): boolean {
  return !saysTheSame(draftOf(jsonOf(a.object)), draftOf(jsonOf(b.object)));
}

function subjectOf({ namespace, service }: TrafficSubject): Subject {
  return { kind: 'service', namespace, service };
}

function labels(file: string, context: string): TrafficLabels {
  return {
    revision: l10n.t('Revision'),
    tag: l10n.t('Tag'),
    share: l10n.t('Share'),
    remove: l10n.t('Remove'),
    add: l10n.t('Add a revision …'),
    latest: l10n.t('The newest revision'),
    preview: l10n.t('What would be written'),
    apply: l10n.t('Apply to {0}', context),
    write: l10n.t('Write to {0}', file),
    reset: l10n.t('Reset'),
    outdated: l10n.t('Somebody else changed the split meanwhile. What you made of it is kept here.'),
    takeNew: l10n.t('Show what is there now'),
    total: l10n.t('The shares add up to 100 %.'),
  };
}

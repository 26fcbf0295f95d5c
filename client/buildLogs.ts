/** The logs of builds, loaded when the first is opened or found again after a reload. */
import { window, type Disposable, type ExtensionContext } from 'vscode';
import type { BuildLogSubject } from '#protocol/buildLogPanel.ts';
import type { ClusterAccess } from './clusterAccess.ts';
import { localized } from './localized.ts';
import type { BuildLogPanels } from './views/panels/buildLog/buildLogPanels.ts';

export class BuildLogs implements Disposable {
  readonly #extensionUri: ExtensionContext['extensionUri'];
  readonly #cluster: ClusterAccess;
  readonly #serializer: Disposable;
  #panels: BuildLogPanels | undefined;
  #loading: Promise<BuildLogPanels> | undefined;

  constructor({ extensionUri }: ExtensionContext, cluster: ClusterAccess) {
    this.#extensionUri = extensionUri;
    this.#cluster = cluster;
    this.#serializer = window.registerWebviewPanelSerializer('knative.buildLog', {
      deserializeWebviewPanel: async (panel, kept) => {
        (await this.#load()).restore(panel, kept);
        // The panel says itself what keeps it from being read.
        await cluster.session().catch(() => undefined);
      },
    });
  }

  async show(subject: BuildLogSubject, selected: string): Promise<void> {
    (await this.#load()).show(subject, selected);
  }

  /** Whether the user has this build before his eyes. */
  shows(build: BuildLogSubject): boolean {
    return this.#panels?.shows(build) === true;
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#panels?.dispose();
  }

  async #load(): Promise<BuildLogPanels> {
    this.#loading ??= this.#make();
    return this.#loading;
  }

  async #make(): Promise<BuildLogPanels> {
    const [{ BuildLogPanels: Panels }, { reasonsOf }] = await Promise.all([
      import('./views/panels/buildLog/buildLogPanels.ts'),
      import('./cluster/actions/runBuild.ts'),
    ]);
    this.#panels = new Panels({
      extensionUri: this.#extensionUri,
      connection: this.#cluster.connection,
      reasons: async (session, reading) => (await reasonsOf(session, reading)).map(localized),
    });
    return this.#panels;
  }
}

/** The model's settings: what the user chose, and what the cluster says of itself. */
import type { Connection, InitializeParams } from 'vscode-languageserver';
import { defaultProfile, type ClusterProfile } from '#knative/clusterProfile.ts';
import type { Model } from '../model/model.ts';
import { decodeSettings, sameSettings, withCluster } from '../settings.ts';

export class CurrentSettings {
  readonly #connection: Connection;
  readonly #asks: boolean;
  readonly #model: Model;
  #chosen;
  #profile: ClusterProfile = defaultProfile;

  constructor(connection: Connection, { capabilities }: InitializeParams, model: Model) {
    this.#connection = connection;
    this.#asks = capabilities.workspace?.configuration === true;
    this.#model = model;
    this.#chosen = model.settings;
  }

  /**
   * Asks for what the user chose, or takes what was sent.
   * @returns whether it is something else than before
   */
  async read(sent?: unknown): Promise<boolean> {
    const section: unknown = this.#asks
      ? await this.#connection.workspace.getConfiguration('knative')
      : sectionOf(sent);
    if (section === undefined || section === null) return false;
    this.#chosen = decodeSettings(section);
    return this.#apply();
  }

  setProfile(profile: ClusterProfile): void {
    this.#profile = profile;
    this.#apply();
  }

  /** The same value stays while nothing is otherwise, so that nothing is checked again. */
  #apply(): boolean {
    const settings = withCluster(this.#chosen, this.#profile);
    if (sameSettings(settings, this.#model.settings)) return false;
    this.#model.settings = settings;
    return true;
  }
}

function sectionOf(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null && 'knative' in settings
    ? settings.knative
    : undefined;
}

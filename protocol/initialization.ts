/** What a client may tell the server when it starts it, as `initializationOptions`. Everything is optional. */

export interface InitializationOptions {
  /** Sentences of ours in the user's language, by their English text; English where one is missing. */
  readonly translations?: Readonly<Record<string, string>>;
  /** The user's language, as `ko`: the server has what explains fields, annotations and kinds in some; else English. */
  readonly language?: string;
  /**
   * Another YAML extension serves the same files: the server then leaves to it what any YAML file needs (syntax errors,
   * duplicate keys, folding, outline, links, formatting) and keeps what is Knative's.
   */
  readonly yamlExtension?: boolean;
  /**
   * The client's command that shows a migration and makes it when its user says so; its arguments are a URI, and a position
   * for one resource only. Without it, a code action is the edit itself.
   */
  readonly migrationPreview?: string;
  /** The client's command that deploys a resource; its arguments are a URI and the resource's position. */
  readonly deployCommand?: string;
  /** The client's command that runs a Build, a Task and their like; its arguments are a URI and the resource's position. */
  readonly runCommand?: string;
  /** The client's command that shows how a Service is scaled; its arguments are a URI and the resource's position. */
  readonly autoscalingCommand?: string;
  /** The client has VS Code's commands and those of the extension (`knative.showReferences`). */
  readonly commands?: boolean;
  /** The settings `knative.*`, for clients that do not answer `workspace/configuration`. */
  readonly settings?: unknown;
}

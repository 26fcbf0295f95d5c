/** What a client may tell the server when it starts it, as `initializationOptions`. Everything is optional. */

export interface InitializationOptions {
  /** Sentences of ours in the user's language, by their English text; English where one is missing. */
  readonly translations?: Readonly<Record<string, string>>;
  /**
   * Another YAML extension serves the same files: the server then leaves to it what any YAML file needs (syntax errors,
   * duplicate keys, folding, outline, links, formatting) and keeps what is Knative's.
   */
  readonly yamlExtension?: boolean;
  /** The settings `knative.*`, for clients that do not answer `workspace/configuration`. */
  readonly settings?: unknown;
}

/**
 * A sentence for people, not yet in their language. The adapters translate it (English is the key); the cluster's own
 * words are plain strings and stay as the cluster says them.
 */
export interface Text {
  /** The English sentence with `{0}`, `{1}` … for the arguments. It is the key in `l10n/bundle.l10n.*.json`. */
  readonly message: string;
  readonly args: readonly (string | number)[];
}

export function text(message: string, ...args: readonly (string | number)[]): Text {
  return { message, args };
}

/** The sentence in English. */
export function english({ message, args }: Text): string {
  return message.replaceAll(/\{(\d+)\}/g, (placeholder, index) => String(args[Number(index)] ?? placeholder));
}

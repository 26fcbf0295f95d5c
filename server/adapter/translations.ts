/** Our sentences in the user's language, by the bundle the client sent. */
import { english, text, type Text } from '#knative/text.ts';

export function translator(bundle: Readonly<Record<string, string>> | undefined): (text: Text) => string {
  if (bundle === undefined) return english;
  return ({ message, args }) => english(text(bundle[message] ?? message, ...args));
}

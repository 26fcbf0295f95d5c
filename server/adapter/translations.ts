/**
 * What is for people, in their language: our sentences by the bundle the client sent, and the explanations of the tables
 * (fields, annotations, kinds) by a file beside the server, which nobody reads before someone asks.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject, type Json } from '#knative/json.ts';
import { english, text, type Text } from '#knative/text.ts';
import type { InitializationOptions } from '#protocol/initialization.ts';

type Translations = Readonly<Record<string, string>>;

type Told = Pick<InitializationOptions, 'translations' | 'language'>;

/** @param readDocs the explanations in a language; not asked before the first that is wanted */
export function translator(
  { translations = {}, language = 'en' }: Told,
  readDocs: (language: string) => Translations = docsIn,
): (text: Text) => string {
  let docs: Translations | undefined;
  const doc = (message: string): string | undefined => own((docs ??= readDocs(language)), message);
  return ({ message, args }) => english(text(own(translations, message) ?? doc(message) ?? message, ...args));
}

function own(translations: Translations, message: string): string | undefined {
  return Object.hasOwn(translations, message) ? translations[message] : undefined;
}

/** None where there are none in this language. */
function docsIn(language: string): Translations {
  // English is what the tables are written in; what is no name of a language is no name of a file.
  if (language === 'en' || !/^[a-z]{2,3}(?:-[a-z0-9]+)*$/i.test(language)) return {};
  // Sources lie two folders deep, the bundle one.
  for (const up of ['..', '../..']) {
    const found = readTranslations(path.join(import.meta.dirname, up, `l10n/docs.${language}.json`));
    if (found !== undefined) return found;
  }
  return {};
}

function readTranslations(file: string): Translations | undefined {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Json;
    return isObject(found) ? onlyTexts(found) : undefined;
  } catch {
    return undefined;
  }
}

function onlyTexts(found: Readonly<Record<string, Json>>): Translations {
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

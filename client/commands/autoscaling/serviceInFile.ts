/** The Service that a code lens stands above. */
import { Position, Uri } from 'vscode';
import type { FileResource } from '#protocol/resources.ts';
import { fileResources, serviceAt } from '../../fileResources.ts';
import type { LanguageServer } from '../../languageServer.ts';

/** @param args a URI as text, and a position as the language server speaks of it; anything else is nothing of a file */
export async function serviceInFile(
  server: LanguageServer,
  [uri, place]: readonly unknown[],
): Promise<FileResource | undefined> {
  if (typeof uri !== 'string' || typeof place !== 'object' || place === null) return undefined;
  if (!('line' in place) || typeof place.line !== 'number') return undefined;
  const { resources } = await fileResources(server, Uri.parse(uri));
  return serviceAt(resources, new Position(place.line, 0));
}

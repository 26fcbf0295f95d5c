/** Shows places beside a line, for the lenses of the language server: it speaks LSP, VS Code's own command does not. */
import { commands, Location, Position, Range, Uri } from 'vscode';
import type { Location as LspLocation, Position as LspPosition } from 'vscode-languageserver-types';
import type { Command } from './command.ts';

export const showReferences: Command = {
  id: 'knative.showReferences',
  run: async (_context, uri, position, locations) => {
    // What the server's lens carries as its arguments.
    const places = locations as readonly LspLocation[];
    await commands.executeCommand(
      'editor.action.showReferences',
      Uri.parse(uri as string, true),
      positionOf(position as LspPosition),
      places.map(({ uri, range }) => {
        return new Location(Uri.parse(uri, true), new Range(positionOf(range.start), positionOf(range.end)));
      }),
    );
  },
};

function positionOf({ line, character }: LspPosition): Position {
  return new Position(line, character);
}

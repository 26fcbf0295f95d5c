/** A workspace in memory for tests of features: files as texts, `$0` where the cursor is. */
import { checks } from '#server/checks.ts';
import { Model } from '#server/model/model.ts';
import type { PositionParams } from '#server/model/snapshot.ts';
import { defaultSettings } from '#server/settings.ts';
import { documentOf, textOf } from '#server/yaml/document.ts';
import type { Inventory } from '#knative/world.ts';
import type { Settings } from '#server/model/settings.ts';
import type { Position, Range } from '#server/yaml/segment.ts';

export interface Workspace {
  readonly snapshot: Model;
  /** The place of `$0`. */
  readonly cursor: PositionParams;
  /** The text in a range of a file, by the file's name. */
  textIn(uri: string, range: Range): string;
}

export interface WorkspaceOptions {
  readonly settings?: Partial<Settings>;
  readonly inventory?: Inventory;
  readonly yamlExtension?: boolean;
}

/** @param files texts by file name; one of them may hold `$0` */
export function workspaceOf(
  files: Readonly<Record<string, string>>,
  { settings, inventory, yamlExtension = false }: WorkspaceOptions = {},
): Workspace {
  const snapshot = new Model({ checks, settings: { ...defaultSettings, ...settings }, yamlExtension });
  if (inventory !== undefined) snapshot.setInventory(inventory);
  let cursor: PositionParams = { textDocument: { uri: '' }, position: { line: 0, character: 0 } };
  for (const [name, marked] of Object.entries(files)) {
    const uri = uriOf(name);
    const at = marked.indexOf('$0');
    if (at >= 0) cursor = { textDocument: { uri }, position: positionOf(marked, at) };
    snapshot.put(documentOf(uri, 1, at < 0 ? marked : marked.slice(0, at) + marked.slice(at + 2)));
  }
  const textIn = (uri: string, { start, end }: Range): string => {
    const document = snapshot.document(uri);
    const text = document === undefined ? '' : textOf(document);
    return text.slice(offsetOf(text, start), offsetOf(text, end));
  };
  return { snapshot, cursor, textIn };
}

export function uriOf(name: string): string {
  return `file:///workspace/${name}`;
}

function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function offsetOf(text: string, { line, character }: Position): number {
  const before = text.split('\n').slice(0, line);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + character;
}

/** Ranges as `file:line text`, lines from 1. */
export function shown(workspace: Workspace, uri: string, range: Range): string {
  const file = uri.slice(uri.lastIndexOf('/') + 1);
  return `${file}:${range.start.line + 1} ${workspace.textIn(uri, range)}`;
}

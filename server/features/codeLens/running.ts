/** Above what a cluster can run: a Build, runs of Tekton, and what runs can be made of. */
import type { Command } from 'vscode-languageserver-types';
import { isRunnable } from '#knative/builds/runOf.ts';
import { text } from '#knative/text.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ResourceView } from '../../yaml/decode.ts';
import type { Position } from '../../yaml/segment.ts';

export function running(
  { client, translate }: Snapshot,
  uri: string,
  start: Position,
  { resource }: ResourceView,
): readonly Command[] {
  const { runCommand } = client;
  if (runCommand === undefined || !isRunnable(resource.apiVersion, resource.kind)) return [];
  return [{ title: translate(text('$(play) Run')), command: runCommand, arguments: [uri, start] }];
}

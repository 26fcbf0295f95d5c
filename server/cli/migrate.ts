/** `knative-ls migrate`: manifests of 2019 in the API versions of today. */
import { writeFileSync } from 'node:fs';
import { english } from '#knative/text.ts';
import { checks } from '../checks.ts';
import { migrated, type DocumentMigration } from '../model/migration.ts';
import { documentOf, edited, textOf } from '../yaml/document.ts';
import { readInputs, type Input } from './inputs.ts';
import { unifiedDiff } from './unifiedDiff.ts';

export type Mode = 'print' | 'write' | 'diff';

/** The exit status: 1 where something could not be carried over. */
export function runMigrate(mode: Mode, paths: readonly string[]): number {
  const { inputs, failures } = readInputs(paths);
  const results = inputs.map(migrationOf);
  const separate = mode === 'print' && results.length > 1;
  for (const [index, { input, text, notes }] of results.entries()) {
    if (separate && index > 0 && !text.startsWith('---')) process.stdout.write('---\n');
    output(mode, input, text);
    for (const { range, message } of notes) {
      const { line, character } = range.start;
      process.stderr.write(`${input.file}:${line + 1}:${character + 1}: ${english(message)}\n`);
    }
  }
  for (const failure of failures) process.stderr.write(`knative-ls: ${failure}.\n`);
  if (failures.length > 0) return 2;
  return results.some(({ notes }) => notes.length > 0) ? 1 : 0;
}

function migrationOf(input: Input): {
  readonly input: Input;
  readonly text: string;
  readonly notes: DocumentMigration['notes'];
} {
  const document = documentOf(input.file, undefined, input.text);
  const { edits, notes } = migrated(document, checks);
  // From the end, so that no edit moves the place of another.
  const changes = edits.map(({ range, newText }) => ({ range, text: newText })).toReversed();
  const text = changes.length === 0 ? input.text : textOf(edited(document, 0, changes));
  return { input, text, notes };
}

function output(mode: Mode, { file, text: before }: Input, after: string): void {
  switch (mode) {
    case 'print':
      process.stdout.write(after);
      return;
    case 'diff':
      process.stdout.write(unifiedDiff(file, before, after));
      return;
    case 'write':
      if (after === before) return;
      writeFileSync(file, after);
      process.stdout.write(`${file}\n`);
  }
}

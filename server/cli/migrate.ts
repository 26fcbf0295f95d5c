/** `knative-ls migrate`: manifests of 2019 in the API versions of today. */
import { english } from '#knative/text.ts';
import { checks } from '../checks.ts';
import { migrated, type PlacedNote } from '../model/migration.ts';
import { isLeftAlone } from '../model/ours.ts';
import { documentOf, edited, textOf } from '../yaml/document.ts';
import { readInputs, type Input } from './inputs.ts';
import { unifiedDiff } from './unifiedDiff.ts';
import { writeAgain } from './writeAgain.ts';

export type Mode = 'print' | 'write' | 'diff';

interface Result {
  readonly input: Input;
  readonly text: string;
  readonly notes: readonly PlacedNote[];
}

/** The exit status: 1 where something stays for its user to do, 2 where a file could not be read or written. */
export function runMigrate(mode: Mode, paths: readonly string[]): number {
  const { inputs, failures } = readInputs(paths);
  const results = inputs.map(migrationOf);
  const failed = [...failures, ...output(mode, results)];
  for (const { input, notes } of results) {
    process.stderr.write(notes.map((note) => noteLine(input.file, note)).join(''));
  }
  for (const failure of failed) process.stderr.write(`knative-ls: ${failure}.\n`);
  if (failed.length > 0) return 2;
  return results.some(({ notes }) => notes.some(({ severity }) => severity === 'warning')) ? 1 : 0;
}

function migrationOf(input: Input): Result {
  const document = documentOf(input.file, undefined, input.text);
  if (isLeftAlone(input.file.replaceAll('\\', '/'), () => input.text))
    return { input, text: input.text, notes: [] };
  const { edits, notes } = migrated(document, checks);
  // From the end, so that no edit moves the place of another.
  const changes = edits.map(({ range, newText }) => ({ range, text: newText })).toReversed();
  const text = changes.length === 0 ? input.text : textOf(edited(document, 0, changes));
  return { input, text, notes };
}

/** What could not be written, and why. */
function output(mode: Mode, results: readonly Result[]): readonly string[] {
  switch (mode) {
    case 'print':
      process.stdout.write(joined(results.map(({ text }) => text)));
      return [];
    case 'diff':
      for (const { input, text } of results) process.stdout.write(unifiedDiff(input.file, input.text, text));
      return [];
    case 'write':
      return results.flatMap(written);
  }
}

/** One stream of documents. */
function joined(texts: readonly string[]): string {
  return texts
    .map((text, index) => {
      const ended = index === texts.length - 1 || text === '' || /[\r\n]$/.test(text) ? text : `${text}\n`;
      return index === 0 || text.startsWith('---') ? ended : `---\n${ended}`;
    })
    .join('');
}

function written({ input, text }: Result): readonly string[] {
  if (text === input.text) return [];
  const failure = writeAgain(input, text);
  if (failure !== undefined) return [`${input.file}: ${failure}`];
  process.stdout.write(`${input.file}\n`);
  return [];
}

/** As compilers print it. */
function noteLine(file: string, { range, message, severity }: PlacedNote): string {
  const { line, character } = range.start;
  const kind = severity === 'warning' ? 'warning' : 'note';
  return `${file}:${line + 1}:${character + 1}: ${kind}: ${english(message)}\n`;
}

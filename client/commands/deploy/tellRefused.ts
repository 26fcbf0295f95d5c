/** Shows what a cluster refuses, or warns of, where it stands in the files. */
import { commands, l10n, Range, window, type Uri } from 'vscode';
import type { Refused } from '../../cluster/actions/deploySet.ts';
import { rejectionsOf, rejectionsIn } from '../../cluster/rejection.ts';
import { locateFields } from '../../fileFields.ts';
import type { FieldProblem, Rejections } from '../../views/rejections.ts';
import type { CommandContext } from '../command.ts';
import type { FileManifest } from './fileManifests.ts';

type Told = readonly { readonly field: string; readonly message: string }[];

export async function tellRefused(
  context: CommandContext,
  rejections: Rejections,
  cluster: string,
  refused: readonly Refused<FileManifest>[],
): Promise<void> {
  const told = refused.map(({ manifest, error }) => ({ manifest, said: rejectionsOf(error) }));
  const places = await show(context, rejections, cluster, told, 'error');
  const [first] = places;
  const problems = l10n.t('Show Problems');
  const chosen = await window.showErrorMessage(sentence(cluster, told), problems);
  if (chosen !== problems) return;
  if (first !== undefined) await window.showTextDocument(first.uri, { selection: first.range });
  await commands.executeCommand('workbench.actions.view.problems');
}

/** They keep nobody from deploying: they stand in the files, for whoever looks. */
export async function tellWarnings(
  context: CommandContext,
  rejections: Rejections,
  cluster: string,
  prepared: readonly { readonly manifest: FileManifest; readonly warnings: readonly string[] }[],
): Promise<void> {
  const told = prepared.map(({ manifest, warnings }) => ({ manifest, said: warnings.flatMap(rejectionsIn) }));
  for (const { manifest, said } of told) {
    for (const { message, field } of said) {
      context.log.warn(`${cluster}: ${manifest.kind} ${manifest.name}: ${message} ${field}`);
    }
  }
  await show(context, rejections, cluster, told, 'warning');
}

interface Place {
  readonly uri: Uri;
  readonly range: Range;
}

/** Where they stand, first to last. */
async function show(
  { server }: CommandContext,
  rejections: Rejections,
  cluster: string,
  told: readonly { readonly manifest: FileManifest; readonly said: Told }[],
  severity: FieldProblem['severity'],
): Promise<readonly Place[]> {
  const byFile = new Map<string, { readonly uri: Uri; readonly problems: FieldProblem[] }>();
  for (const { manifest, said } of told) {
    if (said.length === 0) continue;
    const { uri } = manifest;
    const ranges = await locateFields(
      server,
      manifest,
      said.map(({ field }) => field),
    );
    const file = byFile.get(uri.toString()) ?? { uri, problems: [] };
    byFile.set(uri.toString(), file);
    for (const [index, { message }] of said.entries()) {
      const range = firstLine(ranges[index] ?? new Range(0, 0, 0, 0));
      file.problems.push({ range, message, severity });
    }
  }
  for (const { uri, problems } of byFile.values()) rejections.show(uri, cluster, problems);
  return [...byFile.values()].flatMap(({ uri, problems }) => problems.map(({ range }) => ({ uri, range })));
}

/** A whole resource underlined says nothing. */
function firstLine(range: Range): Range {
  return range.isSingleLine ? range : new Range(range.start, range.start.with({ character: 1000 }));
}

function sentence(
  cluster: string,
  told: readonly { readonly manifest: FileManifest; readonly said: Told }[],
): string {
  const [first, ...others] = told;
  if (first === undefined || others.length > 0) {
    return l10n.t('{0} refuses {1} of these resources; nothing was deployed.', cluster, told.length);
  }
  const { kind, name } = first.manifest;
  const [one] = first.said;
  return l10n.t('{0} refuses {1} {2}: {3}', cluster, kind, name, one === undefined ? '' : oneLine(one));
}

/** Characters of a message in a notification; the list of problems has it whole. */
const longest = 140;

function oneLine({ message, field }: Told[number]): string {
  const [head = ''] = message.split('\n');
  const short = head.length > longest ? `${head.slice(0, longest)}…` : head;
  return field === '' || short.includes(field) ? short : `${field}: ${short}`;
}

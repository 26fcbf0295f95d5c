/** Says in words why something deployed does not become ready, and what helps; all that is known is one click away. */
import { l10n, window } from 'vscode';
import type { Change } from '#knative/change.ts';
import { isArray, isObject, type Json, type JsonObject } from '#knative/json.ts';
import type { Path } from '#knative/path.ts';
import type { Followed } from '../../cluster/actions/followRollout.ts';
import { explain, type Explained } from '../../cluster/actions/gatherEvidence.ts';
import { sentenceOf } from '../../cluster/diagnosis/diagnosis.ts';
import type { KubeObject } from '../../cluster/object.ts';
import type { Session } from '../../cluster/session.ts';
import { changeInFile, type InFile } from '../../fileFields.ts';
import { localized } from '../../localized.ts';
import type { ClusterDocuments } from '../../views/clusterDocuments.ts';
import type { CommandContext } from '../command.ts';
import { explanation } from '../explanation.ts';

export interface Failed {
  readonly object: KubeObject;
  readonly end: Followed;
  /** Where it is written, if that is known. */
  readonly manifest: (InFile & { readonly value: JsonObject }) | undefined;
}

export async function tellFailure(
  { server }: CommandContext,
  documents: ClusterDocuments,
  session: Session,
  { object, end, manifest }: Failed,
): Promise<void> {
  const subject = end.objects.subject ?? object;
  const explained = await explain(session, subject, end.objects);
  const [details, repair] = [l10n.t('Show Details'), l10n.t('Correct the File')];
  const changes = manifest === undefined ? [] : renames(manifest.value, explained.diagnosis.cause?.rename);
  const answers = changes.length > 0 ? [repair, details] : [details];
  const words = shortly(subject, end, session, explained);
  const chosen = await window.showErrorMessage(words, ...answers);
  if (chosen === details) {
    const { namespace = '', name } = subject.metadata;
    const text = explanation(subject, session.context.name, explained);
    const uri = documents.put([session.context.name, namespace, `${name}.txt`], 'why', text);
    await window.showTextDocument(uri, { preview: true });
  }
  if (chosen === repair && manifest !== undefined) {
    const isDone = await changeInFile(server, manifest, changes);
    if (!isDone)
      void window.showWarningMessage(l10n.t('The file was changed meanwhile; nothing was corrected.'));
    await window.showTextDocument(manifest.uri);
  }
}

function shortly(
  { kind = '', metadata }: KubeObject,
  { progress }: Followed,
  { context }: Session,
  { diagnosis }: Explained,
): string {
  const name = `${kind} ${metadata.name}`.trim();
  const head =
    progress.phase === 'stuck'
      ? l10n.t('{0} does not get on in {1}.', name, context.name)
      : l10n.t('{0} is not ready in {1}.', name, context.name);
  const said = sentenceOf(diagnosis);
  const fix = diagnosis.cause?.fix;
  return [
    head,
    typeof said === 'string' ? said : localized(said),
    ...(fix === undefined ? [] : [localized(fix)]),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Wherever the manifest leads to the wrong name. */
function renames(
  value: JsonObject,
  rename: { readonly from: string; readonly to: string } | undefined,
): readonly Change[] {
  if (rename === undefined) return [];
  return placesOf(value['spec'] ?? null, ['spec'], rename.from)
    .filter((path) => path.some((part) => part === 'traffic' || part === 'release' || part === 'pinned'))
    .map((path) => ({ op: 'set', path, value: rename.to }));
}

function placesOf(value: Json, path: Path, text: string): readonly Path[] {
  if (value === text) return [path];
  if (isArray(value)) return value.flatMap((item, index) => placesOf(item, [...path, index], text));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => placesOf(one, [...path, key], text));
}

/** Writes an image into the manifest of a Service, shows it there, and takes it back where that is wanted. */
import { commands, l10n, Range, Selection, TextEditorRevealType, window, workspace, type Uri } from 'vscode';
import { formatPath } from '#knative/path.ts';
import { changeInFile, locateFields } from '../../fileFields.ts';
import { imageNow, type ManifestImage } from '../../imageManifests.ts';
import type { LanguageServer } from '../../languageServer.ts';
import { changeBack } from '../../sameImage.ts';
import { shortDigest } from '../../shortDigest.ts';

/** Nothing is saved: what has changed is shown. The place may have been chosen a while ago. */
export async function writeImage(
  server: LanguageServer,
  chosen: ManifestImage,
  reference: string,
): Promise<void> {
  const place = await imageNow(server, chosen);
  if (place === undefined) throw hasChanged(chosen);
  const { uri, path, image } = place;
  if (image !== reference) {
    const isWritten = await changeInFile(server, place, [{ op: 'set', path, value: reference }]);
    if (!isWritten) throw hasChanged(place);
  }
  const [range] = await locateFields(server, place, [formatPath(path)]);
  await show(uri, range);
  if (image !== reference) await offerMore(server, place, reference);
}

/** However long it takes until one of them is chosen: the file is read again. */
async function offerMore(server: LanguageServer, before: ManifestImage, reference: string): Promise<void> {
  const [deploy, undo] = [l10n.t('Deploy'), l10n.t('Undo')];
  const chosen = await window.showInformationMessage(toldOf(before, reference), deploy, undo);
  if (chosen === undefined) return;
  const now = await imageNow(server, before);
  if (chosen === deploy) {
    if (now === undefined) throw hasChanged(before);
    await commands.executeCommand('knative.deploy', now.uri, { line: now.line, character: 0 });
    return;
  }
  const isUndone =
    now?.image === reference && (await changeInFile(server, now, [changeBack(now, before.image)]));
  if (!isUndone) {
    void window.showWarningMessage(
      l10n.t('{0} has changed since, so the image was not taken back.', workspace.asRelativePath(before.uri)),
    );
  }
}

function toldOf({ name, image }: ManifestImage, reference: string): string {
  return image === ''
    ? l10n.t('The manifest of {0} names {1} now.', name, shortDigest(reference))
    : l10n.t(
        'The manifest of {0} names {1} now, instead of {2}.',
        name,
        shortDigest(reference),
        shortDigest(image),
      );
}

function hasChanged({ uri }: ManifestImage): Error {
  return new Error(l10n.t('{0} has changed; try again.', workspace.asRelativePath(uri)));
}

/** Selected from its end to its beginning: a digest is long, and its beginning says more. */
async function show(uri: Uri, range: Range | undefined): Promise<void> {
  const editor = await window.showTextDocument(uri);
  if (range === undefined) return;
  editor.selection = new Selection(range.end, range.start);
  editor.revealRange(new Range(range.start, range.start), TextEditorRevealType.InCenterIfOutsideViewport);
}

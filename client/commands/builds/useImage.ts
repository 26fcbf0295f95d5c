/** Puts the image that a build has made into the manifest of a Service: by its digest, where that is known. */
import { commands, l10n, Range, Selection, TextEditorRevealType, window, workspace, type Uri } from 'vscode';
import type { BuildReading } from '#knative/builds/build.ts';
import type { BuiltImage } from '#knative/builds/builtImage.ts';
import { formatPath } from '#knative/path.ts';
import { imagesOf } from '../../cluster/actions/imagesOf.ts';
import { shortDigest } from '../../shortDigest.ts';
import { changeInFile, locateFields } from '../../fileFields.ts';
import { imageManifests, type ManifestImage } from '../../imageManifests.ts';
import type { LanguageServer } from '../../languageServer.ts';
import type { Command } from '../command.ts';
import { chooseBuild } from './chooseBuild.ts';
import { choosePlace, remarkOn } from './choosePlace.ts';

export const useImage: Command = {
  id: 'knative.useImage',
  run: async ({ cluster, server }, ...args) => {
    const chosen = await chooseBuild(cluster, args, ({ state }) => state === 'succeeded');
    if (chosen === undefined) return;
    const { session, reading } = chosen;
    const image = await chooseImage(reading, await imagesOf(session, reading));
    if (image === undefined) return;
    const place = await choosePlace(reading, image, await imageManifests(server));
    if (place !== undefined) await write(server, place, image);
  },
};

/** The only one, else one that its user picks; undefined where there is none, which is said. */
async function chooseImage(
  { kind, name, state }: BuildReading,
  images: readonly BuiltImage[],
): Promise<BuiltImage | undefined> {
  if (images.length > 1) {
    const items = images.map((image) => ({ label: image.reference, detail: remarkOn(image), image }));
    return (await window.showQuickPick(items, { title: l10n.t('Choose an image') }))?.image;
  }
  if (images.length === 0) {
    void window.showInformationMessage(
      state === 'succeeded'
        ? l10n.t(
            'Which image {0} {1} made is not known: no result tells its digest, no log says that it was pushed, and no argument says where to.',
            kind,
            name,
          )
        : l10n.t('{0} {1} has not succeeded, so there is no image of it.', kind, name),
    );
  }
  return images[0];
}

/** Nothing is saved: what has changed is shown. */
async function write(server: LanguageServer, place: ManifestImage, { reference }: BuiltImage): Promise<void> {
  const { uri, path, name, image, line } = place;
  if (image !== reference) {
    const isWritten = await changeInFile(server, place, [{ op: 'set', path, value: reference }]);
    if (!isWritten) throw new Error(l10n.t('{0} has changed; try again.', workspace.asRelativePath(uri)));
  }
  const [range] = await locateFields(server, place, [formatPath(path)]);
  await show(uri, range);
  if (image === reference) return;
  const [deploy, undo] = [l10n.t('Deploy'), l10n.t('Undo')];
  const words = l10n.t(
    'The manifest of {0} names {1} now, instead of {2}.',
    name,
    shortDigest(reference),
    shortDigest(image),
  );
  const chosen = await window.showInformationMessage(words, deploy, undo);
  if (chosen === deploy) await commands.executeCommand('knative.deploy', uri, { line, character: 0 });
  else if (chosen === undo) await changeInFile(server, place, [{ op: 'set', path, value: image }]);
}

/** Selected from its end to its beginning: a digest is long, and its beginning says more. */
async function show(uri: Uri, range: Range | undefined): Promise<void> {
  const editor = await window.showTextDocument(uri);
  if (range === undefined) return;
  editor.selection = new Selection(range.end, range.start);
  editor.revealRange(new Range(range.start, range.start), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Puts the image that a build has made into the manifest of a Service: by its digest, where that is known. */
import {
  commands,
  env,
  l10n,
  QuickPickItemKind,
  Range,
  Selection,
  TextEditorRevealType,
  window,
  workspace,
  type QuickPickItem,
  type Uri,
} from 'vscode';
import type { BuildReading } from '#knative/builds/build.ts';
import type { BuiltImage } from '#knative/builds/builtImage.ts';
import { bareImage, repositoryOf } from '#knative/image.ts';
import { formatPath } from '#knative/path.ts';
import { imagesOf } from '../../cluster/actions/imagesOf.ts';
import { shortDigest } from '../../shortDigest.ts';
import { changeInFile, locateFields } from '../../fileFields.ts';
import { imageManifests, type ManifestImage } from '../../imageManifests.ts';
import type { LanguageServer } from '../../languageServer.ts';
import type { Command } from '../command.ts';
import { chooseBuild } from './chooseBuild.ts';

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

function remarkOn({ isPinned }: BuiltImage): string {
  return isPinned ? '' : l10n.t('Its digest is not known: the tag may be moved to another image later.');
}

interface PlaceItem extends QuickPickItem {
  readonly place?: ManifestImage;
}

async function choosePlace(
  { kind, name }: BuildReading,
  image: BuiltImage,
  places: readonly ManifestImage[],
): Promise<ManifestImage | undefined> {
  const copy: PlaceItem = { label: l10n.t('$(copy) Copy the Image'), detail: image.reference };
  const isSame = (place: ManifestImage): boolean =>
    repositoryOf(place.image) === repositoryOf(image.reference);
  const items: readonly PlaceItem[] = [
    ...under(l10n.t('Have an image of this repository'), places.filter(isSame), image),
    ...under(
      l10n.t('Other Services'),
      places.filter((place) => !isSame(place)),
      image,
    ),
    { label: '', kind: QuickPickItemKind.Separator },
    copy,
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Use the image of {0} {1} in a Service', kind, name),
    placeHolder:
      places.length === 0
        ? l10n.t('There is no manifest of a Service in this workspace.')
        : image.isPinned
          ? image.reference
          : remarkOn(image),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === copy) await env.clipboard.writeText(image.reference);
  return chosen?.place;
}

function under(
  heading: string,
  places: readonly ManifestImage[],
  { reference }: BuiltImage,
): readonly PlaceItem[] {
  if (places.length === 0) return [];
  const items = places.map((place): PlaceItem => {
    const { name, container, uri, line, image } = place;
    return {
      label: container === '' ? name : `${name} › ${container}`,
      description: `${workspace.asRelativePath(uri)}:${line + 1}`,
      detail: image === reference ? l10n.t('has it already') : differenceOf(image, reference),
      place,
    };
  });
  return [{ label: heading, kind: QuickPickItemKind.Separator }, ...items];
}

/** Of the same repository only what follows it. */
function differenceOf(before: string, after: string): string {
  const bare = bareImage(before);
  if (bare !== bareImage(after)) return `${before} → ${shortDigest(after)}`;
  return `${shortDigest(before.slice(bare.length))} → ${shortDigest(after.slice(bare.length))}`;
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

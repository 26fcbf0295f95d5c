/** Asks which Service of the workspace is to use an image, and shows what that would change. */
import { env, l10n, QuickPickItemKind, window, workspace, type QuickPickItem } from 'vscode';
import type { BuildReading } from '#knative/builds/build.ts';
import type { BuiltImage } from '#knative/builds/builtImage.ts';
import { bareImage, repositoryOf } from '#knative/image.ts';
import type { ManifestImage } from '../../imageManifests.ts';
import { shortDigest } from '../../shortDigest.ts';

interface PlaceItem extends QuickPickItem {
  readonly place?: ManifestImage;
}

/** Those whose image is of the same repository first; undefined where none is picked. */
export async function choosePlace(
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

/** What speaks against using it; '' for nothing. */
export function remarkOn({ isPinned }: BuiltImage): string {
  return isPinned ? '' : l10n.t('Its digest is not known: the tag may be moved to another image later.');
}

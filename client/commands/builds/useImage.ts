/** Puts the image that a build has made into the manifest of a Service: by its digest, where that is known. */
import { l10n, window } from 'vscode';
import type { BuildReading } from '#knative/builds/build.ts';
import type { BuiltImage } from '#knative/builds/builtImage.ts';
import { imagesOf } from '../../cluster/actions/imagesOf.ts';
import { imageManifests } from '../../imageManifests.ts';
import type { Command } from '../command.ts';
import { chooseBuild } from './chooseBuild.ts';
import { choosePlace, remarkOn } from './choosePlace.ts';
import { writeImage } from './writeImage.ts';

export const useImage: Command = {
  id: 'knative.useImage',
  run: async ({ cluster, server }, ...args) => {
    const chosen = await chooseBuild(cluster, args, ({ state }) => state === 'succeeded');
    if (chosen === undefined) return;
    const { session, reading } = chosen;
    const image = await chooseImage(reading, await imagesOf(session, reading));
    if (image === undefined) return;
    const place = await choosePlace(reading, image, await imageManifests(server));
    if (place !== undefined) await writeImage(server, place, image.reference);
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

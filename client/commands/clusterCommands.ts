/** The commands that choose what of which cluster is looked at. */
import type { ServicesView } from '../views/servicesView.ts';
import { clearFilter, filterServices } from './cluster/filterServices.ts';
import { openManifest } from './cluster/openManifest.ts';
import { copyUrl, openUrl } from './cluster/openUrl.ts';
import { refresh } from './cluster/refresh.ts';
import { revealService } from './cluster/revealService.ts';
import { selectContext } from './cluster/selectContext.ts';
import { selectNamespace } from './cluster/selectNamespace.ts';
import { showMore } from './cluster/showMore.ts';
import { startPlayground } from './cluster/startPlayground.ts';
import type { Command } from './command.ts';

export function clusterCommands(view: ServicesView): readonly Command[] {
  return [
    clearFilter(view),
    copyUrl,
    filterServices(view),
    openManifest,
    openUrl,
    refresh,
    revealService(view),
    selectContext,
    selectNamespace,
    showMore(view),
    startPlayground,
  ];
}

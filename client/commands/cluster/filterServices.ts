/** Shows only the Services that contain what is typed, while it is typed. */
import { commands, l10n, window } from 'vscode';
import type { ServicesView } from '../../views/servicesView.ts';
import type { Command } from '../command.ts';

export function filterServices(view: ServicesView): Command {
  return {
    id: 'knative.filterServices',
    run: () => {
      const before = view.filter;
      const input = window.createInputBox();
      input.title = l10n.t('Filter the Services');
      input.placeholder = l10n.t('Part of a name, an image, a URL or a reason');
      input.value = before;
      let isTaken = false;
      input.onDidChangeValue((value) => setFilter(view, value));
      input.onDidAccept(() => {
        isTaken = true;
        input.hide();
      });
      input.onDidHide(() => {
        if (!isTaken) setFilter(view, before);
        input.dispose();
      });
      input.show();
    },
  };
}

export function clearFilter(view: ServicesView): Command {
  return { id: 'knative.clearFilter', run: () => setFilter(view, '') };
}

function setFilter(view: ServicesView, filter: string): void {
  view.setFilter(filter);
  void commands.executeCommand('setContext', 'knative.filtered', filter.trim() !== '');
}

/** Shows more items of a long list in the tree. */
import type { ServicesView } from '../../views/servicesView.ts';
import type { Command } from '../command.ts';

export function showMore(view: ServicesView): Command {
  return { id: 'knative.showMore', run: (_context, more) => view.showMore(more) };
}

/** A link to the page that says more, below an explanation. */
import { text } from '#knative/text.ts';
import type { Context } from './context.ts';

export function withPage({ snapshot }: Context, documentation: string, page: string | undefined): string {
  if (page === undefined) return documentation;
  return `${documentation}\n\n[${snapshot.translate(text('Documentation'))}](${page})`;
}

/** Whole manifests, where a document is still empty. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { templates } from '#knative/templates.ts';
import type { ManifestTemplate } from '#knative/templates/template.ts';
import type { Context } from './context.ts';
import { ranks, type KeyProposal, type Proposal } from './proposal.ts';
import { expanded } from './snippet.ts';

/** None where something stands already, or elsewhere than at the beginning of a line. */
export function manifests({ path, spot, resource, snapshot }: Context): readonly Proposal[] {
  if (path.length > 0 || spot.at !== 'bare' || spot.column !== 0 || !isEmpty(resource.value)) return [];
  return templates().map((template, index) => ({
    type: 'snippet',
    label: `${template.family} ${template.name}`,
    snippet: template.snippet,
    rank: (template.old === true ? ranks.old : ranks.likely) + index,
    kind: CompletionItemKind.Snippet,
    detail: template.apiVersion,
    documentation: `${snapshot.translate(template.detail)}\n\n\`\`\`yaml\n${shown(template)}\n\`\`\``,
  }));
}

/** What every manifest begins with, while it cannot be told what it will be. */
export function firstKeys({ path, spot, resource, kind }: Context): readonly KeyProposal[] {
  if (path.length > 0 || kind !== undefined || (spot.at !== 'bare' && spot.at !== 'key')) return [];
  return (['apiVersion', 'kind', 'metadata', 'spec'] as const)
    .filter((key) => !Object.hasOwn(resource.value, key))
    .map((key, index) => ({
      type: 'key',
      key,
      body: key === 'metadata' ? ':\n  name: $1' : key === 'spec' ? ':\n  $1' : ': $1',
      asks: key === 'apiVersion' || key === 'kind',
      rank: ranks.field + index,
      kind: CompletionItemKind.Property,
    }));
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

/** As it would stand there, blanks filled. */
function shown({ snippet }: ManifestTemplate): string {
  return expanded(snippet).trimEnd();
}

/** What a kind is for, and what became of its version. */
import { kindDoc } from '#knative/kindDocs.ts';
import { kindOf } from '#knative/kinds.ts';
import { text } from '#knative/text.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { code, type About } from './about.ts';

/** For the cursor on `kind` or `apiVersion`. */
export function aboutKind(
  { translate }: Pick<Snapshot, 'translate'>,
  { path, view }: Cursor,
): About | undefined {
  if (path.length !== 1 || (path[0] !== 'kind' && path[0] !== 'apiVersion')) return undefined;
  const { apiVersion, kind } = view.resource;
  const doc = kindDoc(apiVersion, kind);
  const replacedBy = kindOf(apiVersion, kind)?.replacedBy;
  if (doc === undefined && replacedBy === undefined) return undefined;
  const details =
    replacedBy === undefined
      ? []
      : [
          translate(
            text('Clusters of today no longer serve this version. Its successor is {0}.', code(replacedBy)),
          ),
        ];
  return {
    title: kind,
    type: code(apiVersion),
    text: doc === undefined ? [] : [translate(text(doc.doc))],
    details,
    ...(doc !== undefined && { docs: doc.docs }),
  };
}

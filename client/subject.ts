/**
 * What a command is about: something of a Service in the cluster, by its names. Nodes of the tree are such subjects; the
 * status bar, code lenses and the palette name them the same way.
 */

interface OfService {
  readonly namespace: string;
  readonly service: string;
}

export type Subject =
  | (OfService & { readonly kind: 'service' })
  /** The split of a Service's requests. */
  | (OfService & { readonly kind: 'traffic' })
  | (OfService & {
      readonly kind: 'target';
      readonly revision: string;
      /** '' without one. */
      readonly tag: string;
      /** '' without one. */
      readonly url: string;
    })
  | (OfService & { readonly kind: 'revision'; readonly revision: string })
  | (OfService & { readonly kind: 'pod'; readonly revision: string; readonly pod: string });

/**
 * What a command was started on. A tree gives the item under the mouse and, where it is among them, all selected items;
 * the palette gives nothing.
 */
export function subjectsOf(args: readonly unknown[]): readonly Subject[] {
  const [first, selected] = args;
  const several: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [first];
  return several.map(subjectIn).filter((one) => one !== undefined);
}

/** A tree's own items carry their subject in what they show. */
function subjectIn(value: unknown): Subject | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('look' in value) return subjectIn(value.look);
  if ('subject' in value) return subjectIn(value.subject);
  return isSubject(value) ? value : undefined;
}

function isSubject(value: object): value is Subject {
  return 'kind' in value && 'namespace' in value && 'service' in value && typeof value.service === 'string';
}

/** How Knative looks an annotation up (knative.dev/pkg kmap.KeyPriority), and what a rule on annotations is given. */
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { text } from '../../text.ts';

export type Annotations = Readonly<Record<string, string>>;

export interface Found {
  readonly key: string;
  readonly value: string;
}

/** The first of `keys` that is there, be it empty; later spellings are not looked at then. */
export function find(annotations: Annotations, ...keys: readonly string[]): Found | undefined {
  for (const key of keys) {
    const value = Object.hasOwn(annotations, key) ? annotations[key] : undefined;
    if (value !== undefined) return { key, value };
  }
  return undefined;
}

/** The fix that gives the annotation another value. */
export function changeTo(at: Path, key: string, value: string): readonly Fix[] {
  return [
    {
      title: text('Change to {0}', value),
      changes: [{ op: 'set', path: [...at, key], value }],
      preferred: true,
    },
  ];
}

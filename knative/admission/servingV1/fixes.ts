/** The fixes that several rules offer. */
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { text } from '../../text.ts';

/** The value that is nearly always meant. */
export function setTo(path: Path, value: string | number | boolean): readonly Fix[] {
  return [
    { title: text('Change to {0}', String(value)), changes: [{ op: 'set', path, value }], preferred: true },
  ];
}

/** What is refused, left out. */
export function remove(path: Path, name: string): readonly Fix[] {
  return [{ title: text('Remove {0}', name), changes: [{ op: 'remove', path }], preferred: true }];
}

/** Two items of a list with one name, where the webhook prints no index. */
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { type FieldError, multipleOneOf, type Spot } from '../fieldError.ts';

/** The later item is where it is wrong; the earlier one belongs to it. */
export function duplicateName(
  list: Path,
  index: number,
  known: number,
  advice: { readonly docs: string; readonly fixes: readonly Fix[] },
): FieldError {
  const at = (item: number): Spot => ({ printed: 'name', path: [...list, item, 'name'], at: 'value' });
  return multipleOneOf([at(index), at(known)], { code: 'duplicate-name', ...advice });
}

/** `name` with the first number that makes it unlike all others: `compile-2`. */
export function freeName(name: string, items: readonly { readonly name?: string }[]): string {
  const taken = new Set(items.map((item) => item.name));
  for (let number = 2; ; number++) {
    const free = `${name}-${number}`;
    if (!taken.has(free)) return free;
  }
}

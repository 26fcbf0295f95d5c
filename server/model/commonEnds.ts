/** What two states of a list have in common: how many items at its head and, behind those, at its tail. */
export function commonEnds<T>(
  before: readonly T[],
  after: readonly T[],
): { readonly head: number; readonly tail: number } {
  const common = Math.min(before.length, after.length);
  let head = 0;
  while (head < common && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < common - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { head, tail };
}

/** Chance that comes out the same for the same seed: uids, name suffixes, traffic splits. */

export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A version 4 UUID. */
  uid(): string;
  /** Letters as Kubernetes appends them to a generateName: no vowels, so that no words come out. */
  suffix(length: number): string;
}

const letters = 'bcdfghjklmnpqrstvwxz2456789';

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  // Mulberry32: small, fast, and good enough for what nobody guards a secret with.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = (from: string): string => from.charAt(Math.floor(next() * from.length));
  const hex = (length: number): string => Array.from({ length }, () => pick('0123456789abcdef')).join('');
  return {
    next,
    uid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick('89ab')}${hex(3)}-${hex(12)}`,
    suffix: (length) => Array.from({ length }, () => pick(letters)).join(''),
  };
}

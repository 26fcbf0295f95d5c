/** Tells whether two revision templates are the same, by a short text that can be kept instead of them. */
import { isArray, isObject, type Json } from './json.ts';

/** Equal for templates that differ in nothing but the order of their keys. */
export function templateFingerprint(template: Json): string {
  const hash = new Hash();
  add(template, hash);
  return hash.text();
}

function add(value: Json, hash: Hash): void {
  if (isArray(value)) {
    hash.add('[');
    for (const item of value) add(item, hash);
    hash.add(']');
  } else if (isObject(value)) {
    hash.add('{');
    for (const key of Object.keys(value).toSorted()) {
      hash.add(`${key}\n`);
      add(value[key] ?? null, hash);
    }
    hash.add('}');
  } else hash.add(`${typeof value} ${String(value)}\n`);
}

/** Two FNV-1a hashes of 32 bits with different beginnings. */
class Hash {
  #low = 0x81_1c_9d_c5;
  #high = 0x01_00_01_93;

  add(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      this.#low = Math.imul(this.#low ^ code, 0x01_00_01_93);
      this.#high = Math.imul(this.#high ^ code, 0x01_00_01_93);
    }
  }

  text(): string {
    return `${(this.#high >>> 0).toString(36)}-${(this.#low >>> 0).toString(36)}`;
  }
}

/** Keys that stand twice in a JSON object, which JSON.parse passes over (sigs.k8s.io/json strict decoding). */

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

interface Level {
  readonly path: string;
  readonly keys: Set<string> | undefined;
  index: number;
}

/** The words of the strict decoder for each of them; `text` is valid JSON. */
export function duplicateFields(text: string): readonly string[] {
  const found: string[] = [];
  const levels: Level[] = [];
  let key = '';
  let isKey = false;
  for (const [word] of text.matchAll(token)) {
    const level = levels.at(-1);
    switch (word) {
      case '{':
      case '[':
        levels.push({ path: below(level, key), keys: word === '{' ? new Set() : undefined, index: 0 });
        isKey = word === '{';
        break;
      case '}':
      case ']':
        levels.pop();
        isKey = false;
        break;
      case ',':
        if (level !== undefined) level.index += 1;
        isKey = level?.keys !== undefined;
        break;
      case ':':
        isKey = false;
        break;
      default:
        if (!isKey || level?.keys === undefined) break;
        key = JSON.parse(word) as string;
        if (level.keys.has(key)) found.push(`duplicate field "${below(level, key)}"`);
        level.keys.add(key);
        isKey = false;
    }
  }
  return [...new Set(found)];
}

function below(level: Level | undefined, key: string): string {
  if (level === undefined) return '';
  if (level.keys === undefined) return `${level.path}[${level.index}]`;
  return level.path === '' ? key : `${level.path}.${key}`;
}

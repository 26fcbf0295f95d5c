/** Snippets that are written in steps of two blanks, in the style of the document they go into. */
import type { Habits } from '../../yaml/render.ts';

/** A text without meaning in the language of snippets. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, String.raw`\$&`);
}

interface Level {
  readonly old: number;
  readonly now: number;
}

/** All lines but the first are moved so that the first stands in `column` and the others below it as the document has it. */
export function reindented(
  lines: readonly string[],
  { step, dashes }: Pick<Habits, 'step' | 'dashes'>,
  column: number,
): readonly string[] {
  const levels: Level[] = [{ old: 0, now: column }];
  return lines.map((line, index) => {
    const old = line.length - line.trimStart().length;
    while (levels.length > 1 && (levels.at(-1)?.old ?? 0) > old) levels.pop();
    const level = levels.at(-1) ?? { old: 0, now: column };
    const isItem = line.startsWith('- ', old) || line.trim() === '-';
    // A list stands below its key or in its column; what is deeper opens a level.
    const now = level.old === old ? level.now : level.now + (isItem ? dashes : step);
    if (level.old !== old) levels.push({ old, now });
    if (isItem) levels.push({ old: old + 2, now: now + 2 });
    if (index === 0) return line;
    return line.trim() === '' ? '' : ' '.repeat(now) + line.trimStart();
  });
}

/** What follows a key in braces: `: $1`, or an empty collection to be filled. */
export function inFlow(body: string): string {
  const below = /^:\s*\n\s*/.exec(body);
  if (below === null) return body;
  return body.startsWith('- ', below[0].length) ? ': [$1]' : ': {$1}';
}

/** The text of a snippet with what its blanks begin with. */
export function expanded(snippet: string): string {
  const blanks = new Map<string, string>();
  const pattern = /\\([\\$}])|\$\{(\d+)(?::((?:\\.|[^}\\])*)|\|([^,|]*)[^|]*\|)?\}|\$\d+/g;
  for (const [, , number, text, choice] of snippet.matchAll(pattern)) {
    const content = text ?? choice;
    if (number !== undefined && content !== undefined) blanks.set(number, content.replaceAll(/\\(.)/g, '$1'));
  }
  return snippet.replaceAll(pattern, (_, plain?: string, number?: string) =>
    plain === undefined ? (number === undefined ? '' : (blanks.get(number) ?? '')) : plain,
  );
}

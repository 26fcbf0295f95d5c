/** Places in files that a line of a log names: `main.go:14:5`, `File "app.py", line 3`, `src/a.ts(3,7)`. Pure. */

export interface LogPlace {
  /** Where it stands in the text of the line. */
  readonly start: number;
  readonly end: number;
  /** As it is written; with forward slashes. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** Characters of a line that are looked at, and places that are told of it. */
const longest = 4096;
const most = 20;

export function placesIn(text: string): readonly LogPlace[] {
  const head = text.slice(0, longest);
  return patterns
    .flatMap((pattern) => Array.from(head.matchAll(pattern), placeOf))
    .filter((place) => place !== undefined)
    .toSorted((a, b) => a.start - b.start)
    .slice(0, most);
}

const file = String.raw`(?:[A-Za-z]:[\\/]|\.{0,2}[\\/])?[\w@+.-]+(?:[\\/][\w@+.-]+)*\.[A-Za-z]\w{0,9}`;
// What stands in an address of the web is none.
const begin = String.raw`(?<![\w@+.:/\\-])`;

const patterns: readonly RegExp[] = [
  new RegExp(String.raw`${begin}(?<path>${file}):(?<line>\d{1,7})(?::(?<column>\d{1,5}))?(?![\w.])`, 'g'),
  new RegExp(String.raw`${begin}(?<path>${file})\((?<line>\d{1,7})(?:,\s?(?<column>\d{1,5}))?\)`, 'g'),
  new RegExp(String.raw`(?<=")(?<path>[^"\n:*?<>|]{1,500})", line (?<line>\d{1,7})`, 'g'),
];

function placeOf(match: RegExpExecArray): LogPlace | undefined {
  const { path = '', line = '', column = '1' } = match.groups ?? {};
  const [lineNumber, columnNumber] = [Number(line), Number(column)];
  if (lineNumber === 0 || path === '') return undefined;
  return {
    start: match.index,
    end: match.index + match[0].length,
    path: path.replaceAll('\\', '/'),
    line: lineNumber,
    column: Math.max(1, columnNumber),
  };
}

/**
 * Where the file may be in a folder of the user's: as it is written, and without the folders of the build's machine in
 * front, the longest first.
 */
export function candidates(path: string): readonly string[] {
  const parts = path.replace(/^[A-Za-z]:/, '').split('/');
  // Nothing outside of the folder is looked for.
  const kept = parts.filter((part) => part !== '' && part !== '.');
  if (kept.includes('..')) return [];
  return kept.map((_, index) => kept.slice(index).join('/')).slice(0, mostCandidates);
}

const mostCandidates = 12;

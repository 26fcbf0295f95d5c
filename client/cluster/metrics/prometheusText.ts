/**
 * Reads the text form of Prometheus (text 0.0.4 and what OpenMetrics and UTF-8 names add to it). Never throws: a line that
 * is none is left out, and so are comments, timestamps and exemplars.
 */
export interface MetricLine {
  /** With `_` for what older Prometheus does not allow in a name; so are labels. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** @param wanted tells by its name whether a line is worth reading */
export function parsePrometheusText(
  text: string,
  wanted: (name: string) => boolean = () => true,
): readonly MetricLine[] {
  const lines: MetricLine[] = [];
  for (const line of text.split('\n')) {
    const read = lineOf(line, wanted);
    if (read !== undefined) lines.push(read);
  }
  return lines;
}

const plainName = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const quoted = /"((?:[^"\\]|\\.)*)"/y;
const gap = /[ \t]*/y;
const equals = /[ \t]*=[ \t]*/y;
const separator = /[ \t]*,?[ \t]*/y;

/** Where in a line the reading is. */
interface Place {
  readonly line: string;
  at: number;
}

function lineOf(line: string, wanted: (name: string) => boolean): MetricLine | undefined {
  const place: Place = { line, at: 0 };
  take(place, gap);
  if (line[place.at] === '#' || place.at >= line.length) return undefined;
  let name = take(place, plainName)?.[0] ?? '';
  if (name !== '' && !wanted(name)) return undefined;
  take(place, gap);
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  if (line[place.at] === '{') {
    const inside = takeLabels(place, labels);
    if (inside === undefined) return undefined;
    if (name === '') {
      name = inside;
      if (!wanted(name)) return undefined;
    } else if (inside !== '') return undefined;
  }
  if (name === '') return undefined;
  const value = valueOf(line.slice(place.at));
  return value === undefined ? undefined : { name, labels, value };
}

/** Gives the name where it stands among the labels, else ''; undefined where these are no labels. */
function takeLabels(place: Place, labels: Record<string, string>): string | undefined {
  let name = '';
  place.at++;
  take(place, gap);
  while (place.line[place.at] !== '}') {
    const inQuotes = take(place, quoted)?.[1];
    const key = inQuotes === undefined ? take(place, plainName)?.[0] : plain(unescaped(inQuotes));
    if (key === undefined) return undefined;
    if (take(place, equals) === undefined) {
      if (inQuotes === undefined || name !== '') return undefined;
      name = key;
    } else {
      const value = take(place, quoted)?.[1];
      if (value === undefined) return undefined;
      labels[key] = unescaped(value);
    }
    take(place, separator);
    if (place.at >= place.line.length) return undefined;
  }
  place.at++;
  return name;
}

function take(place: Place, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = place.at;
  const found = pattern.exec(place.line);
  if (found === null) return undefined;
  place.at = pattern.lastIndex;
  return found;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (all, letter: string) =>
    letter === 'n' ? '\n' : letter === '"' || letter === '\\' ? letter : all,
  );
}

function plain(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9_:]/g, '_');
}

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The value, before a timestamp and an exemplar. */
function valueOf(rest: string): number | undefined {
  const [value = '', timestamp, mark] = rest.trim().split(/[ \t]+/);
  if (timestamp !== undefined && timestamp !== '#' && !number.test(timestamp)) return undefined;
  if (timestamp !== '#' && mark !== undefined && mark !== '#') return undefined;
  if (number.test(value)) return Number(value);
  switch (value.toLowerCase()) {
    case 'nan':
      return Number.NaN;
    case 'inf':
    case '+inf':
      return Infinity;
    case '-inf':
      return -Infinity;
    default:
      return undefined;
  }
}

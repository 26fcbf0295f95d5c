/** From a place in block YAML up to the root, by indentation alone: works while the text around is half typed. */
import type { Path } from '#knative/path.ts';
import type { Segment } from '../../yaml/segment.ts';
import { columnOf, isEmpty, lineOf, type Line, type Opener } from './lines.ts';

/** Where something stands in column `column` of line `line`, with these openers before it on the same line. */
export interface Foot {
  readonly line: number;
  readonly column: number;
  readonly left: readonly Opener[];
}

export interface Climb {
  readonly path: Path;
  /**
   * What the innermost key or dash above already holds on its own line, which then goes on here: a text, or a flow
   * collection whose end has not come.
   */
  readonly within: { readonly path: Path; readonly start: number; readonly line: Line } | undefined;
  /** The column of the neighbours, where they do not stand in the foot's. */
  readonly neighbours: number | undefined;
}

/** The path of the mapping, list or value that what stands at the foot belongs to. */
export function climb(segment: Segment, foot: Foot): Climb {
  const climber = new Climber(foot.column);
  for (const step of stepsUp(segment, foot)) {
    if (climber.take(step)) break;
  }
  return climber.result();
}

interface Step {
  readonly line: Line;
  readonly opener: Opener;
  /** What stands behind it on its line that is not an opener. */
  readonly content: number | undefined;
}

/** Openers from the foot upwards, on each line from right to left. */
function* stepsUp(segment: Segment, { line: index, left }: Foot): Iterable<Step> {
  const own = lineOf(segment, index);
  for (const opener of left.toReversed()) yield { line: own, opener, content: undefined };
  for (let above = index - 1; above >= 0; above--) {
    const line = lineOf(segment, above);
    if (line.mark) return;
    for (let at = line.openers.length - 1; at >= 0; at--) {
      const opener = line.openers[at];
      if (opener === undefined) continue;
      const last = at === line.openers.length - 1 && line.content < line.end;
      yield { line, opener, content: last ? line.content : undefined };
    }
  }
}

class Climber {
  /** From the innermost outwards; the index of a list is known when its first item has been passed. */
  readonly #parts: (string | number)[] = [];
  #column: number;
  #inItem = false;
  #index = 0;
  /** Whether something stands in the foot's own column. */
  #hasNeighbour = false;
  #skipped: number | undefined;
  /** How many parts lie inside of what `#within` names. */
  #inside = 0;
  #within: { readonly start: number; readonly line: Line } | undefined;

  constructor(column: number) {
    this.#column = column;
  }

  /** @returns whether the root is reached */
  take({ line, opener, content }: Step): boolean {
    if (this.#isBeside(opener)) {
      if (this.#parts.length === 0 && !this.#inItem) this.#hasNeighbour = true;
      if (this.#inItem) this.#index++;
      return false;
    }
    if (!this.#isParent(opener)) {
      if (this.#parts.length === 0 && !this.#inItem)
        this.#skipped = Math.min(this.#skipped ?? opener.column, opener.column);
      return false;
    }
    this.#leaveItem();
    if (content !== undefined) {
      this.#within = { start: content, line };
      this.#inside = this.#parts.length;
    }
    this.#column = opener.column;
    if (opener.type === 'key') this.#parts.push(opener.name);
    else this.#inItem = true;
    return opener.column === 0 && opener.type === 'key';
  }

  result(): Climb {
    this.#leaveItem();
    const path = this.#parts.toReversed();
    const within = this.#within && { ...this.#within, path: path.slice(0, path.length - this.#inside) };
    return { path, within, neighbours: this.#hasNeighbour ? undefined : this.#skipped };
  }

  /** A list may stand in the column of its key. */
  #isBeside({ type, column }: Opener): boolean {
    if (this.#inItem) return type === 'dash' && column === this.#column;
    return column === this.#column;
  }

  #isParent({ type, column }: Opener): boolean {
    return column < this.#column || (this.#inItem && type === 'key' && column === this.#column);
  }

  #leaveItem(): void {
    if (!this.#inItem) return;
    this.#parts.push(this.#index);
    this.#inItem = false;
    this.#index = 0;
  }
}

/** The first line below that holds anything; undefined at the document's end. */
export function nextLine(segment: Segment, index: number): Line | undefined {
  for (let below = index + 1; below <= segment.lineBreaks; below++) {
    const line = lineOf(segment, below);
    if (line.mark) return undefined;
    if (!isEmpty(line)) return line;
  }
  return undefined;
}

/** Whether something stands below a key of this column that belongs to it. */
export function hasBelow(segment: Segment, index: number, column: number): boolean {
  const next = nextLine(segment, index);
  if (next === undefined) return false;
  const at = columnOf(next);
  return at > column || (at === column && next.openers[0]?.type === 'dash');
}

/** Cuts a stream of text into lines. Of a line that is longer than it may be, only the beginning is ever held. */

export interface LineSplitter {
  /** The lines that end in this piece of the stream. */
  take(piece: string): readonly string[];
  /** What stands after the last line end; '' for nothing. */
  rest(): string;
}

/** @param most characters of a line; what is longer comes with one more, and no further */
export function lineSplitter(most = Infinity): LineSplitter {
  let held: string[] = [];
  let length = 0;
  const hold = (text: string): void => {
    const room = most + 1 - length;
    if (room <= 0 || text === '') return;
    const kept = text.length > room ? text.slice(0, room) : text;
    held.push(kept);
    length += kept.length;
  };
  const flush = (): string => {
    const line = held.length === 1 ? (held[0] ?? '') : held.join('');
    held = [];
    length = 0;
    return line;
  };
  return {
    take(piece) {
      const parts = piece.split('\n');
      const last = parts.pop() ?? '';
      const lines: string[] = [];
      for (const part of parts) {
        hold(part);
        lines.push(flush());
      }
      hold(last);
      return lines;
    },
    rest: flush,
  };
}

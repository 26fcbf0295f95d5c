/** A line of a log without what colours it; what is very long is cut, since nobody would read it either. */
export function plainLine(line: string): string {
  return line.slice(0, longest).replaceAll(styles, '');
}

const longest = 4096;

// oxlint-disable-next-line no-control-regex -- what colours a terminal begins with one
const styles = /\u001B\[[\d;]*m/g;

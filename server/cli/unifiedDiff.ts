/** A difference as `patch` and `git apply` take it. */
import { lineHunks, linesOf, type LineHunk } from '../yaml/lineDiff.ts';

const context = 3;

/** '' where the texts are the same. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const old = linesOf(before);
  const now = linesOf(after);
  const groups = grouped(lineHunks(old, now));
  if (groups.length === 0) return '';
  return [`--- a/${file}\n`, `+++ b/${file}\n`, ...groups.map((group) => groupText(group, old, now))].join(
    '',
  );
}

/** Hunks whose context would overlap belong together. */
function grouped(hunks: readonly LineHunk[]): readonly (readonly LineHunk[])[] {
  const groups: LineHunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && hunk.oldStart - last.oldEnd <= 2 * context) groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

function groupText(group: readonly LineHunk[], old: readonly string[], now: readonly string[]): string {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return '';
  const start = Math.max(0, first.oldStart - context);
  const end = Math.min(old.length, last.oldEnd + context);
  const newStart = first.newStart - (first.oldStart - start);
  const newEnd = last.newEnd + (end - last.oldEnd);
  const lines: string[] = [];
  let at = start;
  for (const hunk of group) {
    lines.push(...old.slice(at, hunk.oldStart).map((line) => ` ${line}`));
    lines.push(...old.slice(hunk.oldStart, hunk.oldEnd).map((line) => `-${line}`));
    lines.push(...now.slice(hunk.newStart, hunk.newEnd).map((line) => `+${line}`));
    at = hunk.oldEnd;
  }
  lines.push(...old.slice(at, end).map((line) => ` ${line}`));
  const head = `@@ -${start + 1},${end - start} +${newStart + 1},${newEnd - newStart} @@\n`;
  return (
    head +
    lines.map((line) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`)).join('')
  );
}

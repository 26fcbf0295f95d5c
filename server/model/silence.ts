/** Comments that silence advice: `# knative-ignore: rule-a, rule-b` on the line above, or without names for all rules. */
import { lineEnd, lineStartsOf, type Segment } from '../yaml/segment.ts';

const comment = /^\s*#\s*knative-ignore\b(?:\s*:\s*(?<rules>[\w,\s-]*))?/;

/** Whether any advice on a segment is silenced; cheap, and true too often rather than too rarely. */
export function mayBeSilenced(segment: Segment): boolean {
  return segment.text.includes('knative-ignore');
}

/** Whether advice by the rule `code` on a line (from the segment's first) is silenced. */
export function isSilenced(segment: Segment, line: number, code: string): boolean {
  if (line === 0 || !mayBeSilenced(segment)) return false;
  for (let above = line - 1; above >= 0; above--) {
    const text = segment.text.slice(lineStartsOf(segment)[above], lineEnd(segment, above));
    if (!text.trimStart().startsWith('#')) return false;
    const rules = comment.exec(text);
    if (rules !== null && names(rules.groups?.['rules'], code)) return true;
  }
  return false;
}

function names(rules: string | undefined, code: string): boolean {
  if (rules === undefined || rules.trim() === '') return true;
  return rules.split(/[\s,]+/).includes(code);
}

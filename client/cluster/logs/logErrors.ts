/** Which line of a log tells of an error. Pure. */
import { withoutStyles } from './harmlessText.ts';

export function tellsError(text: string): boolean {
  const head = withoutStyles(text.slice(0, longest)).slice(0, longestWithoutStyles);
  return signs.test(head) && !harmlessSigns.test(head);
}

const longest = 4000;
const longestWithoutStyles = 2000;

/** As compilers, test runners, package managers and builders begin what went wrong, or as a level of a structured log. */
const signs = new RegExp(
  [
    String.raw`\b(?:error|fatal|panic)(?:\[\w+\]|\s[A-Z]+\d+)?(?=\s*[:!(\]"])`,
    String.raw`^\W{0,4}(?:error|fatal|panic|failed|failure)\b`,
    String.raw`\b\w*(?:Error|Exception)\b(?=:|\s+at\s|$)`,
    String.raw`"?(?:level|severity)"?\s*[=:]\s*"?(?:error|fatal|critical)\b`,
    String.raw`^\s*(?:---\s)?FAIL(?:ED)?\b`,
    String.raw`^npm ERR!`,
    String.raw`^Traceback \(most recent call last\)`,
    String.raw`^[^\s:]+\.\w{1,6}:\d+(?::\d+)?:\s+(?!\s|warning|note|info)`,
    String.raw`\bcommand not found\b|\bNo such file or directory\b|\bPermission denied\b|\bSegmentation fault\b`,
    String.raw`\bdenied:\s|\bUNAUTHORIZED\b|\bunauthorized:`,
  ].join('|'),
  'i',
);

const harmlessSigns = /\b(?:0|no|without) (?:errors?|failures?)\b/i;

/** What the log of a step that failed says about why: tools have their own words for what a cluster cannot know. */
import { text, type Text } from '../text.ts';
import { plainLine } from './plainLine.ts';

/** From the last lines of a log, control sequences and all. */
export function failureInLog(lines: readonly string[]): Text | undefined {
  const plain = lines.map(plainLine);
  for (const [pattern, read] of signs) {
    const match = plain.map((line) => pattern.exec(line)).find((one) => one !== null);
    if (match !== undefined) return read(match);
  }
  return undefined;
}

type Sign = readonly [RegExp, (match: RegExpExecArray) => Text];

/** The more telling first. */
const signs: readonly Sign[] = [
  [
    /push(?:ing)? permission.*?"([^"]+)"|denied: requested access to the resource is denied|UNAUTHORIZED|unauthorized: authentication required|no basic auth credentials/,
    ([, image]) =>
      image === undefined
        ? text('The registry does not let it push: the service account needs a secret for that registry.')
        : text(
            'The registry does not let it push {0}: the service account needs a secret for that registry.',
            image,
          ),
  ],
  [
    /repository '([^']+)' not found/,
    ([, url = '']) => text('There is no repository {0}, or it is private.', url.replace(/\/$/, '')),
  ],
  [
    /could not read Username|Authentication failed for|Permission denied \(publickey/,
    () => text('The repository wants credentials: the service account needs a secret for it.'),
  ],
  [
    /pathspec '([^']+)' did not match|couldn't find remote ref (\S+)|Remote branch (\S+) not found/,
    ([, ...names]) =>
      text('The repository has no revision {0}.', names.find((one) => one !== undefined) ?? ''),
  ],
  [
    /error resolving dockerfile path|failed to read dockerfile/i,
    () => text('The Dockerfile is not where it was looked for.'),
  ],
  [/No space left on device/, () => text('The disk was full.')],
  [
    placeInCode(),
    ([, file = '', line = '', message = '']) => text('{0}, line {1}: {2}', file, line, message),
  ],
];

/** The first error with a place, as compilers and tests write it. */
function placeInCode(): RegExp {
  return /^\s*((?:\.{0,2}\/)?[\w./-]+\.\w{1,6}):(\d+)(?::\d+)?:?\s+(\S.*)$/;
}

/** The images that a log says were pushed, with their digests. */
import { bareImage, isPinnedImage } from '../image.ts';
import { plainLine } from './plainLine.ts';

/**
 * As kaniko, ko, buildpacks and docker say it: `Pushed REPOSITORY@DIGEST`, `REPOSITORY:TAG: digest: DIGEST`, and
 * `TAG: digest: DIGEST` below `The push refers to repository [REPOSITORY]`.
 */
export function pushedInLog(log: readonly string[], wanted: readonly string[]): readonly string[] {
  const [only, ...more] = wanted;
  let repository = more.length === 0 ? only : undefined;
  return log.flatMap((line): readonly string[] => {
    const plain = plainLine(line).trim();
    repository = /push refers to repository \[(\S+)\]/.exec(plain)?.[1] ?? repository;
    const whole = pushed.exec(plain)?.[1] ?? plain;
    if (isPinnedImage(whole)) return [whole];
    const [, named = '', found = ''] = /(\S+): digest: (sha256:[0-9a-f]{64})\b/.exec(plain) ?? [];
    if (found === '') return [];
    const image = named.includes('/') ? named : repository;
    return image === undefined ? [] : [`${bareImage(image)}@${found}`].filter(isPinnedImage);
  });
}

const pushed = /\b(?:pushed|published)\b.*?\s(\S+@sha256:[0-9a-f]{64})\b/i;

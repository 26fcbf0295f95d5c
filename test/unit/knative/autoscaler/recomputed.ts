/** Does the sum that an explanation says, with nothing but the words of the sentence: the number it must come to. */

/** Undefined where the sentence has no sum, because it says that what was decided before is kept. */
export function recomputed(sentence: string): number | 'kept' | undefined {
  const [, ...clauses] = sentence.split(': ');
  const words = clauses.join(': ');
  if (/^(?:panic mode keeps|scale-down-delay keeps|it goes down step by step)/.test(words)) return 'kept';
  const capped = /^max-scale allows (\d+) of the (\d+) asked for/.exec(words);
  if (capped) return Math.min(Number(capped[1]), Number(capped[2]));
  const asked = divided(words);
  const least = /^min-scale keeps (\d+)/.exec(words);
  if (least) return Math.max(Number(least[1]), limited(words, asked ?? 0));
  if (/^(?:the last replica (?:goes|is ending)|the next request starts)/.test(words)) return 0;
  if (/^(?:the last one is kept|this cluster keeps the last replica)/.test(words)) return 1;
  return asked === undefined ? undefined : limited(words, asked);
}

/** "134 concurrent requests over the last 60 s ÷ 70 per replica" */
function divided(words: string): number | undefined {
  if (/no requests over the last \d+ s/.test(words)) return 0;
  const sum = /([\d.]+) (?:concurrent requests|requests a second) over the last \d+ s ÷ ([\d.]+) per/.exec(
    words,
  );
  return sum === null ? undefined : Math.ceil(Number(sum[1]) / Number(sum[2]));
}

function limited(words: string, asked: number): number {
  const fewest = /no fewer than \d+ at once: (\d+) ready ÷ max-scale-down-rate ([\d.]+)/.exec(words);
  if (fewest) return Math.max(asked, Math.floor(Number(fewest[1]) / Number(fewest[2])));
  const most = /at most \d+ at once: (\d+) ready × max-scale-up-rate ([\d.]+)/.exec(words);
  if (most) return Math.min(asked, Math.ceil(Number(most[1]) * Number(most[2])));
  const activated = /activation-scale asks for (\d+)/.exec(words);
  return activated && asked > 0 ? Math.max(asked, Number(activated[1])) : asked;
}

/** "2 replicas wanted" */
export function wantedIn(sentence: string): number {
  if (sentence.startsWith('No replica wanted')) return 0;
  if (sentence.startsWith('Not decided yet')) return -1;
  return Number(/^(\d+) replicas? wanted/.exec(sentence)?.[1]);
}

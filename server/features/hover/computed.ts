/** What the numbers under the cursor come to: the split of the traffic, the target and the bounds of the autoscaler. */
import { scaleInWords, scalingOf, targetInWords } from '#knative/scaling.ts';
import { shareInWords, splitOf, tagInWords } from '#knative/split.ts';
import { text } from '#knative/text.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { annotationKey } from './annotation.ts';

type Words = Pick<Snapshot, 'translate' | 'settings'>;

export function computedFacts(words: Words, cursor: Cursor): readonly string[] {
  return [...split(words, cursor), ...scaling(words, cursor)];
}

const splitting = new Set(['traffic', 'release', 'pinned', 'runLatest']);

function split({ translate }: Words, { path, view }: Cursor): readonly string[] {
  const isSplit = path[0] === 'spec' && splitting.has(String(path[1])) && path[2] !== 'configuration';
  if (!isSplit) return [];
  const shares = splitOf(view.resource);
  const served = shares.filter(({ percent }) => percent > 0).map((share) => translate(shareInWords(share)));
  const tagged = shares.filter(({ tag }) => tag !== '').map((share) => translate(tagInWords(share)));
  return [
    ...(served.length === 0 ? [] : [served.join(', ')]),
    ...(tagged.length === 0 ? [] : [translate(text('With an address of its own: {0}', tagged.join(', ')))]),
  ];
}

/** What an annotation has a say in. */
const targetKeys = /\/(?:class|metric|target|target-utilization-percentage)$/;
const scaleKeys = /\/(?:(?:min|max|initial|activation)-scale|window|scale-to-zero-pod-retention-period)$/;

function scaling({ translate, settings }: Words, cursor: Cursor): readonly string[] {
  const key = annotationKey(cursor);
  const isTarget = targetKeys.test(key) || isConcurrency(cursor);
  const isScale = scaleKeys.test(key);
  if (!isTarget && !isScale) return [];
  const found = scalingOf(cursor.view.resource, settings.profile);
  if (found === undefined) return [];
  const facts = isTarget ? targetInWords(found) : scaleInWords(found);
  return facts.length === 0 ? [] : [facts.map(translate).join('; ')];
}

function isConcurrency({ path }: Cursor): boolean {
  return path.at(-1) === 'containerConcurrency' || path.at(-1) === 'concurrencyModel';
}

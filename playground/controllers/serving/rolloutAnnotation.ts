/** A rollout as an annotation of the Ingress keeps it. */
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import { listAt, numberAt, objectAt, textAt } from '../../api/object.ts';
import type { ConfigurationRollout, Rollout } from './rollout.ts';

/** As the annotation has it. */
export function rolloutText(rollout: Rollout): string {
  const sorted = rollout.toSorted(
    (a, b) => compare(a.tag, b.tag) || compare(a.configurationName, b.configurationName),
  );
  const configurations = sorted.map(written);
  return JSON.stringify(configurations.length === 0 ? {} : { configurations });
}

function written({ configurationName, tag, ...rest }: ConfigurationRollout): JsonObject {
  const shares = rest.revisions.map(({ revisionName, percent }) => ({ revisionName, percent }));
  const named = { configurationName, ...(tag !== '' && { tag }), percent: rest.percent };
  return { ...named, revisions: shares, stepParams: { ...rest.stepParams } };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Empty where the annotation cannot be read, or does not add up. */
export function readRollout(text: string): Rollout {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return [];
  }
  const all = listAt(value, 'configurations').filter(isObject).map(readOne);
  const addsUp = ({ revisions, percent }: ConfigurationRollout): boolean =>
    percent <= 100 && revisions.reduce((sum, one) => sum + one.percent, 0) === percent;
  return all.every(addsUp) ? all : [];
}

function readOne(value: JsonObject): ConfigurationRollout {
  return {
    configurationName: textAt(value, 'configurationName'),
    tag: textAt(value, 'tag'),
    percent: numberAt(value, 'percent') ?? 0,
    revisions: listAt(value, 'revisions').map((one) => ({
      revisionName: textAt(one, 'revisionName'),
      percent: numberAt(one, 'percent') ?? 0,
    })),
    stepParams: objectAt(value, 'stepParams'),
  };
}

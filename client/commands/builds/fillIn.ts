/** Has a run filled in by its user, and remembers for this session what was typed. */
import type { Asked } from '#knative/builds/parameters.ts';
import { withValues } from '#knative/builds/parameters.ts';
import { withSurroundings, type Run } from '#knative/builds/runOf.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { formOf, typedInto, valuesIn, type TypedEarlier } from '../../runForm.ts';
import { askValues } from './askValues.ts';

/** By what was run. */
export type EarlierForms = Map<string, TypedEarlier>;

export interface Blank {
  readonly key: string;
  readonly title: string;
  readonly place: string;
  readonly run: Run;
  readonly parameters: readonly Asked[];
  readonly surroundings: readonly Asked[];
}

/** The manifest to send; undefined where its user has given up. */
export async function filled(earlier: EarlierForms, blank: Blank): Promise<JsonObject | undefined> {
  const { key, title, place, run, parameters, surroundings } = blank;
  const form = await askValues({
    title,
    place,
    form: formOf(parameters, surroundings, earlier.get(key)),
    onChange: (changed) => earlier.set(key, typedInto(changed)),
  });
  if (form === undefined) return undefined;
  const around = valuesIn(form, 'surrounding');
  const whole = withSurroundings(run, {
    url: textOf(around.get('url')),
    revision: textOf(around.get('revision')) || 'main',
    serviceAccount: textOf(around.get('serviceAccountName')),
  });
  return withValues(whole.manifest, valuesIn(form, 'parameter'));
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

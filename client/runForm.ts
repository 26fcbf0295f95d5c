/** What the user fills in before something is run: what each field has, what is wrong with it, what was typed. Pure. */
import type { Asked } from '#knative/builds/parameters.ts';
import { readValue, shownValue } from '#knative/builds/parameterValue.ts';
import { jsonEquals, type Json } from '#knative/json.ts';
import { text, type Text } from '#knative/text.ts';

/** Parameters are sent as such; surroundings are what the manifest of a run would say itself. */
export type FieldGroup = 'parameter' | 'surrounding';

export interface FormField extends Asked {
  readonly group: FieldGroup;
  /** Undefined where it is left as the manifest or the default says. */
  readonly typed: string | undefined;
}

export type RunForm = readonly FormField[];

/** What was typed into a form earlier, and what stood there otherwise. */
export type TypedEarlier = ReadonlyMap<string, { readonly typed: string; readonly instead: string }>;

/** What was typed earlier stands there again, unless the manifest or the default says something new since. */
export function formOf(
  parameters: readonly Asked[],
  surroundings: readonly Asked[] = [],
  earlier: TypedEarlier = new Map(),
): RunForm {
  const fieldOf =
    (group: FieldGroup) =>
    (asked: Asked): FormField => {
      const field: FormField = { ...asked, group, typed: undefined };
      const before = earlier.get(keyOf(field));
      return before?.instead === untyped(field) ? { ...field, typed: before.typed } : field;
    };
  return [...parameters.map(fieldOf('parameter')), ...surroundings.map(fieldOf('surrounding'))];
}

export function typedInto(form: RunForm): TypedEarlier {
  return new Map(
    form.flatMap((field) =>
      field.typed === undefined
        ? []
        : [[keyOf(field), { typed: field.typed, instead: untyped(field) }] as const],
    ),
  );
}

/** @param typed undefined to leave it as the manifest or the default says */
export function withTyped(form: RunForm, index: number, typed: string | undefined): RunForm {
  return form.map((field, i) =>
    i === index
      ? { ...field, typed: typed === untyped(field) && hasValue(field) ? undefined : typed }
      : field,
  );
}

/** What a field has now, as it is typed. */
export function fieldText(field: FormField): string {
  return field.typed ?? untyped(field);
}

export function fieldProblem(field: FormField): Text | undefined {
  if (field.typed === undefined && !hasValue(field)) {
    return text('{0} has no default; it needs a value.', field.name);
  }
  const read = readValue(field, fieldText(field));
  return 'problem' in read ? read.problem : undefined;
}

/** The first field that keeps it from being run; -1 where none does. */
export function firstProblem(form: RunForm): number {
  return form.findIndex((field) => fieldProblem(field) !== undefined);
}

/** What differs from what the manifest and the defaults say. */
export function valuesIn(form: RunForm, group: FieldGroup): ReadonlyMap<string, Json> {
  const values = form
    .filter((field) => field.group === group)
    .flatMap((field): readonly (readonly [string, Json])[] => {
      const read = readValue(field, fieldText(field));
      if (!('value' in read) || jsonEquals(read.value, field.given ?? field.fallback)) return [];
      return [[field.name, read.value]];
    });
  return new Map(values);
}

function hasValue({ given, fallback }: Asked): boolean {
  return (given ?? fallback) !== undefined;
}

function untyped({ given, fallback }: Asked): string {
  return shownValue(given ?? fallback ?? '');
}

function keyOf({ group, name }: FormField): string {
  return `${group} ${name}`;
}

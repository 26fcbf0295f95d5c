/** The form before a run as rows of a list: what each field has, what it must be, what is wrong with it. */
import { l10n, QuickPickItemKind, ThemeIcon, type QuickInputButton, type QuickPickItem } from 'vscode';
import { shownValue } from '#knative/builds/parameterValue.ts';
import type { Text } from '#knative/text.ts';
import { localized } from '../../localized.ts';
import { fieldProblem, fieldText, type FormField, type RunForm } from '../../runForm.ts';

export interface Row extends QuickPickItem {
  /** Of a field; -1 for what runs it. */
  readonly index: number;
}

export function rowsOf(form: RunForm): readonly Row[] {
  const rows = form.map((field, index) => ({ field, row: rowOf(field, index) }));
  const under = (group: FormField['group'], heading: string): readonly Row[] => {
    const own = rows.filter(({ field }) => field.group === group).map(({ row }) => row);
    return own.length === 0 ? [] : [{ label: heading, kind: QuickPickItemKind.Separator, index: -1 }, ...own];
  };
  return [
    runRow(form),
    ...under('parameter', l10n.t('Parameters')),
    ...under('surrounding', l10n.t('The run itself')),
  ];
}

function runRow(form: RunForm): Row {
  const wrong = form.filter((field) => fieldProblem(field) !== undefined).map(({ name }) => name);
  const run: Row = { label: l10n.t('$(play) Run'), index: -1, alwaysShow: true };
  return wrong.length === 0 ? run : { ...run, description: l10n.t('first: {0}', wrong.join(', ')) };
}

function rowOf(field: FormField, index: number): Row {
  const { name, description, fallback, typed } = field;
  const problem = fieldProblem(field);
  const isRequired = fallback === undefined;
  return {
    label: `${iconOf(field, problem)} ${plain(name)}${isRequired ? ' *' : ''}`,
    description: plain(fieldText(field)),
    detail: [problem === undefined ? '' : localized(problem), plain(description), ...notesOn(field, problem)]
      .filter((one) => one !== '')
      .join(' · '),
    buttons: typed === undefined ? [] : [resetTo(field)],
    index,
  };
}

function iconOf({ typed }: FormField, problem: Text | undefined): string {
  if (problem !== undefined) return '$(warning)';
  return typed === undefined ? '$(circle-outline)' : '$(edit)';
}

/** What a field would have without its user, and what it must be. */
function notesOn(field: FormField, problem: Text | undefined): readonly string[] {
  const { type, given, fallback, typed } = field;
  return [
    ...(type === 'array' ? [l10n.t('a list')] : type === 'object' ? [l10n.t('an object')] : []),
    ...(given !== undefined && typed !== undefined
      ? [l10n.t('manifest: {0}', plain(shownValue(given)))]
      : []),
    ...(fallback === undefined
      ? problem === undefined
        ? [l10n.t('has no default')]
        : []
      : given === undefined && typed === undefined
        ? [l10n.t('default')]
        : [l10n.t('default: {0}', plain(shownValue(fallback)))]),
  ];
}

function resetTo({ given }: FormField): QuickInputButton {
  const tooltip = given === undefined ? l10n.t('Use the Default') : l10n.t('Use What the Manifest Says');
  return { iconPath: new ThemeIcon('discard'), tooltip };
}

/** Nothing of a value is an icon. */
function plain(value: string): string {
  return value.replaceAll('$(', '$\u200B(');
}

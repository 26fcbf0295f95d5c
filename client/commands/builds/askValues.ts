/**
 * The form before a run: all fields with what they have, each of which can be changed, and the run at the top. Closing it
 * loses nothing: whoever asks is told of every change.
 */
import {
  l10n,
  QuickPickItemKind,
  ThemeIcon,
  window,
  type QuickInputButton,
  type QuickPickItem,
} from 'vscode';
import { shownValue } from '#knative/builds/parameterValue.ts';
import type { Text } from '#knative/text.ts';
import { localized } from '../../localized.ts';
import {
  fieldProblem,
  fieldText,
  firstProblem,
  withTyped,
  type FormField,
  type RunForm,
} from '../../runForm.ts';
import { askField } from './askField.ts';

export interface Question {
  readonly title: string;
  /** Where it will run. */
  readonly place: string;
  readonly form: RunForm;
  readonly onChange: (form: RunForm) => void;
}

/** The form as it was sent off; undefined where its user has given up. Not shown where there is nothing to fill in. */
export async function askValues(question: Question): Promise<RunForm | undefined> {
  let { form } = question;
  let active = firstProblem(form);
  while (form.length > 0) {
    const chosen = await choose(question, form, active);
    if (chosen === undefined) return undefined;
    // Run too early, it leads to what is missing.
    const index = chosen.index < 0 ? firstProblem(form) : chosen.index;
    const field = form[index];
    if (field === undefined) return form;
    const left = chosen.isReset
      ? ({ how: 'back', typed: undefined } as const)
      : await askField(`${question.title} › ${field.name}`, field);
    form = withTyped(form, index, left.typed);
    question.onChange(form);
    if (left.how === 'closed') return undefined;
    active = left.how === 'back' ? index : firstProblem(form);
  }
  return form;
}

interface Chosen {
  /** Of a field; -1 to run. */
  readonly index: number;
  readonly isReset: boolean;
}

interface Row extends QuickPickItem {
  readonly index: number;
}

async function choose(
  { title, place }: Question,
  form: RunForm,
  active: number,
): Promise<Chosen | undefined> {
  const pick = window.createQuickPick<Row>();
  const items = rowsOf(form);
  const placeholder = l10n.t('{0}: Enter on a value changes it', place);
  Object.assign(pick, {
    title,
    placeholder,
    items,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  pick.activeItems = items.filter(({ index, kind }) => kind === undefined && index === active);
  const { promise, resolve } = Promise.withResolvers<Chosen | undefined>();
  pick.onDidAccept(() => {
    const [row] = pick.activeItems;
    if (row !== undefined) resolve({ index: row.index, isReset: false });
  });
  pick.onDidTriggerItemButton(({ item: { index } }) => resolve({ index, isReset: true }));
  pick.onDidHide(() => resolve(undefined));
  pick.show();
  const chosen = await promise;
  pick.dispose();
  return chosen;
}

function rowsOf(form: RunForm): readonly Row[] {
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

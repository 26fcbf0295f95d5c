/**
 * The form before a run: all fields with what they have, each of which can be changed, and the run at the top. Closing it
 * loses nothing: whoever asks is told of every change.
 */
import { l10n, window } from 'vscode';
import { firstProblem, withTyped, type RunForm } from '../../runForm.ts';
import { askField } from './askField.ts';
import { rowsOf, type Row } from './formRows.ts';

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

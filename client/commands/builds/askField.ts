/** Asks for one value of a form: typed, or one of those it may have. */
import { l10n, QuickInputButtons, window, type QuickInput } from 'vscode';
import { readValue } from '#knative/builds/parameterValue.ts';
import { localized } from '../../localized.ts';
import { fieldText, type FormField } from '../../runForm.ts';

export interface Left {
  /** `closed`: its user has given up the whole form. */
  readonly how: 'taken' | 'back' | 'closed';
  /** What stands there, also where it was not taken. */
  readonly typed: string | undefined;
}

export async function askField(title: string, field: FormField): Promise<Left> {
  return field.choices.length > 0 ? choose(title, field) : type(title, field);
}

async function type(title: string, field: FormField): Promise<Left> {
  const input = window.createInputBox();
  const before = fieldText(field);
  Object.assign(input, { title, prompt: promptOf(field), value: before, ignoreFocusOut: true });
  input.placeholder = placeholderOf(field);
  const look = (): void => {
    const read = readValue(field, input.value);
    input.validationMessage =
      'problem' in read && input.value !== before ? localized(read.problem) : undefined;
  };
  return left(input, (leave) => {
    const typed = (): string | undefined => (input.value === before ? field.typed : input.value);
    input.onDidChangeValue(look);
    input.onDidTriggerButton(() => leave({ how: 'back', typed: typed() }));
    input.onDidHide(() => leave({ how: 'closed', typed: typed() }));
    input.onDidAccept(() => {
      const read = readValue(field, input.value);
      if ('value' in read) leave({ how: 'taken', typed: input.value });
      else input.validationMessage = localized(read.problem);
    });
  });
}

async function choose(title: string, field: FormField): Promise<Left> {
  const pick = window.createQuickPick();
  const items = field.choices.map((label) => ({
    label,
    description: label === field.fallback ? l10n.t('default') : '',
  }));
  Object.assign(pick, { title, placeholder: promptOf(field), items, ignoreFocusOut: true });
  pick.activeItems = items.filter(({ label }) => label === fieldText(field));
  const { typed } = field;
  return left(pick, (leave) => {
    pick.onDidTriggerButton(() => leave({ how: 'back', typed }));
    pick.onDidHide(() => leave({ how: 'closed', typed }));
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen !== undefined) leave({ how: 'taken', typed: chosen.label });
    });
  });
}

type WithButtons = QuickInput & { buttons: ReturnType<typeof window.createInputBox>['buttons'] };

async function left(input: WithButtons, listen: (leave: (left: Left) => void) => void): Promise<Left> {
  const { promise, resolve } = Promise.withResolvers<Left>();
  input.buttons = [QuickInputButtons.Back];
  listen(resolve);
  input.show();
  const answer = await promise;
  input.dispose();
  return answer;
}

function promptOf({ name, description }: FormField): string {
  return description === '' ? name : `${name}: ${description}`;
}

function placeholderOf({ type, fallback }: FormField): string {
  switch (type) {
    case 'array':
      return l10n.t('A list: a, b or ["a", "b"]');
    case 'object':
      return l10n.t('An object: a=1, b=2 or {"a": "1", "b": "2"}');
    case 'string':
      return fallback === undefined ? l10n.t('has no default') : l10n.t('nothing: an empty text');
  }
}

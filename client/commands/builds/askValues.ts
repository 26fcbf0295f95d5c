/** Asks for the values of a run's parameters one after the other, with their descriptions and defaults. */
import { l10n, QuickInputButtons, window, type QuickInput } from 'vscode';
import type { Asked } from '#knative/builds/runs.ts';

/** Only what differs from the defaults; undefined where its user has given up. */
export async function askValues(
  title: string,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const values = new Map<string, string>();
  for (let index = 0; index < asked.length;) {
    const one = asked[index];
    if (one === undefined) break;
    const before = values.get(one.name) ?? one.given ?? one.fallback ?? '';
    const place = { title, step: index + 1, totalSteps: asked.length };
    const answer = await (one.choices.length > 0 ? choose(place, one, before) : type(place, one, before));
    if (answer === undefined) return undefined;
    if (answer === back) index = Math.max(0, index - 1);
    else {
      values.set(one.name, answer.value);
      index++;
    }
  }
  return new Map([...values].filter(([name, value]) => isOwn(asked, name, value)));
}

/** A default needs not be written, unless the manifest says something else. */
function isOwn(asked: readonly Asked[], name: string, value: string): boolean {
  const one = asked.find((other) => other.name === name);
  return one === undefined || one.given !== undefined || value !== one.fallback;
}

const back = Symbol('back');
type Answer = { readonly value: string } | typeof back | undefined;

interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

async function type(place: Place, { name, description, fallback }: Asked, before: string): Promise<Answer> {
  const input = window.createInputBox();
  const prompt = [name, description].filter((one) => one !== '').join(': ');
  Object.assign(input, place, { prompt, value: before, ignoreFocusOut: true });
  input.placeholder = fallback === undefined ? l10n.t('has no default') : fallback;
  return answered(input, place.step > 1, (accept) => {
    input.onDidChangeValue(() => (input.validationMessage = undefined));
    input.onDidAccept(() => {
      if (input.value === '' && fallback === undefined) {
        input.validationMessage = l10n.t('{0} has no default; it needs a value.', name);
      } else accept(input.value);
    });
  });
}

async function choose(place: Place, { name, description, choices }: Asked, before: string): Promise<Answer> {
  const pick = window.createQuickPick();
  const placeholder = [name, description].filter((one) => one !== '').join(': ');
  const items = choices.map((label) => ({ label }));
  Object.assign(pick, place, { placeholder, items, ignoreFocusOut: true });
  pick.activeItems = items.filter(({ label }) => label === before);
  return answered(pick, place.step > 1, (accept) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen !== undefined) accept(chosen.label);
    });
  });
}

type WithButtons = QuickInput & {
  buttons: ReturnType<typeof window.createInputBox>['buttons'];
  readonly onDidTriggerButton: ReturnType<typeof window.createInputBox>['onDidTriggerButton'];
};

async function answered(
  input: WithButtons,
  hasBack: boolean,
  listen: (accept: (value: string) => void) => void,
): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  if (hasBack) input.buttons = [QuickInputButtons.Back];
  listen((value) => resolve({ value }));
  input.onDidTriggerButton(() => resolve(back));
  input.onDidHide(() => resolve(undefined));
  input.show();
  const answer = await promise;
  input.dispose();
  return answer;
}

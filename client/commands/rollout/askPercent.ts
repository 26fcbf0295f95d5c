/** Asks for a share of the requests. */
import { l10n, window } from 'vscode';

export async function askPercent(title: string, prompt: string, value: number): Promise<number | undefined> {
  const typed = await window.showInputBox({
    title,
    prompt,
    value: String(value),
    validateInput: (text) =>
      percentIn(text) === undefined ? l10n.t('A whole number from 0 to 100') : undefined,
  });
  return typed === undefined ? undefined : percentIn(typed);
}

function percentIn(text: string): number | undefined {
  const digits = /^\s*(\d{1,3})\s*%?\s*$/.exec(text)?.[1];
  const percent = digits === undefined ? NaN : Number(digits);
  return percent <= 100 ? percent : undefined;
}

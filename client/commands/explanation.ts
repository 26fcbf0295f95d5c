/** A failure as a page of text: the cause, what helps, everything the cluster says, and the last words of the log. */
import { l10n } from 'vscode';
import type { Explained } from '../cluster/actions/gatherEvidence.ts';
import type { Clue } from '../cluster/diagnosis/evidence.ts';
import type { KubeObject } from '../cluster/object.ts';
import { localized } from '../localized.ts';

export function explanation(
  { kind = '', metadata: { name, namespace = '' } }: KubeObject,
  context: string,
  { diagnosis, lines }: Explained,
): string {
  const { cause, clues, log } = diagnosis;
  const sections: readonly (readonly string[])[] = [
    [l10n.t('{0} {1} in {2}, {3}', kind, name, namespace, context)],
    cause === undefined
      ? [l10n.t('No known cause fits; this is what the cluster says.')]
      : [localized(cause.sentence), ...(cause.fix === undefined ? [] : [localized(cause.fix)])],
    clues.length === 0
      ? []
      : [l10n.t('What the cluster says, from the outside inwards:'), ...clues.map(clueInWords)],
    log === undefined || lines.length === 0
      ? []
      : [
          l10n.t('The last lines of {0} in {1}:', log.container, log.pod),
          ...lines.map((line) => `  ${line}`),
        ],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function clueInWords({ about, reason, message, exitCode }: Clue): string {
  const code = exitCode === undefined ? '' : ` (${l10n.t('exit code {0}', exitCode)})`;
  const words = message.split('\n').join('\n    ');
  return `  ${about}: ${reason}${code}${words === '' ? '' : `\n    ${words}`}`;
}

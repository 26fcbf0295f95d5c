/** Requests and answers as text. */
import { l10n } from 'vscode';
import { tally, type Exchange } from '../../cluster/exchange.ts';

export function answerText(exchanges: readonly Exchange[], gateway: string): string {
  const last = exchanges.at(-1);
  if (last === undefined) return '';
  const { request, answer, revision } = last;
  const through = request.through;
  const head = [
    `GET ${request.url}`,
    ...(through === undefined
      ? []
      : [
          l10n.t(
            'through {0}:{1} ({2}), as the name does not lead there',
            through.host,
            through.port,
            gateway,
          ),
        ]),
  ];
  const took = Math.round(answer.milliseconds);
  const status = `${answer.status} ${answer.statusText}`.trim();
  const result = [
    l10n.t('{0} in {1} ms', status, took),
    revision === undefined
      ? l10n.t('Which revision answered cannot be told.')
      : l10n.t('answered by {0}', revision),
  ];
  const counts =
    exchanges.length > 1 ? [[l10n.t('{0} requests:', exchanges.length), ...bars(exchanges)]] : [];
  const headers = answer.headers.map(([name, value]) => `${name}: ${value}`);
  const body = answer.truncated ? [answer.body, '', l10n.t('… the rest is left out')] : [answer.body];
  return [head, ...counts, result, headers, body].map((lines) => lines.join('\n')).join('\n\n');
}

const widest = 40;

function bars(exchanges: readonly Exchange[]): readonly string[] {
  const counts = tally(exchanges);
  const names = counts.map(([revision]) => (revision === '' ? l10n.t('unknown') : revision));
  const width = Math.max(...names.map((name) => name.length));
  return counts.map(([, count], index) => {
    const bar = '█'.repeat(Math.max(1, Math.round((count / exchanges.length) * widest)));
    return `  ${(names[index] ?? '').padEnd(width)}  ${bar} ${count}`;
  });
}

/** What kubectl shows of the logs of the service `loud` while it runs: only the playground has pods that write any. */
import type { Command } from './command.ts';
import { comparable } from './comparable.ts';
import type { Outcome } from './run.ts';

export interface LogCommand extends Command {
  /** As `comparableLog` leaves it. */
  readonly shows: Outcome;
}

const shown = (...lines: readonly string[]): Outcome => ({ code: 0, stdout: text(lines), stderr: '' });
const refused = (...lines: readonly string[]): Outcome => ({ code: 1, stdout: '', stderr: text(lines) });

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

const loud = 'logs deployment/loud-00001-deployment';
const starting = 'TIME loud-00001 is starting';
const listening = 'TIME Listening on port 8080';
const proxy = {
  severity: 'INFO',
  timestamp: 'TIME',
  logger: 'queueproxy',
  message: 'Starting queue-proxy',
  'knative.dev/key': 'loud-00001',
};

export const logCommands: readonly LogCommand[] = [
  { args: loud, shows: shown(starting, listening) },
  { args: `${loud} -c user-container`, shows: shown(starting, listening) },
  { args: `${loud} -c queue-proxy`, shows: shown(JSON.stringify(proxy)) },
  {
    args: `${loud} --prefix`,
    shows: shown(`[pod/POD/user-container] ${starting}`, `[pod/POD/user-container] ${listening}`),
  },
  {
    args: 'logs -l serving.knative.dev/service=loud -c user-container --tail=1',
    shows: shown(listening),
  },
  { args: `${loud} --timestamps`, shows: shown(`TIME ${starting}`, `TIME ${listening}`) },
  { args: `${loud} --limit-bytes=4`, shows: { ...shown(), stdout: String(new Date().getFullYear()) } },
  { args: `${loud} --since=1h`, shows: shown(starting, listening) },
  {
    args: `${loud} -c nonsense`,
    shows: refused('error: container nonsense is not valid for pod POD out of: user-container, queue-proxy'),
  },
  {
    args: `${loud} -p`,
    shows: refused(
      'Error from server (BadRequest): previous terminated container "user-container" in pod "POD" not found',
    ),
  },
  // Whoever follows comes to the end with the pod.
  { args: `${loud} -f`, meanwhile: 'delete ksvc loud', shows: shown(starting, listening) },
];

/** An outcome without times and the names of pods. */
export function comparableLog(outcome: Outcome): Outcome {
  const { code, stdout, stderr } = comparable(outcome);
  const left = (said: string): string =>
    said
      .replaceAll(/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/g, 'TIME')
      .replaceAll(/loud-00001-deployment(?:-[a-z0-9]+){2}/g, 'POD');
  return { code, stdout: left(stdout), stderr: left(stderr) };
}

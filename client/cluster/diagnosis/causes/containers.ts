/** Containers that end, or do not answer. */
import { text } from '#knative/text.ts';
import type { Evidence } from '../evidence.ts';
import type { Cause, Known } from '../known.ts';

const ended = /^(?:Error|ContainerCannotRun|StartError|CrashLoopBackOff|ExitCode\d+|OOMKilled|Completed)$/;

const commandNotFound: Omit<Cause, 'id'> = {
  sentence: text('The container’s command does not exist in its image.'),
  fix: text('Check command and args, and the image’s entry point.'),
};

export const containers: readonly Known[] = [
  {
    id: 'out-of-memory',
    where: ({ reason, exitCode, message }) =>
      reason === 'OOMKilled' || exitCode === 137 || (reason === 'ExitCode137' && message !== ''),
    explain: () => ({
      sentence: text('The container needed more memory than it may have, and was killed.'),
      fix: text('Raise resources.limits.memory, or let it use less.'),
    }),
  },
  {
    id: 'wrong-architecture',
    reason: ended,
    message: /exec format error/,
    explain: () => ({
      sentence: text('The image was built for another kind of processor.'),
      fix: text('Build it for the nodes’ architecture, linux/amd64 most often.'),
    }),
  },
  {
    id: 'command-not-found',
    reason: ended,
    message: /executable file not found|no such file or directory/,
    where: ({ reason, exitCode }) => exitCode === 127 || exitCode === 128 || reason !== 'CrashLoopBackOff',
    explain: () => commandNotFound,
  },
  {
    id: 'command-not-found',
    where: ({ reason, exitCode }) => exitCode === 127 || reason === 'ExitCode127',
    explain: () => commandNotFound,
  },
  {
    id: 'ended',
    where: ({ reason, exitCode }) => exitCode === 0 || reason === 'ExitCode0',
    explain: () => ({
      sentence: text('The container ended by itself, but a service must go on and listen.'),
      fix: text('Let it listen on the port that the variable PORT names; for work with an end use a Job.'),
    }),
  },
  {
    id: 'crashed',
    where: ({ reason, exitCode }) => exitCode !== undefined || /^ExitCode\d+$/.test(reason),
    explain: (_found, { reason, exitCode }) => ({
      sentence: text(
        'The container crashed with exit code {0}.',
        exitCode ?? Number(reason.slice('ExitCode'.length)),
      ),
      fix: text('Its last words in the log say why.'),
    }),
  },
  {
    id: 'crashed',
    reason: /^CrashLoopBackOff$/,
    explain: () => ({
      sentence: text('The container crashes again and again.'),
      fix: text('Its last words in the log say why.'),
    }),
  },
  {
    id: 'nobody-listens',
    reason: /^Unhealthy$/,
    message: /connection refused/,
    explain: (_found, _clue, evidence) => ({
      sentence: text('Nothing in the container listens on port {0}.', portOf(evidence)),
      fix: text(
        'Listen on the port that the variable PORT names, on all addresses, or set containerPort to yours.',
      ),
    }),
  },
  {
    id: 'probe-refused',
    reason: /^Unhealthy$/,
    message: /statuscode: (\d+)/,
    explain: ([, status = '']) => ({
      sentence: text('The readiness probe is answered with status {0}.', status),
      fix: text('Answer its path with 200, or let the probe ask another path.'),
    }),
  },
  {
    id: 'probe',
    reason: /^Unhealthy$/,
    explain: () => ({
      sentence: text('The readiness probe fails.'),
      fix: text('Check its path and port, and how long the container needs to start.'),
    }),
  },
  {
    id: 'deadline',
    reason: /^ProgressDeadlineExceeded$/,
    explain: (_found, _clue, evidence) => ({
      sentence: text('No pod became ready in time.'),
      fix: text(
        'Check that the container listens on port {0} and passes its probe; a slow start wants a longer serving.knative.dev/progress-deadline.',
        portOf(evidence),
      ),
    }),
  },
];

/** Where the user's container is to listen. */
function portOf({ revision }: Evidence): number {
  const spec = revision?.spec as
    { readonly containers?: readonly Ported[]; readonly container?: Ported } | undefined;
  const containers = spec?.containers ?? (spec?.container === undefined ? [] : [spec.container]);
  const [port] = containers.flatMap(({ ports = [] }) => ports);
  return port?.containerPort ?? 8080;
}

interface Ported {
  readonly ports?: readonly { readonly containerPort?: number }[];
}

/** What the command line says, decoded; a mistake is a sentence for its user. */
import { parseArgs } from 'node:util';

export type Command =
  | { readonly run: 'help' | 'version' | 'server' }
  | CheckCommand
  | { readonly run: 'migrate'; readonly mode: 'print' | 'write' | 'diff'; readonly paths: readonly string[] }
  | { readonly run: 'mistake'; readonly message: string };

export interface CheckCommand {
  readonly run: 'check';
  readonly format: 'pretty' | 'jsonl';
  readonly failOn: 'error' | 'warning';
  readonly lint: boolean;
  readonly live: readonly string[];
  readonly paths: readonly string[];
}

export const usage = `Usage:
  knative-ls check [--format pretty|jsonl] [--fail-on error|warning] [--no-lint] [--live PATH] PATH…
  knative-ls migrate [--write | --diff] PATH…
  knative-ls --stdio | --node-ipc | --socket=PORT
  knative-ls --help | --version

check says what a cluster with Knative would refuse, and what its user would regret.
  PATH           a file, a folder, a glob, or - for standard input
  --format       pretty for people (the default), jsonl for programs: one line a problem
  --fail-on      exit with 1 from this severity on (error is the default)
  --no-lint      only what the cluster refuses and, like the cluster, only its first reason
  --live PATH    manifests of what the cluster has already: the verdict is then that on an update
migrate prints manifests of 2019 in the API versions of today.
  --write        change the files
  --diff         print the difference only
--stdio          is the language server, for any editor

Exit status: 0 nothing found, 1 something found, 2 wrong usage or unreadable input.
`;

export function parseArguments(args: readonly string[]): Command {
  try {
    return commandOf(args);
  } catch (error) {
    return mistake(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error));
  }
}

function commandOf(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === undefined) return mistake('Say what to do: check, migrate or --stdio');
  if (isTransport(name)) return { run: 'server' };
  switch (name) {
    case '--help':
    case '-h':
    case 'help':
      return { run: 'help' };
    case '--version':
    case '-v':
      return { run: 'version' };
    case 'check':
      return checkOf(rest);
    case 'migrate':
      return migrateOf(rest);
    default:
      return mistake(name.startsWith('-') ? `Unknown option ${name}` : `Unknown command ${name}`);
  }
}

function isTransport(name: string): boolean {
  return (
    name === '--stdio' || name === '--node-ipc' || name.startsWith('--socket') || name.startsWith('--pipe')
  );
}

function checkOf(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      format: { type: 'string', default: 'pretty' },
      'fail-on': { type: 'string', default: 'error' },
      lint: { type: 'boolean', default: true },
      live: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const { format, 'fail-on': failOn, lint, live } = values;
  if (values.help === true) return { run: 'help' };
  if (format !== 'pretty' && format !== 'jsonl') return mistake(`--format is pretty or jsonl, not ${format}`);
  if (failOn !== 'error' && failOn !== 'warning')
    return mistake(`--fail-on is error or warning, not ${failOn}`);
  if (positionals.length === 0)
    return mistake('Say what to check: files, folders, globs, or - for standard input');
  return { run: 'check', format, failOn, lint, live, paths: positionals };
}

function migrateOf(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { write: { type: 'boolean' }, diff: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) return { run: 'help' };
  if (values.write === true && values.diff === true) return mistake('--write and --diff exclude each other');
  if (positionals.length === 0)
    return mistake('Say what to migrate: files, folders, globs, or - for standard input');
  if (values.write === true && positionals.includes('-')) return mistake('Standard input cannot be written');
  const mode = values.write === true ? 'write' : values.diff === true ? 'diff' : 'print';
  return { run: 'migrate', mode, paths: positionals };
}

function mistake(message: string): Command {
  return { run: 'mistake', message: `${message}.` };
}

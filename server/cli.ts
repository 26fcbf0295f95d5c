/** The command line: the same engine as the language server, on files. */
import { parseArguments, usage, type CheckCommand } from './cli/arguments.ts';
import { check, inOrder } from './cli/check.ts';
import { readInputs } from './cli/inputs.ts';
import { jsonLine, prettyProblem, summary } from './cli/print.ts';
import { version } from './cli/version.ts';

// A reader that has seen enough (`| head`) is no mistake of ours.
process.stdout.on('error', () => process.exit());
void main();

/** A mistake of ours must not look like one in a manifest, which ends with 1. */
async function main(): Promise<void> {
  try {
    const code = await run();
    if (code !== 0) process.exitCode = code;
  } catch (error) {
    process.stderr.write(
      `knative-ls: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 2;
  }
}

/** The exit status. */
async function run(): Promise<number> {
  const command = parseArguments(process.argv.slice(2));
  switch (command.run) {
    case 'server':
      await import('./main.ts');
      return 0;
    case 'help':
      process.stdout.write(usage);
      return 0;
    case 'version':
      process.stdout.write(`${version()}\n`);
      return 0;
    case 'mistake':
      process.stderr.write(`knative-ls: ${command.message}\n\n${usage}`);
      return 2;
    case 'check':
      return runCheck(command);
    case 'migrate': {
      const { runMigrate } = await import('./cli/migrate.ts');
      return runMigrate(command.mode, command.paths);
    }
  }
}

function runCheck({ format, failOn, lint, live, paths }: CheckCommand): number {
  const { inputs, failures } = readInputs(paths);
  const stored = readInputs(live);
  const found = check(inputs, { lint, live: stored.inputs });
  if (format === 'jsonl') process.stdout.write(inOrder(found).map(jsonLine).join(''));
  else {
    const style = { colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined };
    // A hint is for the editor: nearly every manifest has some.
    const shown = found.filter(({ one }) => one.problem.severity !== 'hint');
    process.stdout.write(
      inOrder(shown)
        .map((one) => prettyProblem(one, style))
        .join('') + summary(found, inputs.length),
    );
  }
  const failed = [...failures, ...stored.failures];
  for (const failure of failed) process.stderr.write(`knative-ls: ${failure}.\n`);
  if (failed.length > 0) return 2;
  const failing = new Set<string>(failOn === 'error' ? ['error'] : ['error', 'warning']);
  return found.some(({ one }) => failing.has(one.problem.severity)) ? 1 : 0;
}

/**
 * Types, lint and format of everything, with zero warnings.
 * Usage: node scripts/check.ts [--fix]
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { main } from './progress.ts';
import { root } from './project.ts';

const checks: readonly (readonly string[])[] = [
  ['typescript/bin/tsc', '-b'],
  ['oxlint/bin/oxlint', '--type-aware', '--max-warnings', '0'],
  ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
];
const fixes: readonly (readonly string[])[] = [
  ['oxlint/bin/oxlint', '--type-aware', '--fix'],
  ['prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', '.'],
];

await main(async () => {
  const commands = process.argv.includes('--fix') ? fixes : checks;
  // All of them run even when one fails: one look shows everything there is to mend.
  const failed = commands.filter((command) => !succeeds(command));
  return failed.length === 0 ? 0 : 1;
});

function succeeds([tool = '', ...args]: readonly string[]): boolean {
  const script = path.join(root, 'node_modules', tool);
  return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' }).status === 0;
}

/**
 * `npm test`: everything a change must pass, one heading a step, and the sum of it all in the last line.
 * Usage: node scripts/test.ts [check|build|unit|vectors|lsp|e2e|cluster …]   (all but cluster without an argument)
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installCodeServer } from './codeServer.ts';
import { installBrowser } from './browser.ts';
import { main, seconds } from './progress.ts';
import { cache, root } from './project.ts';
import { none, sum, type Counts, type CountsByFile } from './testCounts.ts';

interface Step {
  readonly heading: string;
  readonly run: () => Promise<Counts> | Counts;
  /** Only where it is asked for by name. */
  readonly onRequest?: true;
}

const steps: Readonly<Record<string, Step>> = {
  check: { heading: 'Types, lint, format', run: () => script('check.ts') },
  build: { heading: 'Build', run: () => script('build.ts') },
  unit: { heading: 'Unit tests', run: () => tests('test/unit/**/*.test.ts') },
  vectors: { heading: "The cluster's verdicts", run: () => tests('test/vectors/**/*.test.ts') },
  lsp: { heading: 'The language server over stdio', run: () => tests('test/lsp/**/*.test.ts') },
  e2e: { heading: 'VS Code in a browser', run: endToEnd },
  cluster: {
    heading: 'A real control plane',
    run: controlPlane,
    onRequest: true,
  },
};

const always = Object.keys(steps).filter((name) => steps[name]?.onRequest !== true);

/** What must have run before, for a step that is asked for alone. */
const needs: Readonly<Record<string, readonly string[]>> = {
  lsp: ['build'],
  e2e: ['build'],
  cluster: ['build'],
};

const onePassed: Counts = { passed: 1, failed: 0, skipped: 0 };
const oneFailed: Counts = { passed: 0, failed: 1, skipped: 0 };

await main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in steps));
  if (unknown.length > 0) {
    throw new Error(`There is no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}.`);
  }
  const names = asked.length === 0 ? always : asked.flatMap((name) => (needs[name] ?? []).concat(name));
  const all: Counts[] = [];
  for (const name of new Set(names)) all.push(await runStep(name));
  const total = sum(all);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
});

async function runStep(name: string): Promise<Counts> {
  const step = steps[name];
  if (step === undefined) return oneFailed;
  console.log(`\n== ${step.heading} ==`);
  const start = performance.now();
  const counts = await Promise.resolve()
    .then(step.run)
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return oneFailed;
    });
  const { passed, failed, skipped } = counts;
  const took = seconds(performance.now() - start);
  console.log(`-- ${step.heading}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${took}`);
  return counts;
}

/** A script counts as one test. */
function script(name: string): Counts {
  const done = spawnSync(process.execPath, [path.join(root, 'scripts', name)], {
    cwd: root,
    stdio: 'inherit',
  });
  return done.status === 0 ? onePassed : oneFailed;
}

/** One control plane at a time: its autoscaler wants a port of its own. */
function controlPlane(): Counts {
  const packaged = script('package.ts');
  return packaged.failed > 0 ? packaged : tests('test/cluster/**/*.test.ts', ['--test-concurrency=1']);
}

async function endToEnd(): Promise<Counts> {
  await installCodeServer();
  const browser = await installBrowser();
  console.log(`  Browser: ${browser.name}`);
  const packaged = script('package.ts');
  if (packaged.failed > 0) return packaged;
  // One VS Code at a time: two would fight for the processor and time out.
  return testsTwiceAtMost('test/e2e/**/*.test.ts', ['--test-concurrency=1']);
}

function tests(pattern: string, options: readonly string[] = []): Counts {
  return sum(Object.values(countsOf([pattern], options)));
}

/**
 * A whole editor on a busy machine may be late once: what fails is tried a second time, and that is said. What fails
 * twice has failed.
 */
function testsTwiceAtMost(pattern: string, options: readonly string[]): Counts {
  const first = countsOf([pattern], options);
  const failed = Object.keys(first).filter((file) => first[file] !== undefined && first[file].failed > 0);
  if (failed.length === 0 || failed.includes('')) return sum(Object.values(first));
  console.log(`\nTrying again: ${failed.map((file) => path.relative(root, file)).join(', ')}`);
  return sum(Object.values({ ...first, ...countsOf(failed, options) }));
}

/** By file; under '' what failed outside of any. */
function countsOf(patterns: readonly string[], options: readonly string[]): CountsByFile {
  if (globSync(patterns, { cwd: root }).length === 0) {
    throw new Error(`There are no tests in ${patterns.join(' ')}.`);
  }
  const counts = path.join(cache, `counts-${process.pid}.json`);
  mkdirSync(cache, { recursive: true });
  rmSync(counts, { force: true });
  const reporter = process.env['CI'] === undefined && process.stdout.isTTY ? 'dot' : 'spec';
  const done = spawnSync(
    process.execPath,
    [
      '--test',
      ...options,
      `--test-reporter=${reporter}`,
      '--test-reporter-destination=stdout',
      `--test-reporter=${path.join(root, 'scripts', 'testCounts.ts')}`,
      `--test-reporter-destination=${counts}`,
      ...patterns,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  const result = existsSync(counts)
    ? (JSON.parse(readFileSync(counts, 'utf8')) as CountsByFile)
    : { '': oneFailed };
  rmSync(counts, { force: true });
  const silentFailure = done.status !== 0 && sum(Object.values(result)).failed === 0;
  return silentFailure ? { ...result, '': sum([result[''] ?? none, oneFailed]) } : result;
}

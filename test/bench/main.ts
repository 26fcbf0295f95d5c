/**
 * `npm run bench`: this project's server and command line beside their peers, interleaved in one run. Absolute figures
 * are printed for the curious; what counts are the ratios, taken pair by pair. BENCH_SAMPLES sets how many pairs.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverFlags } from '#protocol/serverProcess.ts';
import { buildLog } from './buildLog.ts';
import { dashboard } from './dashboard.ts';
import { buildKubeconform, timeProcess, writeManifests } from './kubeconform.ts';
import { LanguageServer, type ServerCommand } from './languageServer.ts';
import { openMany, Session, startToDiagnostics } from './measures.ts';
import { writePeerSchemas } from './peerSchemas.ts';
import { summarise, yardstick } from './statistics.ts';
import { isMissed, shortly, tableOf, type Row } from './table.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const cache = join(root, '.cache/bench');
const dist = join(cache, 'dist');
const workspace = join(cache, 'workspace');
const samples = Number(process.env['BENCH_SAMPLES'] ?? 30);

type Pairs = Pick<Row, 'ours' | 'peer'>;

async function main(): Promise<void> {
  prepare();
  await dashboard(root, dist);
  const schemas = writePeerSchemas(root, cache);
  if (schemas === undefined) {
    console.log('Skipped: the peer needs the CRDs in ../shared/spec/crds, which are not here.');
    return;
  }
  const [ours, peer] = serverCommands(schemas.serviceSchema);
  console.log(`${samples} pairs of samples, yardstick ${yardstick().toFixed(1)} ms`);
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    console.log(shortly(row));
  };
  await starting(ours, peer, add);
  await commandLine(schemas.serviceSchema, add);
  for (const count of [1, 100, 1000, 5000]) await typing(ours, peer, count, add);
  console.log(`\n${tableOf(rows)}\n`);
  await buildLog(dist);
  printActivation();
  const missed = rows.filter(isMissed).length;
  console.log(`${missed === 0 ? 'All targets are reached' : `${missed} targets are not reached`}.`);
  console.log(
    `Medians of ours, of the peer, and of the ratios of pairs. Yardstick ${yardstick().toFixed(1)} ms.`,
  );
}

/** A copy of the build, so that nothing that builds meanwhile gets between; and a workspace without files. */
function prepare(): void {
  rmSync(dist, { recursive: true, force: true });
  cpSync(join(root, 'dist'), dist, { recursive: true });
  mkdirSync(workspace, { recursive: true });
}

function serverCommands(serviceSchema: string): readonly [ServerCommand, ServerCommand] {
  const yaml = {
    schemas: { [`file://${serviceSchema}`]: '*.yaml' },
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
    validate: true,
    hover: true,
    completion: true,
  };
  const peer = join(root, 'node_modules/yaml-language-server/bin/yaml-language-server');
  return [
    { name: 'knative-ls', args: [...serverFlags, join(dist, 'server.cjs'), '--stdio'], settings: {} },
    { name: 'yaml-language-server', args: [peer, '--stdio'], settings: { yaml } },
  ];
}

/** The issue's targets by number of services. */
const keystrokeTargets = new Map([
  [1, 1 / 50],
  [1000, 1 / 200],
  [5000, 1 / 800],
]);
const startTargets = new Map([
  [1, 0.3],
  [1000, 0.6],
]);

/** Diagnostics, completion and hover behind a keystroke, the longest stall and the memory afterwards. */
async function typing(
  ours: ServerCommand,
  peer: ServerCommand,
  count: number,
  add: (row: Row) => void,
): Promise<void> {
  const servers = [
    await LanguageServer.start(ours, workspace),
    await LanguageServer.start(peer, workspace),
  ] as const;
  const small = 'file:///bench/small.yaml';
  try {
    for (const server of servers) {
      const reported = server.diagnostics(small, () => true);
      server.open(small, 'apiVersion: serving.knative.dev/v1\nkind: Service\n');
      await reported;
    }
    const sessions = [await Session.open(servers[0], count), await Session.open(servers[1], count)] as const;
    const measure = async (
      what: string,
      take: (session: Session) => Promise<number>,
      times: number,
      target?: number,
    ): Promise<void> => {
      await take(sessions[0]);
      await take(sessions[1]);
      const pairs = await interleave(
        () => take(sessions[0]),
        () => take(sessions[1]),
        times,
      );
      add(rowOf(`${what}, ${services(count)}`, pairs, target));
    };
    const pairs = count >= 5000 ? Math.min(samples, 6) : samples;
    const hundredth = count === 1000 ? 1 / 100 : undefined;
    await measure(
      'keystroke to diagnostics',
      (session) => session.keystroke(),
      pairs,
      keystrokeTargets.get(count),
    );
    await measure('completion behind a keystroke', (session) => session.completion(), pairs, hundredth);
    await measure('hover behind a keystroke', (session) => session.hover(), pairs, hundredth);
    if (count <= 1000) {
      const stalls = Math.min(samples, 5);
      await measure(
        'longest stall while typing',
        (session) => session.longestStall(small),
        stalls,
        hundredth,
      );
    }
    const memory = { ours: [servers[0].memory().now], peer: [servers[1].memory().now] };
    const quarter = count === 1000 ? 1 / 4 : undefined;
    add({ ...rowOf(`memory after editing, ${services(count)}`, memory, quarter), unit: 'MiB' });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function starting(ours: ServerCommand, peer: ServerCommand, add: (row: Row) => void): Promise<void> {
  for (const count of [1, 100, 1000, 5000]) {
    const start = (command: ServerCommand) => () => startToDiagnostics(command, workspace, count);
    const pairs = await interleave(start(ours), start(peer), Math.min(samples, count >= 1000 ? 7 : 15));
    add(rowOf(`start to first diagnostics, ${services(count)}`, pairs, startTargets.get(count)));
  }
  const open = (command: ServerCommand) => () => openMany(command, workspace, 2000);
  const pairs = await interleave(open(ours), open(peer), Math.min(samples, 5));
  add(rowOf('2,000 files opened and reported', pairs, 1 / 4));
}

async function commandLine(serviceSchema: string, add: (row: Row) => void): Promise<void> {
  const kubeconform = buildKubeconform(cache);
  if (kubeconform === undefined) {
    console.log('Skipped: kubeconform is built with Go, and there is none here or no module proxy.');
    return;
  }
  const { oneFile, manyFiles } = writeManifests(cache);
  for (const [what, target] of [
    ['check beside kubeconform, 1,000 services in one file', oneFile],
    ['check beside kubeconform, 2,000 files', manyFiles],
  ] as const) {
    const own = [join(dist, 'cli.cjs'), 'check', target];
    const theirs = ['-schema-location', serviceSchema, target];
    const pairs = await interleave(
      async () => timeProcess(process.execPath, own),
      async () => timeProcess(kubeconform, theirs),
      Math.min(samples, 9),
    );
    add(rowOf(what, pairs, 4));
  }
}

/** The only figure with a bound of its own: there is no peer to compare with. */
function printActivation(): void {
  const script = join(root, 'test/bench/activate.ts');
  const activate = (): number =>
    Number(
      execFileSync(process.execPath, [script, join(dist, 'extension.cjs')], { encoding: 'utf8' }).trim(),
    );
  const { median } = summarise(Array.from({ length: Math.min(samples, 9) }, activate));
  console.log(
    `Activation of the extension, its own work: ${median.toFixed(1)} ms (target 50 ms, ${median < 50 ? 'reached' : 'NOT REACHED'})`,
  );
}

/** Samples of both sides in turn. */
async function interleave(
  ours: () => Promise<number>,
  peer: () => Promise<number>,
  times: number,
): Promise<Pairs> {
  const taken = { ours: [] as number[], peer: [] as number[] };
  for (let i = 0; i < times; i++) {
    taken.ours.push(await ours());
    taken.peer.push(await peer());
  }
  return taken;
}

function rowOf(what: string, pairs: Pairs, target?: number): Row {
  return { what, unit: 'ms', ...pairs, ...(target === undefined ? {} : { target }) };
}

function services(count: number): string {
  return `${count.toLocaleString('en')} service${count === 1 ? '' : 's'}`;
}

await main();

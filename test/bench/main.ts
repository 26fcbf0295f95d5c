/**
 * `npm run bench`: this project's server and command line beside their peers, interleaved in one run. Absolute figures
 * are printed for the curious; what counts are the ratios, taken pair by pair.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildKubeconform, timeProcess, writeManifests } from './kubeconform.ts';
import { LanguageServer, type ServerCommand } from './languageServer.ts';
import { openMany, Session, startToDiagnostics } from './measures.ts';
import { writePeerSchemas } from './peerSchemas.ts';
import { pairRatios, summarise, yardstick } from './statistics.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const cache = join(root, '.cache/bench');
const samples = Number(process.env['BENCH_SAMPLES'] ?? 30);

interface Row {
  readonly what: string;
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  readonly unit: string;
  /** The highest ratio to the peer that the project allows itself. */
  readonly aim?: number;
}

async function main(): Promise<void> {
  const schemas = writePeerSchemas(root, cache);
  if (schemas === undefined) {
    console.log('Skipped: the peer needs the CRDs in ../shared/spec/crds, which are not here.');
    return;
  }
  const ours: ServerCommand = {
    name: 'knative-ls',
    args: [join(root, 'dist/server.cjs'), '--stdio'],
    settings: {},
  };
  const peer: ServerCommand = {
    name: 'yaml-language-server',
    args: [join(root, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'],
    settings: {
      yaml: {
        schemas: { [`file://${schemas.serviceSchema}`]: '*.yaml' },
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
        validate: true,
        hover: true,
        completion: true,
      },
    },
  };
  console.log(`yardstick ${yardstick().toFixed(1)} ms, ${samples} samples, medians; ratio = ours ÷ peer\n`);
  console.log(['measure', 'ours', 'p95', 'peer', 'p95', 'ratio', 'spread', 'aim'].join(' | '));
  for (const [count, aim] of [
    [1, 1 / 50],
    [100, undefined],
    [1000, 1 / 200],
    [5000, 1 / 800],
  ] as const) {
    await typing(ours, peer, count, aim);
  }
  await starting(ours, peer);
  await commandLine(schemas.serviceSchema);
  console.log(`\nyardstick ${yardstick().toFixed(1)} ms`);
}

/** Diagnostics, completion and hover behind a keystroke, the longest stall and the memory afterwards. */
async function typing(ours: ServerCommand, peer: ServerCommand, count: number, aim?: number): Promise<void> {
  const servers = [await LanguageServer.start(ours, root), await LanguageServer.start(peer, root)] as const;
  const small = 'file:///bench/small.yaml';
  try {
    for (const server of servers) {
      const reported = server.diagnostics(small, () => true);
      server.open(small, 'apiVersion: serving.knative.dev/v1\nkind: Service\n');
      await reported;
    }
    const sessions = [await Session.open(servers[0], count), await Session.open(servers[1], count)] as const;
    const pairs = count >= 5000 ? Math.min(samples, 6) : samples;
    const label = `${count.toLocaleString('en')} services`;
    const inAHundredth = count === 1000 ? { aim: 1 / 100 } : {};
    const measure = async (take: (session: Session) => Promise<number>, times: number): Promise<Row> => {
      await take(sessions[0]);
      await take(sessions[1]);
      return {
        what: '',
        unit: 'ms',
        ...(await interleave(
          () => take(sessions[0]),
          () => take(sessions[1]),
          times,
        )),
      };
    };
    print({
      ...(await measure((session) => session.keystroke(), pairs)),
      what: `keystroke to diagnostics, ${label}`,
      ...(aim === undefined ? {} : { aim }),
    });
    print({
      ...(await measure((session) => session.completion(), pairs)),
      what: `completion behind a keystroke, ${label}`,
      ...inAHundredth,
    });
    print({
      ...(await measure((session) => session.hover(), pairs)),
      what: `hover behind a keystroke, ${label}`,
      ...inAHundredth,
    });
    if (count <= 1000) {
      print({
        ...(await measure((session) => session.longestStall(small), 5)),
        what: `longest stall while typing, ${label}`,
        ...inAHundredth,
      });
    }
    print({
      what: `memory after editing, ${label}`,
      ours: [servers[0].memory().now],
      peer: [servers[1].memory().now],
      unit: 'MiB',
      ...(count === 1000 ? { aim: 1 / 4 } : {}),
    });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function starting(ours: ServerCommand, peer: ServerCommand): Promise<void> {
  for (const [count, aim] of [
    [1, 0.3],
    [100, undefined],
    [1000, 0.6],
    [5000, undefined],
  ] as const) {
    const times = count >= 1000 ? 7 : 15;
    const start = (command: ServerCommand) => () => startToDiagnostics(command, root, count);
    print({
      what: `start to first diagnostics, ${count.toLocaleString('en')} services`,
      unit: 'ms',
      ...(await interleave(start(ours), start(peer), times)),
      ...(aim === undefined ? {} : { aim }),
    });
  }
  print({
    what: '2,000 files opened and reported',
    unit: 'ms',
    ...(await interleave(
      () => openMany(ours, root, 2000),
      () => openMany(peer, root, 2000),
      3,
    )),
    aim: 1 / 4,
  });
}

async function commandLine(serviceSchema: string): Promise<void> {
  const kubeconform = buildKubeconform(cache);
  if (kubeconform === undefined) {
    console.log('Skipped: kubeconform cannot be built here (no Go toolchain).');
    return;
  }
  const { oneFile, manyFiles } = writeManifests(cache);
  const cli = [join(root, 'dist/cli.cjs'), 'check', '--no-lint'];
  for (const [what, target] of [
    ['check, 1,000 services in one file', oneFile],
    ['check, 2,000 files', manyFiles],
  ] as const) {
    const theirs = ['-n', '2', '-schema-location', serviceSchema, target];
    print({
      what,
      unit: 'ms',
      aim: 4,
      ...(await interleave(
        async () => timeProcess(process.execPath, [...cli, target]),
        async () => timeProcess(kubeconform, theirs),
        7,
      )),
    });
  }
}

/** Samples of both sides in turn. */
async function interleave(
  ours: () => Promise<number>,
  peer: () => Promise<number>,
  times: number,
): Promise<{ readonly ours: readonly number[]; readonly peer: readonly number[] }> {
  const taken = { ours: [] as number[], peer: [] as number[] };
  for (let i = 0; i < times; i++) {
    taken.ours.push(await ours());
    taken.peer.push(await peer());
  }
  return taken;
}

function print({ what, ours, peer, unit, aim }: Row): void {
  const [a, b] = [summarise(ours), summarise(peer)];
  const ratios = pairRatios(ours, peer);
  const ratio = summarise(ratios).median;
  const figure = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
  const spread = `${Math.min(...ratios).toPrecision(2)}–${Math.max(...ratios).toPrecision(2)}`;
  const verdict = aim === undefined ? '' : `${aim.toPrecision(2)} ${ratio <= aim ? 'reached' : 'MISSED'}`;
  const inverse = ratio < 1 ? ` (1/${Math.round(1 / ratio)})` : '';
  console.log(
    [
      what,
      figure(a.median),
      figure(a.p95),
      figure(b.median),
      figure(b.p95),
      `${ratio.toPrecision(2)}${inverse}`,
      spread,
      verdict,
    ].join(' | '),
  );
}

await main();

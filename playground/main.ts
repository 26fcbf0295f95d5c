/**
 * The playground as a program of its own.
 * Usage: node playground/main.ts [--kubeconfig FILE] [--seed NUMBER] [--scene NAME]
 * Scenes: welcome (the default), empty, canary, failed-rollout, scaled, builds, and `none`, in which nothing moves by itself.
 * It ends on SIGINT, on SIGTERM, and when its standard input is closed by whoever started it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isScene } from './scenes/scene.ts';
import { type Served, startPlayground } from './start.ts';

const { values: options } = parseArgs({
  options: {
    kubeconfig: { type: 'string' },
    seed: { type: 'string', default: '1' },
    scene: { type: 'string', default: 'welcome' },
  },
});

void run();

/** No top-level await: it is bundled as CommonJS too. */
async function run(): Promise<void> {
  const playground = await startPlayground({
    seed: Number(options.seed),
    ...(isScene(options.scene) && { scene: options.scene }),
  });
  const made =
    options.kubeconfig === undefined ? mkdtempSync(path.join(tmpdir(), 'knative-playground-')) : undefined;
  const file = options.kubeconfig ?? path.join(made ?? '', 'kubeconfig');
  writeFileSync(file, playground.kubeconfig, { mode: 0o600 });

  // Before anybody can have read that it runs, and end it.
  endWithParent(async () => {
    await playground.close();
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
  });
  process.stdout.write(
    [
      `The playground is running. Its kubeconfig is ${file}`,
      '',
      `  today  ${playground.today.server.url}  Knative Serving v1`,
      `  2019   ${playground.of2019.server.url}  Knative Serving and Build v1alpha1, release 0.3`,
      '',
      ...requestLines(playground.today, 'TAG-NAME'),
      ...requestLines(playground.of2019, 'TARGET.NAME'),
      'Try it:',
      `  kubectl --kubeconfig ${file} --context today get namespaces`,
      '',
      'The contexts today-viewer and 2019-viewer may only look at the namespace default. Ctrl+C ends the playground.',
      '',
    ].join('\n'),
  );
}

/** How to reach the services; nothing where nothing moves. */
function requestLines({ cluster, ingress }: Served, tagged: string): readonly string[] {
  if (ingress === undefined) return [];
  return [
    `Requests to the services of ${cluster.name}, by the Host header or in a browser:`,
    `  http://127.0.0.1:${ingress.port}`,
    `  http://NAME.NAMESPACE.localhost:${ingress.port}`,
    `  http://${tagged}.NAMESPACE.localhost:${ingress.port}`,
    '',
  ];
}

function endWithParent(close: () => Promise<void>): void {
  let isEnding = false;
  const end = async (): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    await close();
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  // A terminal stays open; a pipe is closed when its other end dies.
  if (process.stdin.isTTY) return;
  process.stdin.on('end', () => void end());
  process.stdin.on('close', () => void end());
  process.stdin.resume();
}

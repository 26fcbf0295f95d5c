/** The command line beside kubeconform, which checks schemas only. It is built where a Go toolchain is present. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFile } from './manifests.ts';

/** Path of a kubeconform binary in `cache`, built on first use; undefined where Go or the module cannot be had. */
export function buildKubeconform(cache: string): string | undefined {
  const binary = join(cache, 'bin', 'kubeconform');
  if (existsSync(binary)) return binary;
  const env = { ...process.env, GOBIN: join(cache, 'bin') };
  const built = spawnSync('go', ['install', 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0'], { env });
  return built.status === 0 && existsSync(binary) ? binary : undefined;
}

/** Writes 1,000 services into one file, and 2,000 files of one service; all valid. */
export function writeManifests(folder: string): { readonly oneFile: string; readonly manyFiles: string } {
  const oneFile = join(folder, 'thousand.yaml');
  const manyFiles = join(folder, 'files');
  mkdirSync(manyFiles, { recursive: true });
  writeFileSync(oneFile, benchFile(1000).text);
  for (let i = 0; i < 2000; i++) writeFileSync(join(manyFiles, `${i}.yaml`), benchFile(1).text);
  return { oneFile, manyFiles };
}

/** Milliseconds of a whole process that must find nothing wrong. */
export function timeProcess(command: string, args: readonly string[]): number {
  const start = performance.now();
  execFileSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  return performance.now() - start;
}

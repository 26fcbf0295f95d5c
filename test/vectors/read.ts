/** Reads the vectors' files and their manifests. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { isObject, type Json, member } from '#knative/json.ts';
import type { Resource } from '#knative/resource.ts';
import type { Verdict } from './expected.ts';

export interface Vector {
  readonly id: string;
  /** As in the file, with `updates ` before it for updates. */
  group: string;
  readonly ops: readonly string[];
  readonly manifest: string;
  /** The object as it was stored before, for updates. */
  readonly old?: string;
  readonly verdict: Verdict;
  /** Updates: whether the manifest alone would be accepted. */
  readonly createVerdict?: boolean;
}

const files = {
  admission: 'admission.jsonl',
  updates: 'updates.jsonl',
  fuzzed: 'fuzzed.jsonl',
  'eventing-tekton': 'eventing-tekton.jsonl',
} as const;

/** The vectors of one of the files beside this one. */
export function vectors(file: keyof typeof files): readonly Vector[] {
  const read = lines(new URL(files[file], import.meta.url)).map((line) => JSON.parse(line) as Vector);
  for (const vector of read) if (file === 'updates') vector.group = `updates ${vector.group}`;
  return read;
}

const corpusFile = new URL('../../../shared/corpus/manifests.jsonl', import.meta.url);

/** Manifests from the wild that carry a verdict; undefined where the corpus is not at hand. */
export function corpus(): readonly Vector[] | undefined {
  if (!existsSync(fileURLToPath(corpusFile))) return undefined;
  return lines(corpusFile)
    .map(
      (line) =>
        JSON.parse(line) as { id: string; source: string; group: string; text: string; verdict?: Verdict },
    )
    .flatMap(({ id, source, group, text, verdict }) =>
      verdict === undefined ? [] : [{ id, group: `corpus ${group}`, ops: [source], manifest: text, verdict }],
    );
}

function lines(url: URL): readonly string[] {
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** The one object of a manifest; undefined where it is no object with a kind. */
export function resourceOf(manifest: string): Resource | undefined {
  const value = parse(manifest, { intAsBigInt: false }) as Json;
  if (!isObject(value)) return undefined;
  const metadata = value['metadata'];
  return {
    apiVersion: textOf(value['apiVersion']),
    kind: textOf(value['kind']),
    name: textOf(member(metadata, 'name')),
    namespace: textOf(member(metadata, 'namespace')),
    value,
    duplicateKeys: [],
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

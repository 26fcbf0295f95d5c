/** Finds every sentence of ours in the sources: what the calls `text('…')` and `l10n.t('…')` begin with. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { layers, root } from './project.ts';

/** The English sentences, sorted, each once. */
export function userVisibleStrings(): readonly string[] {
  const files = globSync(
    layers.map((layer) => `${layer}/**/*.ts`),
    { cwd: root },
  );
  const found = files.flatMap((file) => stringsIn(readFileSync(path.join(root, file), 'utf8')));
  return [...new Set(found)].toSorted();
}

/** The first arguments of the calls in a source, where they are literals (also several joined by `+`). */
export function stringsIn(source: string): readonly string[] {
  const calls = source.matchAll(/(?<![\w.])(?:text|l10n\.t)\(\s*(?=['"`])/g);
  return [...calls].flatMap((call) => {
    const literal = readLiterals(source.slice(call.index + call[0].length));
    return literal === undefined ? [] : [literal];
  });
}

const literal = /^\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\$]|\\.)*)`)\s*/s;

function readLiterals(source: string): string | undefined {
  const parts: string[] = [];
  let rest = source;
  for (;;) {
    const match = literal.exec(rest);
    if (match === null) return undefined;
    parts.push(unescape(match[1] ?? match[2] ?? match[3] ?? ''));
    rest = rest.slice(match[0].length);
    if (!rest.startsWith('+')) return parts.join('');
    rest = rest.slice(1);
  }
}

function unescape(raw: string): string {
  return raw.replaceAll(
    /\\(u\{([0-9a-f]+)\}|u([0-9a-f]{4})|.)/gis,
    (_all, sequence: string, braced?: string, plain?: string) => {
      const code = braced ?? plain;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return { n: '\n', t: '\t', '\n': '' }[sequence] ?? sequence;
    },
  );
}

/** The lint rules with their examples, as the manual shows them and the tests run them. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Example, Examples, Rule } from '#knative/lint/rule.ts';
import { rules } from '#knative/lint/rules.ts';
import { root } from './project.ts';

export interface RuleWithExamples {
  readonly rule: Rule;
  readonly examples: Examples;
}

/** In the order of the rules; fails where a rule has no examples, or a file's rule is not in the list. */
export async function rulesWithExamples(): Promise<readonly RuleWithExamples[]> {
  const found = new Map<Rule, Examples>();
  for (const file of globSync('knative/lint/*.ts', { cwd: root }).toSorted()) {
    const module = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
    if (module['examples'] === undefined) continue;
    const rule = Object.values(module).find(isRule);
    if (rule === undefined || !rules.includes(rule)) throw new Error(`${file} is not in the list of rules.`);
    found.set(rule, withoutIndentation(module['examples'] as Examples));
  }
  return rules.map((rule) => {
    const examples = found.get(rule);
    if (examples === undefined) throw new Error(`${rule.code} has no examples.`);
    return { rule, examples };
  });
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'appliesTo' in value && 'check' in value;
}

function withoutIndentation({ bad, good }: Examples): Examples {
  const plain = (example: Example): Example => ({
    ...example,
    yaml: dedent(example.yaml),
    ...(example.files === undefined ? {} : { files: mapValues(example.files, dedent) }),
    ...(example.committed === undefined ? {} : { committed: dedent(example.committed) }),
    ...(example.fixed === undefined ? {} : { fixed: dedent(example.fixed) }),
  });
  return { bad: bad.map(plain), good: good.map(plain) };
}

function mapValues(
  record: Readonly<Record<string, string>>,
  map: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** A text as it stands in a source, without its indentation there and the blank lines around it. */
export function dedent(written: string): string {
  const lines = written.split('\n');
  const used = lines.filter((line) => line.trim() !== '');
  const indentation = Math.min(...used.map((line) => line.length - line.trimStart().length));
  const text = lines.map((line) => line.slice(indentation).trimEnd()).join('\n');
  return `${text.replace(/^\n+/, '').trimEnd()}\n`;
}

/** What a marker `# ^^^ message` expects on the line above it. */
export interface Marker {
  /** From 0, in the text without markers. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Takes the markers out of a text. */
export function readMarkers(marked: string): { readonly yaml: string; readonly markers: readonly Marker[] } {
  const markers: Marker[] = [];
  const lines: string[] = [];
  for (const line of marked.split('\n')) {
    const { lead, carets, message } =
      /^(?<lead>\s*#\s*)(?<carets>\^+) (?<message>.+)$/.exec(line)?.groups ?? {};
    if (lead === undefined || carets === undefined || message === undefined) lines.push(line);
    else {
      const start = lead.length;
      markers.push({ line: lines.length - 1, start, end: start + carets.length, message });
    }
  }
  return { yaml: lines.join('\n'), markers };
}

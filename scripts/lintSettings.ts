/** The setting `knative.lint.rules`, made from the rules themselves: one property a rule, with the severities to choose. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Rule } from '#knative/lint/rule.ts';
import { root } from './project.ts';

type Described = Pick<Rule, 'code' | 'severity' | 'title'>;

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Record<string, { properties?: object }> }[];
  };
}

const severities = ['default', 'off', 'hint', 'information', 'warning', 'error'];

/** Writes the rules into the manifest, and their titles into its English texts. */
export async function writeLintSettings(rules: readonly Described[]): Promise<void> {
  const manifest = (await readJson('package.json')) as Manifest;
  const setting = manifest.contributes.configuration.find(
    ({ properties }) => 'knative.lint.rules' in properties,
  )?.properties['knative.lint.rules'];
  if (setting === undefined) throw new Error('The manifest has no setting knative.lint.rules.');
  setting.properties = lintProperties(rules);
  await writeJson('package.json', manifest);

  const texts = (await readJson('package.nls.json')) as Record<string, string>;
  const others = Object.entries(texts).filter(([key]) => !key.startsWith(textOf('')));
  await writeJson('package.nls.json', Object.fromEntries([...others, ...lintTexts(rules)]));
}

/** The English texts of the manifest, by key. */
export function lintTexts(rules: readonly Described[]): readonly (readonly [string, string])[] {
  return rules.map(({ code, title, severity }) => [textOf(code), `${title} Default: \`${severity}\`.`]);
}

export function lintProperties(rules: readonly Described[]): object {
  const properties = rules.map(({ code }) => [
    code,
    {
      type: 'string',
      enum: severities,
      enumDescriptions: severities.map((severity) => `%settings.lint.severity.${severity}%`),
      default: 'default',
      markdownDescription: `%${textOf(code)}%`,
    },
  ]);
  return Object.fromEntries(properties) as object;
}

/** The key of a rule's title in the manifest's texts. */
function textOf(code: string): string {
  return `settings.lint.rule.${code}`;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(root, file), 'utf8'));
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(path.join(root, file), `${JSON.stringify(value, null, 2)}\n`);
}

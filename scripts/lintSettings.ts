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

/** Writes the rules into the manifest, and their titles into its texts. */
export async function writeLintSettings(rules: readonly Described[]): Promise<void> {
  const manifest = (await readJson('package.json')) as Manifest;
  const setting = manifest.contributes.configuration.find(
    ({ properties }) => 'knative.lint.rules' in properties,
  )?.properties['knative.lint.rules'];
  if (setting === undefined) throw new Error('The manifest has no setting knative.lint.rules.');
  setting.properties = lintProperties(rules);
  await writeJson('package.json', manifest);

  await replaceTexts('package.nls.json', () => lintTexts(rules));
  await replaceTexts('package.nls.ko.json', (texts) => translatedTexts(rules, texts));
}

type Texts = Readonly<Record<string, string>>;

async function replaceTexts(
  file: string,
  titles: (texts: Texts) => readonly (readonly [string, string])[],
): Promise<void> {
  const texts = (await readJson(file)) as Texts;
  const others = Object.entries(texts).filter(([key]) => !key.startsWith(textOf('')));
  await writeJson(file, Object.fromEntries([...others, ...titles(texts)]));
}

/** What is translated stays so, with the severity of today; who adds a rule translates its title. */
function translatedTexts(rules: readonly Described[], texts: Texts): readonly (readonly [string, string])[] {
  return rules.flatMap(({ code, severity }) => {
    const text = texts[textOf(code)];
    return text === undefined ? [] : [[textOf(code), text.replace(/`\w+`\.$/, `\`${severity}\`.`)] as const];
  });
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

/** The manual of the lint rules, `docs/rules.md`: what each looks for and why, with the examples that its tests run. */
import { readMarkers, dedent, type RuleWithExamples } from './ruleExamples.ts';
import type { Example } from '#knative/lint/rule.ts';

export function ruleManual(rules: readonly RuleWithExamples[]): string {
  return `${[introduction, tableOf(rules), ...rules.map(chapter)].join('\n\n')}\n`;
}

const introduction = `<!-- Made by \`npm run generate\` from knative/lint/; do not edit. -->

# The lint rules

What the cluster would reject is always reported, in its own words. Lint adds what the cluster accepts and its user will regret.
Resources that the cluster rejects are not linted.

Choose how serious a rule is with the setting \`knative.lint.rules\`:

\`\`\`json
"knative.lint.rules": {
  "image-tag": "warning",
  "readiness-probe": "off"
}
\`\`\`

A comment on the line above silences rules at one place; without names it silences all of them:

\`\`\`yaml
# knative-ignore: unknown-revision
- revisionName: made-by-hand
\`\`\`

The examples below run as tests: \`^^^\` marks what is underlined, and what it says.`;

function tableOf(rules: readonly RuleWithExamples[]): string {
  const rows = rules.map(({ rule: { code, severity, title }, examples: { bad } }) => {
    const hasFix = bad.some(({ fixed }) => fixed !== undefined);
    return `| [${code}](#${code}) | ${severity} | ${hasFix ? 'yes' : ''} | ${title} |`;
  });
  return ['| Rule | Severity | Fix all | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function chapter({ rule, examples }: RuleWithExamples): string {
  return [
    `## ${rule.code}`,
    `**${rule.title}** Severity: \`${rule.severity}\`.`,
    paragraphs(rule.explanation),
    `[More about it](${rule.docs})`,
    '### Reported',
    ...examples.bad.flatMap(reported),
    '### Not reported',
    ...examples.good.map(manifest),
  ].join('\n\n');
}

/** Lines of a paragraph are joined, so that the manual does not depend on how the source is wrapped. */
function paragraphs(explanation: string): string {
  return dedent(explanation)
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' '))
    .join('\n\n');
}

function reported(example: Example): readonly string[] {
  const shown = manifest(example);
  return example.fixed === undefined ? [shown] : [shown, 'With its fix:', changedLines(example)];
}

function manifest({ yaml, files, committed, inventory }: Example): string {
  return [
    code(yaml),
    ...Object.entries(files ?? {}).flatMap(([name, text]) => [`where \`${name}\` is`, code(dedent(text))]),
    ...(committed === undefined ? [] : ["where Git's HEAD has", code(committed)]),
    ...(inventory?.services ?? []).map(
      ({ name, revisions }) =>
        `where the cluster \`${inventory?.context}\` has of \`${name}\` the revisions ${revisions
          .map((revision) => `\`${revision.name}\``)
          .join(', ')}`,
    ),
  ].join('\n\n');
}

/** Only the lines that the fix changes, each as it was and as it is. */
function changedLines({ yaml, fixed = '' }: Example): string {
  const before = readMarkers(yaml).yaml.split('\n');
  const after = fixed.split('\n');
  const lines = [
    ...before.filter((line) => !after.includes(line)).map((line) => `-${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+${line}`),
  ];
  return ['```diff', ...lines, '```'].join('\n');
}

function code(yaml: string): string {
  return `\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``;
}

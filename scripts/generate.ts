/** Brings up to date what is made from the sources: the manual of the lint rules, and the settings for them. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeLintSettings } from './lintSettings.ts';
import { main } from './progress.ts';
import { root } from './project.ts';
import { rulesWithExamples } from './ruleExamples.ts';
import { ruleManual } from './ruleManual.ts';

await main(async () => {
  const rules = await rulesWithExamples();
  await mkdir(path.join(root, 'docs'), { recursive: true });
  await writeFile(path.join(root, 'docs', 'rules.md'), ruleManual(rules));
  await writeLintSettings(rules.map(({ rule }) => rule));
  console.log(`${rules.length} rules`);
  return 0;
});

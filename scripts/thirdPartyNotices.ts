/** The licences of the packages that are bundled, as their terms ask for. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './project.ts';

/** @param packages folders of packages, relative to the project */
export async function thirdPartyNotices(packages: ReadonlySet<string>): Promise<string> {
  const notices = await Promise.all([...packages].toSorted().map(notice));
  return `Knative Tools contains code of these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

async function notice(folder: string): Promise<string> {
  const absolute = path.join(root, folder);
  const { name, version, license } = JSON.parse(
    await readFile(path.join(absolute, 'package.json'), 'utf8'),
  ) as Record<'name' | 'version' | 'license', string>;
  const file = (await readdir(absolute)).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const terms = file === undefined ? '' : await readFile(path.join(absolute, file), 'utf8');
  return `${name} ${version} (${license})\n\n${terms.trim()}\n`;
}

/** What is told of a tree's item when its user stays on it: everything that does not fit on a line. */
import { l10n, MarkdownString } from 'vscode';
import { conditionsOf, type Condition } from '#knative/conditions.ts';
import { shortSplit } from '#knative/rollout/rollout.ts';
import { jsonOf, type KubeObject } from '../../cluster/object.ts';
import type { LiveRevision, LiveService } from '../../cluster/services.ts';
import type { Subject } from '../../subject.ts';
import { ageOf } from '../age.ts';

export function tooltipOf(service: LiveService, subject: Subject): MarkdownString | undefined {
  const markdown = new MarkdownString(undefined, true);
  switch (subject.kind) {
    case 'service':
      return ofService(markdown, service);
    case 'traffic':
      return ofTraffic(markdown, service);
    case 'target':
      return subject.url === '' ? undefined : linked(markdown, subject.url);
    case 'revision':
    case 'pod': {
      const revision = service.revisions.find(({ name }) => name === subject.revision);
      if (revision === undefined) return undefined;
      return subject.kind === 'revision'
        ? ofRevision(markdown, revision)
        : ofPod(markdown, revision, subject.pod);
    }
  }
}

/** Also the status bar's. */
export function ofService(markdown: MarkdownString, service: LiveService): MarkdownString {
  const { namespace, name, url, rollout, object, readiness } = service;
  heading(markdown, `${namespace}/${name}`);
  if (url !== '') linked(markdown, url);
  const { current, candidate } = rollout;
  if (current !== undefined && candidate !== undefined) {
    line(markdown, l10n.t('Current'), `${current.revision} (${current.percent} %)`);
    line(markdown, l10n.t('Candidate'), `${candidate.revision} (${candidate.percent} %)`);
  } else if (shortSplit(rollout) !== '') line(markdown, l10n.t('Serving'), current?.revision ?? '');
  if (rollout.form !== 'traffic') line(markdown, l10n.t('Mode'), rollout.form);
  line(markdown, l10n.t('Newest revision'), rollout.latestCreated);
  if (readiness !== 'ready') conditions(markdown, object);
  return markdown;
}

function ofTraffic(markdown: MarkdownString, { traffic }: LiveService): MarkdownString {
  for (const { percent, revisionName, tag, url } of traffic) {
    markdown.appendMarkdown(`${percent} % `);
    markdown.appendText(tag === '' ? revisionName : `${revisionName} (${tag})`);
    markdown.appendMarkdown('  \n');
    if (url !== '') linked(markdown, url);
  }
  return markdown;
}

function ofRevision(markdown: MarkdownString, revision: LiveRevision): MarkdownString {
  const { name, image, created, percent, unreferenced, object, readiness } = revision;
  heading(markdown, name);
  line(markdown, l10n.t('Image'), image);
  line(markdown, l10n.t('Requests'), `${percent} %`);
  line(markdown, l10n.t('Age'), created === '' ? '' : `${ageOf(created, Date.now())} (${created})`);
  if (unreferenced) markdown.appendText(l10n.t('No route leads here; it can be pruned.'));
  if (readiness !== 'ready') conditions(markdown, object);
  return markdown;
}

function ofPod(markdown: MarkdownString, { pods }: LiveRevision, name: string): MarkdownString | undefined {
  const pod = pods.find((one) => one.name === name);
  if (pod === undefined) return undefined;
  heading(markdown, pod.name);
  line(markdown, l10n.t('State'), pod.state);
  line(markdown, l10n.t('Restarts'), String(pod.restarts));
  if (pod.message !== '') markdown.appendText(pod.message);
  return markdown;
}

/** Those that are not as they should be, in the cluster's own words. */
function conditions(markdown: MarkdownString, object: KubeObject): void {
  for (const condition of conditionsOf(jsonOf(object)).filter(isTrouble)) {
    const { type, status, reason, message } = condition;
    markdown.appendMarkdown(status === 'False' ? '\n\n$(error) ' : '\n\n$(sync) ');
    markdown.appendText([type, reason].filter((one) => one !== '').join(': '));
    markdown.appendMarkdown('  \n');
    markdown.appendText(message);
  }
}

function isTrouble({ status, severity }: Condition): boolean {
  return status !== 'True' && severity === 'Error';
}

export function heading(markdown: MarkdownString, words: string): void {
  markdown.appendMarkdown('**');
  markdown.appendText(words);
  markdown.appendMarkdown('**  \n');
}

export function line(markdown: MarkdownString, what: string, value: string): void {
  if (value === '') return;
  markdown.appendText(`${what}: ${value}`);
  markdown.appendMarkdown('  \n');
}

/** An address the cluster gave; only web pages are links. */
function linked(markdown: MarkdownString, url: string): MarkdownString {
  if (/^https?:\/\/[\w.:/-]+$/.test(url)) markdown.appendMarkdown(`<${url}>  \n`);
  else line(markdown, 'URL', url);
  return markdown;
}

/** A Service as a branch of the tree: its split, and its revisions with their pods. */
import type { LiveService, LiveTarget } from '../../cluster/services.ts';
import { shortSplit } from '#knative/rollout/rollout.ts';
import { text, type Text } from '#knative/text.ts';
import type { Branch } from './branch.ts';
import { readinessIcon, readinessWord } from './readiness.ts';
import { revisionBranch } from './revisionBranch.ts';

/** @param withNamespace whether Services of several namespaces are shown together */
export function serviceBranch(service: LiveService, withNamespace: boolean): Branch {
  const { namespace, name, readiness, rollout, url } = service;
  const id = `${namespace}/${name}`;
  return {
    id,
    look: {
      subject: { kind: 'service', namespace, service: name },
      label: name,
      description: [
        ...(withNamespace ? [namespace] : []),
        ...splitOf(service),
        ...(readiness === 'ready' ? [shortUrl(url)] : [whyNot(service)]),
      ].filter((one) => one !== ''),
      icon: readinessIcon(readiness),
      tokens: [
        'service',
        readiness,
        ...(hasCandidate(service) ? ['canary'] : []),
        ...(url === '' ? [] : ['url']),
        ...(service.revisions.some(({ unreferenced }) => unreferenced) ? ['prunable'] : []),
        rollout.form === 'traffic' ? 'v1' : 'v1alpha1',
      ],
      spoken: [text('Service {0}', name), readinessWord(readiness)],
    },
    children: [
      trafficBranch(id, service),
      ...service.revisions.map((one) => revisionBranch(id, service, one)),
    ],
  };
}

/** Whether two revisions are set against each other. */
export function hasCandidate({ rollout: { candidate } }: LiveService): boolean {
  return candidate !== undefined && candidate.percent < 100;
}

/** The split where there is one, and the mode of 2019. */
function splitOf(service: LiveService): readonly string[] {
  const { rollout } = service;
  const split = hasCandidate(service) ? shortSplit(rollout) : '';
  return rollout.form === 'traffic' ? [split] : [[rollout.form, split].join(' ').trim()];
}

function whyNot({ reason, readiness }: LiveService): Text | string {
  if (reason !== '') return reason;
  return readiness === 'updating' ? text('changing') : text('not ready yet');
}

function shortUrl(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

function trafficBranch(id: string, service: LiveService): Branch {
  const { namespace, name, rollout, traffic } = service;
  const { current, candidate, form } = rollout;
  const names = [current, candidate].flatMap((one) => (one === undefined ? [] : [one.revision]));
  return {
    id: `${id}/traffic`,
    look: {
      subject: { kind: 'traffic', namespace, service: name },
      label: text('Traffic'),
      description: [
        ...(form === 'traffic' ? [] : [form]),
        ...(hasCandidate(service) ? [`${names.join(' → ')} ${shortSplit(rollout)}`] : []),
        ...(traffic.length === 0 ? [text('not routed yet')] : []),
      ],
      icon: { name: 'git-branch' },
      tokens: ['traffic', ...(hasCandidate(service) ? ['canary'] : [])],
      spoken: [text('Traffic of {0}', name)],
      open: true,
    },
    children: traffic.map((target, index) => targetBranch(`${id}/traffic`, service, target, index)),
  };
}

function targetBranch(id: string, service: LiveService, target: LiveTarget, index: number): Branch {
  const { namespace, name } = service;
  const { revisionName, percent, tag, url, latest } = target;
  return {
    id: `${id}/${tag === '' ? `${index}` : `tag ${tag}`}`,
    look: {
      subject: { kind: 'target', namespace, service: name, revision: revisionName, tag, url },
      label: `${percent} %`,
      description: [
        revisionName,
        ...(latest ? ['@latest'] : []),
        ...(tag === '' ? [] : [text('tag {0}', tag)]),
        ...(url === '' ? [] : [shortUrl(url)]),
      ],
      icon: { name: 'arrow-right', ...(percent > 0 && { color: 'charts.blue' }) },
      tokens: [
        'target',
        ...(tag === '' ? [] : ['tagged']),
        ...(url === '' && service.url === '' ? [] : ['url']),
        service.rollout.form === 'traffic' ? 'v1' : 'v1alpha1',
      ],
      spoken: [text('{0} percent of the requests', percent)],
    },
    children: [],
  };
}

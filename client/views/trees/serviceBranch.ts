/** A Service as a branch of the tree: its split, and its revisions with their pods. */
import type { LivePod } from '../../cluster/pods.ts';
import type { LiveRevision, LiveService, LiveTarget } from '../../cluster/services.ts';
import type { Readiness } from '#knative/conditions.ts';
import { shortSplit } from '#knative/rollout/rollout.ts';
import { text, type Text } from '#knative/text.ts';
import { shortImage } from '../shortImage.ts';
import type { Branch, Icon } from './branch.ts';

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

function revisionBranch(id: string, service: LiveService, revision: LiveRevision): Branch {
  const { namespace, name: serviceName, rollout } = service;
  const { name, readiness, reason, percent, tags, image, created, unreferenced, pods } = revision;
  return {
    id: `${id}/revision ${name}`,
    look: {
      subject: { kind: 'revision', namespace, service: serviceName, revision: name },
      label: name,
      description: [
        ...(percent > 0 ? [`${percent} %`] : []),
        ...tags.map((tag) => text('tag {0}', tag)),
        ...(unreferenced ? [text('unreferenced')] : []),
        ...(readiness === 'ready' ? [] : [reason === '' ? text('not ready yet') : reason]),
        ...replicasOf(revision),
        shortImage(image),
      ].filter((one) => one !== ''),
      icon: unreferenced && readiness === 'ready' ? { name: 'circle-outline' } : readinessIcon(readiness),
      tokens: [
        'revision',
        readiness,
        ...(percent > 0 ? ['routed'] : []),
        ...(percent === 100 ? ['serving'] : []),
        ...(unreferenced ? ['prunable'] : []),
        ...(tags.length === 0 ? [] : ['tagged']),
        rollout.form === 'traffic' ? 'v1' : 'v1alpha1',
      ],
      spoken: [text('Revision {0}', name), readinessWord(readiness)],
      created,
    },
    children: pods.map((pod) => podBranch(id, service, name, pod)),
  };
}

function replicasOf({ actual, desired, readiness, pods }: LiveRevision): readonly Text[] {
  const has = actual ?? (pods.length > 0 ? pods.filter(({ ready }) => ready).length : undefined);
  if (has === undefined && desired === undefined) return [];
  const wants = desired ?? has ?? 0;
  if ((has ?? 0) === 0 && wants === 0) return readiness === 'ready' ? [text('scaled to zero')] : [];
  return [text('{0} of {1} replicas', has ?? 0, wants)];
}

function podBranch(id: string, service: LiveService, revision: string, pod: LivePod): Branch {
  const { name, state, ready, restarts, created } = pod;
  return {
    id: `${id}/pod ${name}`,
    look: {
      subject: { kind: 'pod', namespace: service.namespace, service: service.name, revision, pod: name },
      label: name,
      description: [state, ...(restarts > 0 ? [text('{0} restarts', restarts)] : [])],
      icon: podIcon(pod),
      tokens: ['pod', ready ? 'ready' : 'waiting'],
      spoken: [text('Pod {0}', name)],
      created,
    },
    children: [],
  };
}

function podIcon({ ready, state }: LivePod): Icon {
  if (ready) return { name: 'vm-running', color: 'testing.iconPassed' };
  const isQuiet = ['Running', 'Pending', 'Terminating', 'Succeeded'].includes(state);
  return isQuiet ? { name: 'vm-outline' } : { name: 'vm-outline', color: 'testing.iconFailed' };
}

function readinessIcon(readiness: Readiness): Icon {
  switch (readiness) {
    case 'ready':
      return { name: 'pass-filled', color: 'testing.iconPassed' };
    case 'failed':
      return { name: 'error', color: 'testing.iconFailed' };
    case 'unknown':
    case 'updating':
      return { name: 'sync', color: 'charts.yellow' };
  }
}

export function readinessWord(readiness: Readiness): Text {
  switch (readiness) {
    case 'ready':
      return text('ready');
    case 'failed':
      return text('failed');
    case 'unknown':
      return text('not ready yet');
    case 'updating':
      return text('changing');
  }
}

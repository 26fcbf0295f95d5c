/** A revision as a branch of the tree, with its pods. */
import { text, type Text } from '#knative/text.ts';
import type { LivePod } from '../../cluster/pods.ts';
import type { LiveRevision, LiveService } from '../../cluster/services.ts';
import { shortImage } from '../shortImage.ts';
import type { Branch, Icon } from './branch.ts';
import { readinessIcon, readinessWord } from './readiness.ts';

export function revisionBranch(id: string, service: LiveService, revision: LiveRevision): Branch {
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

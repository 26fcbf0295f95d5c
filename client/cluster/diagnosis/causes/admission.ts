/** Pods that may not be, for which there is no room, or that miss what they refer to. */
import { text } from '#knative/text.ts';
import type { Known } from '../known.ts';

export const admission: readonly Known[] = [
  {
    id: 'reference-missing',
    reason: /^(?:CreateContainerConfigError|FailedMount|Failed)$/,
    message: /(secret|configmap) "([^"]+)" not found/i,
    explain: ([, kind = '', name = '']) => ({
      sentence: text('The {0} {1} that the container uses does not exist.', kind.toLowerCase(), name),
      fix: text('Create it in the same namespace, or mark the reference as optional.'),
    }),
  },
  {
    id: 'key-missing',
    reason: /^(?:CreateContainerConfigError|Failed)$/,
    message: /couldn't find key (\S+) in (?:Secret|ConfigMap) (\S+)/i,
    explain: ([, key = '', name = '']) => ({
      sentence: text('{1} has no key {0}.', key, name),
      fix: text('Add the key, or correct its name.'),
    }),
  },
  {
    id: 'user',
    reason: /^CreateContainerConfigError$/,
    message: /runAsNonRoot/,
    explain: () => ({
      sentence: text('The image runs as root, which is not allowed here.'),
      fix: text('Set securityContext.runAsUser, or build the image with a USER.'),
    }),
  },
  {
    id: 'service-account',
    message: /serviceaccounts? "([^"]+)" not found/,
    explain: ([, name = '']) => ({
      sentence: text('The service account {0} does not exist.', name),
      fix: text('Create it in the same namespace, or correct serviceAccountName.'),
    }),
  },
  {
    id: 'quota',
    message: /exceeded quota: ([^,]+)/,
    explain: ([, name = '']) => ({
      sentence: text('The quota {0} of the namespace is used up.', name),
      fix: text('Ask for less in resources, delete what is not needed, or raise the quota.'),
    }),
  },
  {
    id: 'limits',
    message: /(?:must specify (?:limits|requests)\S*|(?:minimum|maximum) (\w+) usage per)/,
    explain: () => ({
      sentence: text('The resources do not keep the limits of the namespace.'),
      fix: text('Set resources.requests and resources.limits as its LimitRange or quota wants them.'),
    }),
  },
  {
    id: 'pod-security',
    message: /violates PodSecurity "([^"]+)"/,
    explain: ([, level = '']) => ({
      sentence: text('The pod does not keep the namespace’s security level {0}.', level),
      fix: text(
        'Set the securityContext that the message names, or enable secure-pod-defaults in config-features.',
      ),
    }),
  },
  {
    id: 'unschedulable',
    reason: /^(?:Unschedulable|FailedScheduling)$/,
    message: /Insufficient (\S+?)[.,\s]|Insufficient (\S+)$/,
    explain: ([, first, last]) => ({
      sentence: text('No node has enough {0} left.', first ?? last ?? ''),
      fix: text('Ask for less in resources.requests, or add nodes.'),
    }),
  },
  {
    id: 'unschedulable',
    reason: /^(?:Unschedulable|FailedScheduling)$/,
    explain: () => ({
      sentence: text('No node takes the pod.'),
      fix: text('Check its node selector, its tolerations and its volumes.'),
    }),
  },
];

/** The annotations and labels of Serving (knative.dev/serving pkg/apis/serving/register.go). */
import { known, type AnnotationPlace, type KnownAnnotation } from './known.ts';

const group = 'serving.knative.dev';
const sidecar = 'queue.sidecar.serving.knative.dev';
const sidecarDocs = 'https://knative.dev/docs/serving/services/configure-requests-limits-services/';
const docs = 'https://knative.dev/docs/serving/';
const all: readonly AnnotationPlace[] = ['Service', 'Configuration', 'Route', 'Revision', 'DomainMapping'];

const amounts: Readonly<Record<string, readonly string[]>> = {
  cpu: ['25m', '100m', '1'],
  memory: ['50Mi', '200Mi', '1Gi'],
  'ephemeral-storage': ['100Mi', '1Gi'],
};

export const servingAnnotations: readonly KnownAnnotation[] = [
  known({
    key: `${group}/rollout-duration`,
    aliases: [`${group}/rolloutDuration`],
    places: ['Service', 'Route'],
    doc: 'How long the traffic takes to move step by step to the newest revision. Whole seconds; 0 moves it at once.',
    type: 'duration',
    range: ['0s', ''],
    default: '0s',
    examples: ['60s', '300s', '10m'],
    docs: 'https://knative.dev/docs/serving/rolling-out-latest-revision/',
  }),
  known({
    key: `${group}/progress-deadline`,
    places: ['template'],
    doc: 'How long a new revision may take to become ready before it counts as failed. Whole seconds.',
    type: 'duration',
    range: ['0s', ''],
    default: '600s',
    examples: ['120s', '600s', '20m'],
    docs: 'https://knative.dev/docs/serving/configuration/deployment/',
  }),
  known({
    key: `${group}/no-gc`,
    places: ['template'],
    doc: 'Keeps the revision although nothing routes to it: garbage collection passes it by.',
    allowed: ['true', 'false'],
    default: 'false',
    docs: 'https://knative.dev/docs/serving/revisions/revision-admin-config-options/',
  }),
  ...['cpu', 'memory', 'ephemeral-storage'].flatMap((resource) => [
    resourceEntry(resource, 'request'),
    resourceEntry(resource, 'limit'),
  ]),
  known({
    key: `${sidecar}/resource-percentage`,
    aliases: [`${sidecar}/resourcePercentage`],
    places: ['template'],
    doc: 'Resources of the queue proxy in percent of those of your container. Say the resources one by one instead.',
    type: 'number',
    range: ['0.1', '100'],
    deprecated: true,
    docs: sidecarDocs,
  }),
  known({
    key: 'features.knative.dev/podspec-dryrun',
    places: ['Service', 'Configuration'],
    doc: 'Has the cluster try the pod of the template when the manifest is applied; `strict` also refuses where it cannot try. Today a dry run by the server does so without it.',
    allowed: ['enabled', 'strict', 'disabled'],
    deprecated: true,
    docs: 'https://knative.dev/docs/serving/configuration/feature-flags/',
  }),
  known({
    key: 'features.knative.dev/queueproxy-podinfo',
    places: ['template'],
    doc: 'Shows the pod’s annotations to the queue proxy, for its extensions. The cluster must allow `queueproxy.mount-podinfo`.',
    allowed: ['enabled', 'disabled'],
    default: 'disabled',
    docs: 'https://knative.dev/docs/serving/configuration/feature-flags/#queue-proxy-pod-info',
  }),
  written('creator', 'Who created it.', all),
  written('lastModifier', 'Who changed its spec last.', all),
  written('routes', 'The Routes that send traffic to this revision.', ['Revision']),
  written('routingStateModified', 'When this revision began or ceased to get traffic.', ['Revision']),
  written('lastPinned', 'When a Route last named this revision.', ['Revision'], { deprecated: true }),
  ...writtenLabels(),
  known({
    key: 'client.knative.dev/user-image',
    places: ['template'],
    doc: 'The image as it was given to `kn`, before its tag became a digest. Written by `kn`.',
    readOnly: true,
    docs: 'https://knative.dev/docs/client/',
  }),
  known({
    key: 'knative.dev/type',
    of: 'label',
    places: ['template'],
    doc: 'What runs here, for people and their queries: examples of 2019 wrote `container`, `app` or `function`. Knative itself does not read it.',
    examples: ['container', 'function'],
    docs: 'https://github.com/knative/docs/tree/release-0.3',
  }),
];

function resourceEntry(resource: string, bound: 'request' | 'limit'): KnownAnnotation {
  return known({
    key: `${sidecar}/${resource}-resource-${bound}`,
    places: ['template'],
    doc:
      bound === 'request'
        ? `How much ${resource} the queue proxy beside your container asks for.`
        : `The most ${resource} the queue proxy beside your container may use.`,
    type: 'quantity',
    examples: amounts[resource] ?? [],
    docs: sidecarDocs,
  });
}

function written(
  name: string,
  doc: string,
  places: readonly AnnotationPlace[],
  more: Partial<KnownAnnotation> = {},
): KnownAnnotation {
  return known({
    key: `${group}/${name}`,
    places,
    doc: `${doc} Written by Knative.`,
    docs,
    readOnly: true,
    ...more,
  });
}

function writtenLabels(): readonly KnownAnnotation[] {
  const owned: readonly AnnotationPlace[] = ['Revision', 'Configuration', 'Route'];
  const label = { of: 'label' } as const;
  return [
    written('service', 'The Service this belongs to.', owned, label),
    written('serviceUID', 'The identity of the Service this belongs to.', ['Revision'], label),
    written('configuration', 'The Configuration that made this revision.', ['Revision'], label),
    written(
      'configurationUID',
      'The identity of the Configuration that made this revision.',
      ['Revision'],
      label,
    ),
    written(
      'configurationGeneration',
      'The number in the name of a generated revision.',
      ['Revision'],
      label,
    ),
    written(
      'routingState',
      'Whether a Route sends traffic here: `active`, `reserve` or `pending`.',
      ['Revision'],
      label,
    ),
    written('revision', 'The revision a pod belongs to.', [], label),
    written('route', 'The Route an object serves.', [], label),
  ];
}

/** Rule: the candidate of a release is older than its current revision. */
import { liveServices } from '../liveServices.ts';
import type { Resource } from '../resource.ts';
import { servingPages } from '../resources/servingV1alpha1/pages.ts';
import { generatedNumber } from '../revisionNames.ts';
import { text } from '../text.ts';
import type { World } from '../world.ts';
import { latestKeyword, releasePath, releaseRevisions } from './revisionReferences.ts';
import type { Examples, Rule } from './rule.ts';
import { isOldService } from './subjects.ts';

export const rolloutOrder: Rule = {
  code: 'rollout-order',
  severity: 'warning',
  title: 'The candidate of a release is older than its current revision.',
  explanation: `
    \`release.revisions\` is \`[current, candidate]\`: the first keeps the traffic, the second gets \`rolloutPercent\` of it. With
    the older revision in the second place the new one, which nobody has tried yet, gets most of the requests.

    Which one is older is told by the numbers that Knative gives, and, where a cluster is known, by when the revisions were made.
    If you mean to roll back slowly, silence the rule there.

    Source: \`MakeRoute\` in \`pkg/reconciler/v1alpha1/service/resources/route.go\` of Knative Serving 0.3.
  `,
  docs: servingPages.service,
  appliesTo: isOldService,
  check: function* (resource, world) {
    const [current, candidate] = releaseRevisions(resource);
    if (current === undefined || candidate === undefined || current === candidate) return;
    if (!isOlder(candidate, current, resource, world)) return;
    yield {
      path: [...releasePath, 1],
      message: text(
        'The candidate {0} is older than the current revision {1}: the newer one gets most of the traffic.',
        candidate,
        current,
      ),
      fixes: [
        {
          title: text('Swap the two'),
          changes: [
            { op: 'set', path: [...releasePath, 0], value: candidate },
            { op: 'set', path: [...releasePath, 1], value: current },
          ],
          preferred: true,
        },
      ],
    };
  },
};

function isOlder(candidate: string, current: string, resource: Resource, world: World): boolean {
  if (candidate === '' || candidate === latestKeyword) return false;
  const [candidateNumber, currentNumber] = [candidate, current].map((one) =>
    generatedNumber(one, resource.name),
  );
  if (current === latestKeyword) return candidateNumber !== undefined;
  if (candidateNumber !== undefined && currentNumber !== undefined) return candidateNumber < currentNumber;
  return liveServices(world.inventory, resource).some(({ revisions }) => {
    const made = (name: string): number =>
      Date.parse(revisions.find((revision) => revision.name === name)?.created ?? '');
    // Not so either where one of them is not known (NaN).
    return made(candidate) < made(current);
  });
}

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions: ["canary-00012", "canary-00009"] # [current, candidate]
            #                           ^^^^^^^^^^^^^^ The candidate canary-00009 is older than the current revision canary-00012: the newer one gets most of the traffic.
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions: ["canary-00009", "canary-00012"] # [current, candidate]
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions: [canary-7pw4x, canary-b2c9d]
            #                         ^^^^^^^^^^^^ The candidate canary-b2c9d is older than the current revision canary-7pw4x: the newer one gets most of the traffic.
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
      `,
      inventory: {
        context: 'old',
        stale: false,
        services: [
          {
            namespace: 'default',
            name: 'canary',
            traffic: [],
            revisions: [
              { name: 'canary-b2c9d', created: '2019-05-01T10:00:00Z' },
              { name: 'canary-7pw4x', created: '2019-05-02T10:00:00Z' },
            ],
          },
        ],
      },
      fixed: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions: [canary-b2c9d, canary-7pw4x]
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions: [canary-99999, canary-100000]
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
      `,
    },
  ],
};

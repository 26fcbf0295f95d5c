/** Rule: one revision stands twice in a split. */
import { pages } from '../admission/servingV1/pages.ts';
import type { Change } from '../change.ts';
import { text } from '../text.ts';
import { releasePath, releaseRevisions } from './revisionReferences.ts';
import type { Examples, Finding, Rule } from './rule.ts';
import { hasTraffic } from './subjects.ts';
import { targetsOf, textAt, type Target } from './trafficTargets.ts';
import type { Resource } from '../resource.ts';

export const duplicateRevision: Rule = {
  code: 'duplicate-revision',
  severity: 'warning',
  title: 'One revision stands twice in the traffic split.',
  explanation: `
    With the same revision as \`current\` and as \`candidate\`, a release splits nothing: that revision gets all requests, whatever
    \`rolloutPercent\` says. Most often one of the two was copied and not changed.

    In \`spec.traffic\` the same revision may stand several times, each time with its own tag, and Knative adds up the shares. Two
    entries without a tag do nothing that one would not do.

    Source: the webhook of Knative Serving does not compare the targets (\`pkg/apis/serving/v1/route_validation.go\`).
  `,
  docs: pages.traffic,
  appliesTo: hasTraffic,
  check: function* (resource) {
    const [current, candidate] = releaseRevisions(resource);
    if (current !== undefined && current !== '' && current === candidate) {
      yield {
        path: [...releasePath, 1],
        message: text('{0} is also the current revision: this release splits nothing.', candidate),
      };
    }
    yield* repeatedTargets(resource);
  },
};

function* repeatedTargets(resource: Resource): Iterable<Finding> {
  const seen = new Map<string, Target>();
  for (const target of targetsOf(resource)) {
    if (target.tag !== '') continue;
    const configuration = textAt(target.value, 'configurationName');
    const key = `${target.revisionName}\n${configuration}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, target);
    else yield findingOn(target, first);
  }
}

function findingOn(target: Target, first: Target): Finding {
  const percent: Change = {
    op: 'set',
    path: [...first.path, 'percent'],
    value: first.percent + target.percent,
  };
  return {
    path: target.revisionName === '' ? target.path : [...target.path, 'revisionName'],
    message: text('Another entry sends traffic to the same revision, and neither has a tag.'),
    fixes: [
      {
        title: text('Add its share to the first entry'),
        changes: [percent, { op: 'remove', path: target.path }],
        preferred: true,
      },
    ],
    related: [{ path: first.path, message: text('The first entry') }],
  };
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
            revisions: [canary-00001, canary-00001]
            #                         ^^^^^^^^^^^^ canary-00001 is also the current revision: this release splits nothing.
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
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-00001
              percent: 60
            - revisionName: canary-00001
              #             ^^^^^^^^^^^^ Another entry sends traffic to the same revision, and neither has a tag.
              percent: 20
            - latestRevision: true
              percent: 20
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-00001
              percent: 80
            - latestRevision: true
              percent: 20
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-00001
              percent: 100
            - revisionName: canary-00001
              tag: stable
            - revisionName: canary-00001
              tag: blue
      `,
    },
  ],
};

/** Rule: a release of two revisions whose candidate gets no traffic. */
import { type Path, valueAt } from '../path.ts';
import { servingPages } from '../resources/servingV1alpha1/pages.ts';
import { text } from '../text.ts';
import { releaseRevisions } from './revisionReferences.ts';
import type { Examples, Rule } from './rule.ts';
import { isOldService } from './subjects.ts';

export const rolloutPercent: Rule = {
  code: 'rollout-percent',
  severity: 'information',
  title: 'A release names a candidate, but gives it no traffic.',
  explanation: `
    Without \`rolloutPercent\`, or with 0, the candidate of a release gets no requests; only its own address
    \`candidate.NAME.NAMESPACE.DOMAIN\` reaches it. That is right for a first look at a new revision, and wrong for a rollout.

    Source: \`MakeRoute\` in \`pkg/reconciler/v1alpha1/service/resources/route.go\` of Knative Serving 0.3.
  `,
  docs: servingPages.service,
  appliesTo: isOldService,
  check: function* (resource) {
    const revisions = releaseRevisions(resource);
    if (revisions.length !== 2) return;
    const percent = valueAt(resource.value, percentPath);
    if (typeof percent === 'number' && percent !== 0) return;
    yield {
      path: percent === undefined ? percentPath.slice(0, -1) : percentPath,
      at: percent === undefined ? 'key' : 'value',
      message: text(
        'The candidate {0} gets no traffic without a rolloutPercent above 0.',
        revisions[1] ?? '',
      ),
      fixes: [
        {
          title: text('Give it {0} %', firstStep),
          changes: [{ op: 'set', path: percentPath, value: firstStep }],
        },
      ],
    };
  },
};

const percentPath: Path = ['spec', 'release', 'rolloutPercent'];

const firstStep = 10;

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
        # ^^^^^^^ The candidate canary-00002 gets no traffic without a rolloutPercent above 0.
            revisions: [canary-00001, canary-00002]
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
            revisions: [canary-00001, canary-00002]
            rolloutPercent: 0
            #               ^ The candidate canary-00002 gets no traffic without a rolloutPercent above 0.
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
            revisions: [canary-00001]
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
      `,
    },
  ],
};

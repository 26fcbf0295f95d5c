/** Rule: an API version that clusters no longer serve. */
import { pages } from '../admission/servingV1/pages.ts';
import { kindOf } from '../kinds.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';

export const retiredApiVersion: Rule = {
  code: 'retired-api-version',
  severity: 'warning',
  title: 'Today’s clusters do not serve this API version any more.',
  explanation: `
    Serving dropped \`v1alpha1\` and \`v1beta1\` of its Services, Configurations, Revisions and Routes with release 0.19, and the project
    Build was archived in 2019 in favour of Tekton. A cluster of today answers \`no matches for kind … in version …\`. The command
    "Migrate File to Current API Versions" rewrites the manifest and says what cannot be carried over.

    If the manifest is for a cluster of that time, switch the rule off: everything else is checked by the rules of its own version.

    Source: the release notes of Knative Serving 0.19, and the archive \`knative/build\`.
  `,
  docs: pages.api,
  appliesTo: ({ apiVersion, kind }) => kindOf(apiVersion, kind)?.replacedBy !== undefined,
  check: function* ({ apiVersion, kind }) {
    yield {
      path: ['apiVersion'],
      message: text(
        'Today’s clusters do not serve {0} of {1} any more. {2} took its place.',
        kind,
        apiVersion,
        kindOf(apiVersion, kind)?.replacedBy ?? '',
      ),
      tags: ['deprecated'],
    };
  },
};

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Today’s clusters do not serve Service of serving.knative.dev/v1alpha1 any more. serving.knative.dev/v1 took its place.
        kind: Service
        metadata:
          name: hello
        spec:
          runLatest:
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v1
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v1
      `,
    },
  ],
};

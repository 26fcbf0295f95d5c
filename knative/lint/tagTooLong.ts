/** Rule: a tag whose host name cannot exist. */
import { pages } from '../admission/servingV1/pages.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTrafficToday } from './subjects.ts';
import { targetsOf } from './trafficTargets.ts';

export const tagTooLong: Rule = {
  code: 'tag-too-long',
  severity: 'warning',
  title: 'A tag and the name behind it are too long for a host name.',
  explanation: `
    A tagged target answers at \`TAG-NAME.NAMESPACE.DOMAIN\`. The part before the first dot may have 63 characters (RFC 1035), and
    the Kubernetes Service of that name as well, so a longer one gets no address, and the Route does not become ready. The
    webhook looks only at the tag alone.

    Source: \`tag-template\` in the ConfigMap \`config-network\`, here with its default \`{{.Tag}}-{{.Name}}\`.
  `,
  docs: pages.traffic,
  appliesTo: hasTrafficToday,
  check: function* (resource) {
    if (resource.name === '') return;
    for (const { path, tag } of targetsOf(resource)) {
      const host = `${tag}-${resource.name}`;
      if (tag === '' || host.length <= longest) continue;
      yield {
        path: [...path, 'tag'],
        message: text(
          'This tag gets no address: {0} has {1} characters, a part of a host name at most {2}.',
          host,
          host.length,
          longest,
        ),
      };
    }
  },
};

const longest = 63;

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: customer-recommendations-for-the-new-season
        spec:
          template:
            spec:
              containers:
                - image: example.com/recommend:v2
          traffic:
            - latestRevision: true
              percent: 100
              tag: release-candidate-03
              #    ^^^^^^^^^^^^^^^^^^^^ This tag gets no address: release-candidate-03-customer-recommendations-for-the-new-season has 64 characters, a part of a host name at most 63.
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: customer-recommendations-for-the-new-season
        spec:
          template:
            spec:
              containers:
                - image: example.com/recommend:v2
          traffic:
            - latestRevision: true
              percent: 100
              tag: release-candidate-3
      `,
    },
  ],
};

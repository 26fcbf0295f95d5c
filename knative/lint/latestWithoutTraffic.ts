/** Rule: the newest revision has 0 % beside pinned ones. */
import { pages } from '../admission/servingV1/pages.ts';
import { member } from '../json.ts';
import { text } from '../text.ts';
import type { Examples, Finding, Rule } from './rule.ts';
import { hasTrafficToday } from './subjects.ts';
import { targetsOf, type Target } from './trafficTargets.ts';

export const latestWithoutTraffic: Rule = {
  code: 'latest-without-traffic',
  severity: 'information',
  title: 'New revisions get no traffic: the latest one stands at 0 % beside pinned ones.',
  explanation: `
    An entry with \`latestRevision: true\` and 0 % gets no requests. The next change of the template makes a new revision, the
    Service becomes ready, and its users still get the old one. With a tag, that is a preview at an address of its own; without
    one, the entry does nothing at all.

    Source: \`pkg/reconciler/route/traffic\` of Knative Serving.
  `,
  docs: pages.traffic,
  appliesTo: hasTrafficToday,
  check: function* (resource) {
    const targets = targetsOf(resource);
    const latest = targets.filter(({ revisionName }) => revisionName === '');
    if (latest.length === 0 || latest.length === targets.length) return;
    if (latest.some(({ percent }) => percent > 0)) return;
    for (const target of latest) yield findingOn(target);
  },
};

function findingOn({ path, tag, value }: Target): Finding {
  const place = member(value, 'percent') === undefined ? path : [...path, 'percent'];
  if (tag !== '') {
    return {
      path: place,
      message: text('New revisions get no traffic; only the address of the tag {0} reaches them.', tag),
    };
  }
  return {
    path: place,
    message: text('New revisions get no traffic, and without a tag this entry does nothing.'),
    fixes: [{ title: text('Remove this entry'), changes: [{ op: 'remove', path }] }],
  };
}

export const examples: Examples = {
  bad: [
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
            - latestRevision: true
              percent: 0
              #        ^ New revisions get no traffic, and without a tag this entry does nothing.
            - latestRevision: true
              percent: 0
              #        ^ New revisions get no traffic; only the address of the tag next reaches them.
              tag: next
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
              percent: 90
            - latestRevision: true
              percent: 10
            - latestRevision: true
              tag: next
      `,
    },
  ],
};

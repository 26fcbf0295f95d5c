/** Rule: a template has a name that Knative itself would give. */
import { pages } from '../admission/servingV1/pages.ts';
import type { Change } from '../change.ts';
import { type Path, valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import { generatedNumber } from '../revisionNames.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplateToday } from './subjects.ts';
import { targetsOf } from './trafficTargets.ts';

export const generatedTemplateName: Rule = {
  code: 'generated-template-name',
  severity: 'warning',
  title: 'A template has a name of the form that Knative gives to revisions.',
  explanation: `
    Knative numbers the revisions whose template has no name: \`NAME-00001\`, \`NAME-00002\`, one number for every change of the
    template. A template that takes such a name for itself is accepted. But if the revision of that number exists already, or
    comes to exist later, two templates want one name: the Service says \`RevisionNameTaken\`, and the new template never
    gets traffic. Choose a name that is no number of Knative's, or none.

    Source: \`CheckNameAvailability\` in \`pkg/reconciler/service\`, and \`kmeta.ChildName\`.
  `,
  docs: pages.traffic,
  appliesTo: hasTemplateToday,
  check: function* (resource) {
    const name = valueAt(resource.value, namePath);
    if (typeof name !== 'string') return;
    const number = generatedNumber(name, resource.name);
    if (number === undefined) return;
    const other = `${resource.name}-v${number}`;
    yield {
      path: namePath,
      message: text(
        'Knative numbers revisions like this: {0} can be the name of another one, and then this one is not made.',
        name,
      ),
      fixes: [
        { title: text('Change to {0}', other), changes: renamed(resource, name, other), preferred: true },
        { title: text('Let Knative name the revision'), changes: [{ op: 'remove', path: namePath }] },
      ],
    };
  },
};

const namePath: Path = ['spec', 'template', 'metadata', 'name'];

/** The traffic to this revision keeps its revision. */
function renamed(resource: Resource, name: string, other: string): readonly Change[] {
  const places = [namePath];
  for (const { path, revisionName } of targetsOf(resource)) {
    if (revisionName === name) places.push([...path, 'revisionName']);
  }
  return places.map((path) => ({ op: 'set', path, value: other }));
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
            metadata:
              name: canary-00002
              #     ^^^^^^^^^^^^ Knative numbers revisions like this: canary-00002 can be the name of another one, and then this one is not made.
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-00002
              percent: 100
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-v2
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-v2
              percent: 100
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
            metadata:
              name: canary-v2
            spec:
              containers:
                - image: example.com/hello:v2
      `,
    },
  ],
};

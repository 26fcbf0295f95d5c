/** Rule: one argument is given twice. */
import { buildPages } from '../resources/build/pages.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplate, isBuild, isOfOldServing } from './subjects.ts';
import { templateUses } from './templateUses.ts';

export const duplicateArgument: Rule = {
  code: 'duplicate-argument',
  severity: 'warning',
  title: 'A Build gives one argument twice.',
  explanation: `
    The webhook accepts it. The Build fails as soon as it is run: \`DuplicateArgName: duplicate argument name\`.

    Source: \`pkg/reconciler/build/validate_build.go\` of Knative Build.
  `,
  docs: buildPages.templates,
  appliesTo: (resource) => isBuild(resource) || (isOfOldServing(resource) && hasTemplate(resource)),
  check: function* (resource) {
    for (const use of templateUses(resource)) {
      const seen = new Set<string>();
      for (const { name, path } of use.arguments) {
        if (name !== '' && seen.has(name)) {
          yield {
            path,
            message: text('The argument {0} is given twice: the build fails when it is run.', name),
            fixes: [
              {
                title: text('Remove this argument'),
                changes: [{ op: 'remove', path: path.slice(0, -1) }],
              },
            ],
          };
        }
        seen.add(name);
      }
    }
  },
};

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: build.knative.dev/v1alpha1
        kind: Build
        metadata:
          name: hello-image
        spec:
          template:
            name: kaniko
            arguments:
              - name: IMAGE
                value: example.com/hello:v1
              - name: IMAGE
                #     ^^^^^ The argument IMAGE is given twice: the build fails when it is run.
                value: example.com/hello:v2
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: build.knative.dev/v1alpha1
        kind: Build
        metadata:
          name: hello-image
        spec:
          template:
            name: kaniko
            arguments:
              - name: IMAGE
                value: example.com/hello:v1
              - name: DOCKERFILE
                value: /workspace/Dockerfile
      `,
    },
  ],
};

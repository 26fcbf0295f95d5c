/** Rule: an argument for a parameter that the template does not have. */
import { parametersOf } from '../facts/parameters.ts';
import { nearest } from '../nearest.ts';
import { text } from '../text.ts';
import type { Argument, TemplateUse } from './templateUses.ts';
import type { Examples, Finding, Rule } from './rule.ts';
import { hasTemplate, isBuild, isOfOldServing, isTekton } from './subjects.ts';
import { templateUses } from './templateUses.ts';

export const undeclaredArgument: Rule = {
  code: 'undeclared-argument',
  severity: 'warning',
  title: 'An argument is given for a parameter that the template or task does not declare.',
  explanation: `
    Neither Build nor Tekton minds an argument that nobody asked for, so that one with a misspelt name is lost, and the parameter
    it was meant for keeps its default. (A template of Build that uses \`\${NAME}\` without declaring it does get the value. Declare
    it there.)

    Source: \`pkg/reconciler/build/validate_build.go\` of Knative Build; Tekton ignores additional parameters.
  `,
  docs: 'https://tekton.dev/docs/pipelines/tasks/#specifying-parameters',
  appliesTo: (resource) =>
    isBuild(resource) || isTekton(resource) || (isOfOldServing(resource) && hasTemplate(resource)),
  check: function* (resource, world) {
    for (const use of templateUses(resource)) {
      if (use.arguments.length === 0) continue;
      const definitions = world.definitions(use.template);
      if (definitions.length === 0) continue;
      const declared = definitions.flatMap(parametersOf).map(({ name }) => name);
      for (const argument of use.arguments) {
        if (argument.name !== '' && !declared.includes(argument.name))
          yield findingOn(argument, use, declared);
      }
    }
  },
};

function findingOn({ name, path }: Argument, use: TemplateUse, declared: readonly string[]): Finding {
  const given = new Set(use.arguments.map((argument) => argument.name));
  const meant = nearest(
    name,
    declared.filter((one) => !given.has(one)),
  );
  return {
    path,
    message: text('The {0} {1} has no parameter {2}.', use.kind, use.template.name, name),
    fixes: [
      meant === undefined
        ? { title: text('Remove {0}', name), changes: [{ op: 'remove', path: path.slice(0, -1) }] }
        : {
            title: text('Change to {0}', meant),
            changes: [{ op: 'set', path, value: meant }],
            preferred: true,
          },
    ],
  };
}

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
              - name: IMGAE
                #     ^^^^^ The BuildTemplate kaniko has no parameter IMGAE.
                value: example.com/hello:v1
      `,
      files: {
        'kaniko.yaml': `
          apiVersion: build.knative.dev/v1alpha1
          kind: BuildTemplate
          metadata:
            name: kaniko
          spec:
            parameters:
              - name: IMAGE
                default: example.com/nothing
            steps:
              - name: build
                image: gcr.io/kaniko-project/executor:v0.17.1
                args: ["--destination=\${IMAGE}"]
        `,
      },
      fixed: `
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
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: tekton.dev/v1
        kind: TaskRun
        metadata:
          name: greet-you
        spec:
          taskRef:
            name: greet
          params:
            - name: who
              value: you
      `,
      files: {
        'greet.yaml': `
          apiVersion: tekton.dev/v1
          kind: Task
          metadata:
            name: greet
          spec:
            params:
              - name: who
            steps:
              - name: greet
                image: docker.io/library/busybox:1.37
                args: [echo, $(params.who)]
        `,
      },
    },
  ],
};

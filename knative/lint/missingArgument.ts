/** Rule: a parameter without a default gets no value. */
import { parametersOf } from '../facts/parameters.ts';
import { text } from '../text.ts';
import type { Definition, World } from '../world.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplate, isBuild, isOfOldServing, isTekton } from './subjects.ts';
import { templateUses, type TemplateUse } from './templateUses.ts';

export const missingArgument: Rule = {
  code: 'missing-argument',
  severity: 'warning',
  title: 'A parameter that has no default is given no value.',
  explanation: `
    A parameter without a default must be given by whoever uses the template, task or pipeline. The manifest is accepted without it, and
    fails when it runs: \`UnsatisfiedParameter: build does not specify these required parameters\` in Build, \`missing values for
    these params which have no default values\` in Tekton.

    Source: \`pkg/reconciler/build/validate_build.go\` of Knative Build, \`pkg/reconciler/taskrun/validate_taskrun.go\` of Tekton Pipelines.
  `,
  docs: 'https://tekton.dev/docs/pipelines/tasks/#specifying-parameters',
  appliesTo: (resource) =>
    isBuild(resource) || isTekton(resource) || (isOfOldServing(resource) && hasTemplate(resource)),
  check: function* (resource, world) {
    for (const use of templateUses(resource)) {
      for (const name of missingIn(use, world)) {
        yield {
          path: use.path,
          message: text('{0} {1} needs a value for its parameter {2}.', use.kind, use.template.name, name),
          fixes: [
            {
              title: text('Add {0}', name),
              changes: [
                {
                  op: 'insert',
                  path: [...use.argumentsPath, use.arguments.length],
                  value: { name, value: '' },
                },
              ],
            },
          ],
        };
      }
    }
  },
};

/** Where several definitions have the name, only what all of them need. */
function missingIn(use: TemplateUse, world: World): readonly string[] {
  const [first, ...others] = world.definitions(use.template);
  if (first === undefined) return [];
  const given = new Set(use.arguments.map(({ name }) => name));
  return requiredBy(first).filter(
    (name) => !given.has(name) && others.every((other) => requiredBy(other).includes(name)),
  );
}

function requiredBy(definition: Definition): readonly string[] {
  return parametersOf(definition)
    .filter((parameter) => parameter.default === undefined)
    .map(({ name }) => name);
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
            #     ^^^^^^ BuildTemplate kaniko needs a value for its parameter IMAGE.
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
              - name: DOCKERFILE
                default: /workspace/Dockerfile
            steps:
              - name: build
                image: gcr.io/kaniko-project/executor:v0.17.1
                args: ["--dockerfile=\${DOCKERFILE}", "--destination=\${IMAGE}"]
        `,
      },
    },
    {
      yaml: `
        apiVersion: tekton.dev/v1
        kind: Pipeline
        metadata:
          name: greetings
        spec:
          tasks:
            - name: first
              taskRef:
                name: greet
                #     ^^^^^ Task greet needs a value for its parameter who.
            - name: second
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
              - name: DOCKERFILE
                default: ""
            steps:
              - name: build
                image: gcr.io/kaniko-project/executor:v0.17.1
                args: ["--dockerfile=\${DOCKERFILE}", "--destination=\${IMAGE}"]
        `,
      },
    },
  ],
};

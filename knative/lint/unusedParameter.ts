/** Rule: a parameter that nothing uses. */
import { ownerOf } from '../facts/parameters.ts';
import { factsOf } from '../facts.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { isBuildTemplate, isTekton } from './subjects.ts';

export const unusedParameter: Rule = {
  code: 'unused-parameter',
  severity: 'information',
  title: 'A parameter is declared and not used.',
  explanation: `
    Whoever uses the template or task may, or even must, give a value that changes nothing. Build replaces \`\${NAME}\` only in the
    name, image, command, args, working directory, environment values and mounts of the steps, and in the names of volumes. Tekton
    replaces \`$(params.NAME)\`.

    Source: \`ApplyReplacements\` in \`pkg/reconciler/build/apply.go\` of Knative Build; \`pkg/reconciler/taskrun/resources/apply.go\` of
    Tekton Pipelines.
  `,
  docs: 'https://tekton.dev/docs/pipelines/tasks/#specifying-parameters',
  appliesTo: (resource) =>
    isBuildTemplate(resource) ||
    (isTekton(resource) && (resource.kind === 'Task' || resource.kind === 'Pipeline')),
  check: function* (resource) {
    const { defines, refersTo } = factsOf(resource);
    const declared = defines.filter(({ type }) => type === 'parameter');
    if (declared.length === 0) return;
    const used = new Set(refersTo.map((mention) => `${ownerOf(mention)} ${mention.name}`));
    for (const mention of declared) {
      if (used.has(`${ownerOf(mention)} ${mention.name}`) || isUsedByPart(mention.name, refersTo)) continue;
      yield {
        path: mention.path,
        message: text('The parameter {0} is not used.', mention.name),
        tags: ['unnecessary'],
      };
    }
  },
};

/** `$(params.a.b)` means the key b of a, or a parameter of that name. */
function isUsedByPart(name: string, refersTo: readonly { readonly name: string }[]): boolean {
  const dot = name.indexOf('.');
  return dot > 0 && refersTo.some((mention) => mention.name === name.slice(0, dot));
}

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: build.knative.dev/v1alpha1
        kind: BuildTemplate
        metadata:
          name: kaniko
        spec:
          parameters:
            - name: IMAGE
            - name: DOCKERFILE
              #     ^^^^^^^^^^ The parameter DOCKERFILE is not used.
              default: /workspace/Dockerfile
          steps:
            - name: build
              image: gcr.io/kaniko-project/executor:v0.17.1
              args: ["--destination=\${IMAGE}"]
      `,
    },
    {
      yaml: `
        apiVersion: tekton.dev/v1
        kind: Task
        metadata:
          name: greet
        spec:
          params:
            - name: who
            - name: whom
              #     ^^^^ The parameter whom is not used.
          steps:
            - name: greet
              image: docker.io/library/busybox:1.37
              args: [echo, $(params.who)]
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: tekton.dev/v1
        kind: Task
        metadata:
          name: greet
        spec:
          params:
            - name: who
              type: array
            - name: my.name
            - name: server
              type: object
              properties:
                url: { type: string }
          steps:
            - name: greet
              image: docker.io/library/busybox:1.37
              args: [echo, "$(params.who[*])", '$(params["my.name"])', $(params.server.url)]
      `,
    },
  ],
};

/** Rule: a placeholder that Build does not replace. */
import { placeholdersIn } from '../facts/parameters.ts';
import { isArray, member, type Json } from '../json.ts';
import { nearest } from '../nearest.ts';
import { type Path, valueAt } from '../path.ts';
import type { Fix } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { buildPages } from '../resources/build/pages.ts';
import { itemPaths } from '../template.ts';
import { text } from '../text.ts';
import type { Examples, Finding, Rule } from './rule.ts';
import { isBuild, isBuildTemplate } from './subjects.ts';
import { textAt } from './trafficTargets.ts';

export const undeclaredParameter: Rule = {
  code: 'undeclared-parameter',
  severity: 'warning',
  title: 'A step has a placeholder that is no parameter of its template.',
  explanation: `
    Build replaces \`\${NAME}\` in the steps of a template by its arguments and by the defaults of its parameters, and leaves every
    other \`\${…}\` as it is: the step is run with the text \`\${NAME}\`. In a Build with steps of its own nothing is replaced at all.

    Variables of a shell are not reported: in the arguments of \`sh -c\` and the like, and where the step sets a variable of that name.

    Source: \`ApplyTemplate\` in \`pkg/reconciler/build/apply.go\` of Knative Build.
  `,
  docs: buildPages.templates,
  appliesTo: (resource) => isBuildTemplate(resource) || isBuild(resource),
  check: function* (resource) {
    const declared = isBuildTemplate(resource) ? parameterNames(resource) : undefined;
    for (const step of itemPaths(resource, ['spec', 'steps'])) {
      for (const { path, name } of placeholdersOf(step, resource)) {
        if (declared?.includes(name) !== true) yield findingOn(path, name, declared, resource);
      }
    }
  },
};

function findingOn(
  path: Path,
  name: string,
  declared: readonly string[] | undefined,
  resource: Resource,
): Finding {
  const placeholder = `\${${name}}`;
  if (declared === undefined) {
    return {
      path,
      message: text('A Build with steps of its own replaces nothing: {0} stays as it is.', placeholder),
    };
  }
  return {
    path,
    message: text('The template has no parameter {1}: {0} stays as it is.', placeholder, name),
    fixes: fixesFor(path, name, declared, resource),
  };
}

function fixesFor(
  path: Path,
  name: string,
  declared: readonly string[],
  { value }: Resource,
): readonly Fix[] {
  const meant = nearest(name, declared);
  const written = valueAt(value, path);
  const rename: readonly Fix[] =
    meant === undefined || typeof written !== 'string'
      ? []
      : [
          {
            title: text('Change to {0}', `\${${meant}}`),
            changes: [{ op: 'set', path, value: written.replaceAll(`\${${name}}`, `\${${meant}}`) }],
            preferred: true,
          },
        ];
  const count = itemPaths({ value }, parametersPath).length;
  return [
    ...rename,
    {
      title: text('Declare the parameter {0}', name),
      changes: [{ op: 'insert', path: [...parametersPath, count], value: { name } }],
      preferred: rename.length === 0,
    },
  ];
}

const parametersPath: Path = ['spec', 'parameters'];

function parameterNames(resource: Resource): readonly string[] {
  return itemPaths(resource, parametersPath).map((path) => textAt(valueAt(resource.value, path), 'name'));
}

/** The placeholders of one step where Build would replace them, those for a shell left out. */
function* placeholdersOf(
  step: Path,
  resource: Resource,
): Iterable<{ readonly path: Path; readonly name: string }> {
  const value = valueAt(resource.value, step);
  const isShell = runsShell(value);
  const variables = itemPaths(resource, [...step, 'env']).map((env) =>
    textAt(valueAt(resource.value, env), 'name'),
  );
  for (const path of replacedIn(step, resource)) {
    const written = valueAt(resource.value, path);
    if (typeof written !== 'string' || !written.includes('${')) continue;
    if (isShell && ['args', 'command'].includes(String(path[step.length]))) continue;
    for (const name of new Set(placeholdersIn(written, 'build').map((one) => one.name))) {
      if (!variables.includes(name)) yield { path, name };
    }
  }
}

function* replacedIn(step: Path, resource: Resource): Iterable<Path> {
  for (const key of ['name', 'image', 'workingDir']) yield [...step, key];
  for (const key of ['command', 'args']) yield* itemPaths(resource, [...step, key]);
  for (const env of itemPaths(resource, [...step, 'env'])) yield [...env, 'value'];
  for (const mount of itemPaths(resource, [...step, 'volumeMounts'])) {
    for (const key of ['name', 'mountPath', 'subPath']) yield [...mount, key];
  }
}

function runsShell(step: Json | undefined): boolean {
  const words = ['command', 'args'].flatMap((key) => {
    const list = member(step, key);
    return isArray(list) ? list : [];
  });
  return words.some((word) => typeof word === 'string' && shell.test(word));
}

const shell = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k|a)?sh$/;

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
          steps:
            - name: build
              image: gcr.io/kaniko-project/executor:v0.17.1
              args:
                - "--destination=\${IMGE}"
                # ^^^^^^^^^^^^^^^^^^^^^^^ The template has no parameter IMGE: \${IMGE} stays as it is.
                - --dockerfile=\${DOCKERFILE}
                # ^^^^^^^^^^^^^^^^^^^^^^^^^^ The template has no parameter DOCKERFILE: \${DOCKERFILE} stays as it is.
      `,
      fixed: `
        apiVersion: build.knative.dev/v1alpha1
        kind: BuildTemplate
        metadata:
          name: kaniko
        spec:
          parameters:
            - name: IMAGE
            - name: DOCKERFILE
          steps:
            - name: build
              image: gcr.io/kaniko-project/executor:v0.17.1
              args:
                - "--destination=\${IMAGE}"
                - --dockerfile=\${DOCKERFILE}
      `,
    },
    {
      yaml: `
        apiVersion: build.knative.dev/v1alpha1
        kind: Build
        metadata:
          name: hello-image
        spec:
          steps:
            - name: build
              image: gcr.io/kaniko-project/executor:v0.17.1
              args: ["--destination=\${IMAGE}"]
              #      ^^^^^^^^^^^^^^^^^^^^^^^^ A Build with steps of its own replaces nothing: \${IMAGE} stays as it is.
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: build.knative.dev/v1alpha1
        kind: BuildTemplate
        metadata:
          name: test
        spec:
          parameters:
            - name: DIRECTORY
          steps:
            - name: test
              image: docker.io/library/golang:1.11
              command: [/bin/bash, -c]
              args:
                - for f in *; do echo \${f} in \${DIRECTORY}; done
            - name: report
              image: example.com/report:v1
              args: ["\${LEVEL}"]
              env:
                - name: LEVEL
                  value: high
      `,
    },
  ],
};

/** Rule: a build uses a template that is not in the workspace. */
import { nearest } from '../nearest.ts';
import type { Fix } from '../problem.ts';
import { buildPages } from '../resources/build/pages.ts';
import { text } from '../text.ts';
import type { World } from '../world.ts';
import type { Examples, Finding, Rule } from './rule.ts';
import { hasTemplate, isBuild, isOfOldServing } from './subjects.ts';
import { templateUses, type TemplateUse } from './templateUses.ts';

export const unknownTemplate: Rule = {
  code: 'unknown-template',
  severity: 'information',
  title: 'A Build uses a BuildTemplate that is not in the workspace.',
  explanation: `
    A Build whose template does not exist fails as soon as it is run: \`buildtemplates.build.knative.dev "kaniko" not found\`. The
    template may have been installed in the cluster by other means; then nothing is wrong, but its parameters cannot be checked
    here. Template and Build must be in the same namespace, unless it is a ClusterBuildTemplate.

    Source: \`pkg/reconciler/build/validate_build.go\` of Knative Build.
  `,
  docs: buildPages.templates,
  appliesTo: (resource) => isBuild(resource) || (isOfOldServing(resource) && hasTemplate(resource)),
  check: function* (resource, world) {
    for (const use of templateUses(resource)) {
      if (world.definitions(use.template).length === 0) yield findingOn(use, world);
    }
  },
};

function findingOn(use: TemplateUse, world: World): Finding {
  const { path, kind, template } = use;
  return {
    path,
    message: text('There is no {0} {1} in this workspace.', kind, template.name),
    fixes: otherKind(use, world) ?? otherName(use, world),
  };
}

function otherKind({ path, kind, template }: TemplateUse, world: World): readonly Fix[] | undefined {
  const isOfCluster = kind === 'ClusterBuildTemplate';
  const type = isOfCluster ? 'buildTemplate' : 'clusterBuildTemplate';
  if (world.definitions({ ...template, type }).length === 0) return undefined;
  const other = isOfCluster ? 'BuildTemplate' : 'ClusterBuildTemplate';
  return [
    {
      title: text('Change to {0}', other),
      changes: [{ op: 'set', path: [...path.slice(0, -1), 'kind'], value: other }],
      preferred: true,
    },
  ];
}

function otherName({ path, template }: TemplateUse, world: World): readonly Fix[] {
  const names = world.all(template.type).map(({ name }) => name);
  const meant = nearest(template.name, names);
  if (meant === undefined) return [];
  return [
    {
      title: text('Change to {0}', meant),
      changes: [{ op: 'set', path, value: meant }],
      preferred: true,
    },
  ];
}

const kaniko = `
  apiVersion: build.knative.dev/v1alpha1
  kind: BuildTemplate
  metadata:
    name: kaniko
  spec:
    steps:
      - name: build
        image: gcr.io/kaniko-project/executor:v0.17.1
`;

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
            name: kanico
            #     ^^^^^^ There is no BuildTemplate kanico in this workspace.
      `,
      files: { 'kaniko.yaml': kaniko },
      fixed: `
        apiVersion: build.knative.dev/v1alpha1
        kind: Build
        metadata:
          name: hello-image
        spec:
          template:
            name: kaniko
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: hello
        spec:
          runLatest:
            configuration:
              build:
                template:
                  name: kaniko
                  #     ^^^^^^ There is no ClusterBuildTemplate kaniko in this workspace.
                  kind: ClusterBuildTemplate
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v1
      `,
      files: { 'kaniko.yaml': kaniko },
      fixed: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: hello
        spec:
          runLatest:
            configuration:
              build:
                template:
                  name: kaniko
                  kind: BuildTemplate
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
        apiVersion: build.knative.dev/v1alpha1
        kind: Build
        metadata:
          name: hello-image
        spec:
          template:
            name: kaniko
      `,
      files: { 'kaniko.yaml': kaniko },
    },
  ],
};

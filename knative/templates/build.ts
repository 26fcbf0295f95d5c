/** Build v1alpha1 of 2019, whose successor is Tekton. */
import { text } from '../text.ts';
import type { ManifestTemplate } from './template.ts';

const apiVersion = 'build.knative.dev/v1alpha1';

const source = `  source:
    git:
      url: \${2:https://github.com/knative/docs.git}
      revision: \${3:main}
`;

export const buildTemplates: readonly ManifestTemplate[] = [
  {
    name: 'Build',
    family: 'Knative',
    apiVersion,
    detail: text('Fetches a source and runs steps on it'),
    old: true,
    snippet: `apiVersion: ${apiVersion}
kind: Build
metadata:
  name: \${1:hello}
spec:
${source}  steps:
    - name: \${4:test}
      image: \${5:golang}
      args: [\${6:"go", "test", "./..."}]
$0`,
  },
  {
    name: 'Build (from a template)',
    family: 'Knative',
    apiVersion,
    detail: text('Fetches a source and runs the steps of a BuildTemplate on it'),
    old: true,
    snippet: `apiVersion: ${apiVersion}
kind: Build
metadata:
  name: \${1:hello}
spec:
  serviceAccountName: \${6:builder}
${source}  template:
    name: \${4:kaniko}
    arguments:
      - name: IMAGE
        value: \${5:registry.example.com/hello:v1}
$0`,
  },
  ...(['BuildTemplate', 'ClusterBuildTemplate'] as const).map((kind): ManifestTemplate => ({
    name: kind,
    family: 'Knative',
    apiVersion,
    detail:
      kind === 'BuildTemplate'
        ? text('Steps with parameters, for many Builds')
        : text('Steps with parameters, for the Builds of all namespaces'),
    old: true,
    snippet: `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: \${1:kaniko}
spec:
  parameters:
    - name: IMAGE
      description: \${2:The image to push}
    - name: DOCKERFILE
      description: \${3:The Dockerfile to build}
      default: \${4:/workspace/Dockerfile}
  steps:
    - name: \${5:build-and-push}
      image: \${6:gcr.io/kaniko-project/executor}
      args: ["--dockerfile=\\\${DOCKERFILE\\}", "--destination=\\\${IMAGE\\}"]
$0`,
  })),
];

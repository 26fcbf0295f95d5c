/** Tekton, the successor of Build. */
import { text } from '../text.ts';
import type { ManifestTemplate } from './template.ts';

const apiVersion = 'tekton.dev/v1';

export const tektonTemplates: readonly ManifestTemplate[] = [
  {
    name: 'Task',
    family: 'Tekton',
    apiVersion,
    detail: text('Steps that build or test something, the successor of Build'),
    first: true,
    snippet: `apiVersion: ${apiVersion}
kind: Task
metadata:
  name: \${1:test}
spec:
  params:
    - name: \${2:packages}
      type: string
      default: \${3:./...}
  steps:
    - name: \${1}
      image: \${4:golang:1.25}
      script: |
        go test \\$(params.\${2})
$0`,
  },
  {
    name: 'TaskRun',
    family: 'Tekton',
    apiVersion,
    detail: text('Runs a Task once'),
    snippet: `apiVersion: ${apiVersion}
kind: TaskRun
metadata:
  generateName: \${1:test}-
spec:
  taskRef:
    name: \${1}
  params:
    - name: \${2:packages}
      value: \${3:./...}
$0`,
  },
  {
    name: 'Pipeline',
    family: 'Tekton',
    apiVersion,
    detail: text('Tasks that run one after another or side by side'),
    snippet: `apiVersion: ${apiVersion}
kind: Pipeline
metadata:
  name: \${1:deliver}
spec:
  params:
    - name: \${2:image}
      type: string
  tasks:
    - name: \${3:test}
      taskRef:
        name: \${3}
    - name: \${4:build}
      runAfter: [\${3}]
      taskRef:
        name: \${4}
      params:
        - name: \${2}
          value: \\$(params.\${2})
$0`,
  },
  {
    name: 'PipelineRun',
    family: 'Tekton',
    apiVersion,
    detail: text('Runs a Pipeline once'),
    snippet: `apiVersion: ${apiVersion}
kind: PipelineRun
metadata:
  generateName: \${1:deliver}-
spec:
  pipelineRef:
    name: \${1}
  params:
    - name: \${2:image}
      value: \${3:registry.example.com/hello:v1}
$0`,
  },
  {
    name: 'StepAction',
    family: 'Tekton',
    apiVersion: 'tekton.dev/v1beta1',
    detail: text('A step that several Tasks share'),
    snippet: `apiVersion: tekton.dev/v1beta1
kind: StepAction
metadata:
  name: \${1:fetch}
spec:
  params:
    - name: \${2:url}
      type: string
  image: \${3:alpine/git}
  script: |
    git clone \\$(params.\${2})
$0`,
  },
  {
    name: 'CustomRun',
    family: 'Tekton',
    apiVersion: 'tekton.dev/v1beta1',
    detail: text('Runs a task of a kind that another controller knows'),
    snippet: `apiVersion: tekton.dev/v1beta1
kind: CustomRun
metadata:
  generateName: \${1:custom}-
spec:
  customRef:
    apiVersion: \${2:example.dev/v1}
    kind: \${3:Example}
    name: \${4:example}
$0`,
  },
];

/** The templates of "New Manifest": what a developer starts with today. */
import { l10n } from 'vscode';

export interface ManifestTemplate {
  readonly label: string;
  readonly apiVersion: string;
  readonly detail: string;
  /** In VS Code's snippet syntax. */
  readonly snippet: string;
}

export function manifestTemplates(): readonly ManifestTemplate[] {
  return [
    {
      label: 'Service',
      apiVersion: 'serving.knative.dev/v1',
      detail: l10n.t('Runs a container, scales it with its requests, down to zero'),
      snippet: service,
    },
    {
      label: l10n.t('Service with a traffic split'),
      apiVersion: 'serving.knative.dev/v1',
      detail: l10n.t('Two named revisions, the newer one gets a small share'),
      snippet: splitService,
    },
    {
      label: 'DomainMapping',
      apiVersion: 'serving.knative.dev/v1beta1',
      detail: l10n.t('Serves a Service under a domain of your own'),
      snippet: domainMapping,
    },
    {
      label: l10n.t('Broker and Trigger'),
      apiVersion: 'eventing.knative.dev/v1',
      detail: l10n.t('Takes events in and delivers those of one type to a Service'),
      snippet: brokerAndTrigger,
    },
    {
      label: 'Task',
      apiVersion: 'tekton.dev/v1',
      detail: l10n.t('Steps that build or test something, the successor of Build'),
      snippet: task,
    },
  ];
}

const service = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: \${1:hello}
spec:
  template:
    spec:
      containers:
        - image: \${2:ghcr.io/knative/helloworld-go:latest}
          ports:
            - containerPort: \${3:8080}
          readinessProbe:
            httpGet:
              path: \${4:/}
          env:
            - name: \${5:TARGET}
              value: \${6:World}
$0`;

const splitService = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: \${1:hello}
spec:
  template:
    metadata:
      name: \${1}-\${3:v2}
    spec:
      containers:
        - image: \${4:ghcr.io/knative/helloworld-go:latest}
  traffic:
    - revisionName: \${1}-\${2:v1}
      percent: \${5:90}
    - revisionName: \${1}-\${3}
      percent: \${6:10}
      tag: \${7:candidate}
$0`;

const domainMapping = `apiVersion: serving.knative.dev/v1beta1
kind: DomainMapping
metadata:
  name: \${1:hello.example.com}
spec:
  ref:
    apiVersion: serving.knative.dev/v1
    kind: Service
    name: \${2:hello}
$0`;

const brokerAndTrigger = `apiVersion: eventing.knative.dev/v1
kind: Broker
metadata:
  name: \${1:default}
---
apiVersion: eventing.knative.dev/v1
kind: Trigger
metadata:
  name: \${2:hello}
spec:
  broker: \${1}
  filter:
    attributes:
      type: \${3:com.example.greeting}
  subscriber:
    ref:
      apiVersion: serving.knative.dev/v1
      kind: Service
      name: \${2}
$0`;

const task = `apiVersion: tekton.dev/v1
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
$0`;

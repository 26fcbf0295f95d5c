/** Serving as it is today. */
import { text } from '../text.ts';
import type { ManifestTemplate } from './template.ts';

const apiVersion = 'serving.knative.dev/v1';

export const servingTemplates: readonly ManifestTemplate[] = [
  {
    name: 'Service',
    family: 'Knative',
    apiVersion,
    detail: text('Runs a container, scales it with its requests, down to zero'),
    first: true,
    snippet: `apiVersion: ${apiVersion}
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
$0`,
  },
  {
    name: 'Service (traffic split)',
    family: 'Knative',
    apiVersion,
    detail: text('Two named revisions, the newer one gets a small share'),
    first: true,
    snippet: `apiVersion: ${apiVersion}
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
$0`,
  },
  {
    name: 'Service (autoscaling)',
    family: 'Knative',
    apiVersion,
    detail: text('Says how many requests an instance takes, and how many instances there are'),
    snippet: `apiVersion: ${apiVersion}
kind: Service
metadata:
  name: \${1:hello}
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/metric: \${2|concurrency,rps|}
        autoscaling.knative.dev/target: "\${3:50}"
        autoscaling.knative.dev/min-scale: "\${4:0}"
        autoscaling.knative.dev/max-scale: "\${5:10}"
    spec:
      containers:
        - image: \${6:ghcr.io/knative/helloworld-go:latest}
$0`,
  },
  {
    name: 'Configuration',
    family: 'Knative',
    apiVersion,
    detail: text('Makes a revision of every change of its template; a Route sends it traffic'),
    snippet: `apiVersion: ${apiVersion}
kind: Configuration
metadata:
  name: \${1:hello}
spec:
  template:
    spec:
      containers:
        - image: \${2:ghcr.io/knative/helloworld-go:latest}
$0`,
  },
  {
    name: 'Route',
    family: 'Knative',
    apiVersion,
    detail: text('Gives an address, and splits its traffic among revisions'),
    snippet: `apiVersion: ${apiVersion}
kind: Route
metadata:
  name: \${1:hello}
spec:
  traffic:
    - configurationName: \${2:hello}
      percent: \${3:100}
$0`,
  },
  {
    name: 'Revision',
    family: 'Knative',
    apiVersion,
    detail: text('One state of a configuration; as a rule Knative makes it'),
    snippet: `apiVersion: ${apiVersion}
kind: Revision
metadata:
  name: \${1:hello-00001}
spec:
  containers:
    - image: \${2:ghcr.io/knative/helloworld-go:latest}
$0`,
  },
  {
    name: 'DomainMapping',
    family: 'Knative',
    apiVersion: 'serving.knative.dev/v1beta1',
    detail: text('Serves a Service under a domain of your own'),
    first: true,
    snippet: `apiVersion: serving.knative.dev/v1beta1
kind: DomainMapping
metadata:
  name: \${1:hello.example.com}
spec:
  ref:
    apiVersion: ${apiVersion}
    kind: Service
    name: \${2:hello}
$0`,
  },
];

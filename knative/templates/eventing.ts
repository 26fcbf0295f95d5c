/** Eventing: brokers, channels, flows, sources and sinks. */
import { text, type Text } from '../text.ts';
import type { ManifestTemplate } from './template.ts';

const eventing = 'eventing.knative.dev/v1';
const messaging = 'messaging.knative.dev/v1';
const flows = 'flows.knative.dev/v1';
const sources = 'sources.knative.dev/v1';

/** A reference to a Service, below a key in `columns`. */
const service = (columns: number, blank: number): string => {
  const blanks = ' '.repeat(columns);
  return `${blanks}ref:
${blanks}  apiVersion: serving.knative.dev/v1
${blanks}  kind: Service
${blanks}  name: \${${blank}:hello}`;
};

const triggerSpec = (broker: string, blank: number): string => `  broker: ${broker}
  filter:
    attributes:
      type: \${${blank}:com.example.greeting}
  subscriber:
${service(4, blank + 1)}`;

const channelTemplate = `  channelTemplate:
    apiVersion: ${messaging}
    kind: InMemoryChannel`;

export const eventingTemplates: readonly ManifestTemplate[] = [
  {
    ...template('Broker', eventing, text('Takes events in and delivers those of one type to a Service'), ''),
    name: 'Broker and Trigger',
    first: true,
    snippet: `apiVersion: ${eventing}
kind: Broker
metadata:
  name: \${1:default}
---
apiVersion: ${eventing}
kind: Trigger
metadata:
  name: \${2:hello}
spec:
${triggerSpec('${1}', 3).replace('${4:hello}', '${2}')}
$0`,
  },
  {
    ...template('Broker', eventing, text('Takes events in; Triggers say who gets which'), ''),
    snippet: `apiVersion: ${eventing}
kind: Broker
metadata:
  name: \${1:default}
$0`,
  },
  template(
    'Trigger',
    eventing,
    text('Delivers some of the events of a Broker'),
    triggerSpec('${2:default}', 3),
  ),
  template(
    'EventType',
    'eventing.knative.dev/v1beta2',
    text('Says that there are events of this type'),
    `  type: \${2:com.example.greeting}
  reference:
    apiVersion: ${eventing}
    kind: Broker
    name: \${3:default}`,
  ),
  template(
    'EventPolicy',
    'eventing.knative.dev/v1alpha1',
    text('Says who may send events to what'),
    `  from:
    - sub: \${2:system:serviceaccount:default:sender}
  to:
    - ref:
        apiVersion: ${eventing}
        kind: Broker
        name: \${3:default}`,
  ),
  {
    ...template('Channel', messaging, text('Passes events on to its Subscriptions'), ''),
    snippet: `apiVersion: ${messaging}
kind: Channel
metadata:
  name: \${1:hello}
$0`,
  },
  {
    ...template('InMemoryChannel', messaging, text('A Channel that forgets its events at a restart'), ''),
    snippet: `apiVersion: ${messaging}
kind: InMemoryChannel
metadata:
  name: \${1:hello}
$0`,
  },
  template(
    'Subscription',
    messaging,
    text('Delivers the events of a Channel'),
    `  channel:
    apiVersion: ${messaging}
    kind: Channel
    name: \${2:hello}
  subscriber:
${service(4, 3)}`,
  ),
  template(
    'Sequence',
    flows,
    text('Passes events through Services, one after the other'),
    `${channelTemplate}
  steps:
    - ref:
        apiVersion: serving.knative.dev/v1
        kind: Service
        name: \${2:first}
    - ref:
        apiVersion: serving.knative.dev/v1
        kind: Service
        name: \${3:second}`,
  ),
  template(
    'Parallel',
    flows,
    text('Passes events through several branches side by side'),
    `${channelTemplate}
  branches:
    - subscriber:
        ref:
          apiVersion: serving.knative.dev/v1
          kind: Service
          name: \${2:first}
    - subscriber:
        ref:
          apiVersion: serving.knative.dev/v1
          kind: Service
          name: \${3:second}`,
  ),
  template(
    'PingSource',
    sources,
    text('Sends an event at fixed times'),
    `  schedule: "\${2:*/5 * * * *}"
  contentType: application/json
  data: '\${3:{"message": "hello"\\}}'
  sink:
${service(4, 4)}`,
  ),
  template(
    'ApiServerSource',
    sources,
    text('Sends an event when something in the cluster changes'),
    `  serviceAccountName: \${2:events}
  mode: \${3|Reference,Resource|}
  resources:
    - apiVersion: \${4:v1}
      kind: \${5:Event}
  sink:
${service(4, 6)}`,
  ),
  template(
    'ContainerSource',
    sources,
    text('Runs a container that sends events'),
    `  template:
    spec:
      containers:
        - image: \${2:registry.example.com/source:v1}
  sink:
${service(4, 3)}`,
  ),
  template(
    'SinkBinding',
    sources,
    text('Tells the pods of a workload where to send their events'),
    `  subject:
    apiVersion: \${2:apps/v1}
    kind: \${3:Deployment}
    name: \${4:sender}
  sink:
${service(4, 5)}`,
  ),
  template(
    'IntegrationSource',
    'sources.knative.dev/v1alpha1',
    text('Sends the same event again and again'),
    `  timer:
    period: \${2:1000}
    message: \${3:hello}
  sink:
${service(4, 4)}`,
  ),
  template(
    'IntegrationSink',
    'sinks.knative.dev/v1alpha1',
    text('Writes events to a log'),
    `  log:
    level: \${2|INFO,DEBUG,WARN|}`,
  ),
  template(
    'RequestReply',
    'eventing.knative.dev/v1alpha1',
    text('Answers a request with the event that replies to it'),
    `  brokerRef:
    apiVersion: ${eventing}
    kind: Broker
    name: \${2:default}
  timeout: \${3:PT30S}`,
  ),
  template(
    'JobSink',
    'sinks.knative.dev/v1alpha1',
    text('Starts a Job for every event'),
    `  job:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: main
              image: \${2:registry.example.com/job:v1}`,
  ),
  template(
    'EventTransform',
    'eventing.knative.dev/v1alpha1',
    text('Rewrites events on their way'),
    `  jsonata:
    expression: |
      \${2:{"specversion": "1.0", "id": id, "type": "com.example.changed", "source": source, "data": data\\}}
  sink:
${service(4, 3)}`,
  ),
];

function template(kind: string, apiVersion: string, detail: Text, spec: string): ManifestTemplate {
  return {
    name: kind,
    family: 'Knative',
    apiVersion,
    detail,
    snippet: `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: \${1:hello}
spec:
${spec}
$0`,
  };
}

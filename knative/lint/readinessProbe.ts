/** Rule: nothing says when a program is ready for requests. */
import { pages } from '../admission/servingV1/pages.ts';
import { member } from '../json.ts';
import { type Path, valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import { containerPathsOf } from '../template.ts';
import { text } from '../text.ts';
import type { Examples, Rule } from './rule.ts';
import { hasTemplateToday } from './subjects.ts';

export const readinessProbe: Rule = {
  code: 'readiness-probe',
  severity: 'hint',
  title: 'The container that gets the requests has no readiness probe of its own.',
  explanation: `
    Without a readiness probe Knative supplies one: it waits until the port accepts a TCP connection. A program that opens its port
    before it has loaded what it needs then gets requests it cannot answer yet, after every start from zero. An \`httpGet\` or
    \`grpc\` probe asks the program itself. The port may be left out, Knative fills it in; without \`periodSeconds\` it asks many
    times a second, so that a cold start is not longer than it must be.

    Source: \`pkg/apis/serving/v1/revision_defaults.go\` of Knative Serving.
  `,
  docs: pages.probes,
  appliesTo: hasTemplateToday,
  check: function* (resource) {
    const container = servingContainer(resource);
    if (container === undefined) return;
    const path = [...container, 'readinessProbe'];
    const probe = valueAt(resource.value, path);
    if (handlers.some((handler) => member(probe, handler) !== undefined)) return;
    yield {
      path: [...container, 'image'],
      message: text('Without a readiness probe requests come as soon as the port is open.'),
      fixes: [
        {
          title: text('Add a readiness probe that asks for {0}', '/'),
          changes: [{ op: 'set', path: [...path, 'httpGet'], value: { path: '/' } }],
        },
      ],
    };
  },
};

const handlers = ['httpGet', 'grpc', 'exec', 'tcpSocket'];

/** The only container, or the one that has a port. */
function servingContainer(resource: Resource): Path | undefined {
  const containers = containerPathsOf(resource).filter((path) => !path.includes('initContainers'));
  if (containers.length === 1) return containers[0];
  return containers.find((path) => valueAt(resource.value, [...path, 'ports']) !== undefined);
}

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
        spec:
          template:
            spec:
              containers:
                - image: example.com/proxy:v1
                - image: example.com/hello:v1
                  #      ^^^^^^^^^^^^^^^^^^^^ Without a readiness probe requests come as soon as the port is open.
                  ports:
                    - containerPort: 8080
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v1
                  readinessProbe:
                    httpGet:
                      path: /healthz
      `,
    },
  ],
};

/** The built-in kinds that stand behind a service, with nobody at work on them. */
import type { JsonObject } from '#knative/json.ts';
import type { Command, Exception } from '../command.ts';

const metadata: JsonObject = { name: 'plain', namespace: 'default' };
const labels: JsonObject = { app: 'plain' };
const containers = [{ name: 'app', image: 'hello:blue', ports: [{ containerPort: 8080 }] }];

const deployment = (replicas: number, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: {
    replicas,
    paused: true,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers, ...spec } },
  },
});

const service: JsonObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
};

const structDiff: Exception = {
  part: /(?<=previously negative\))[^]*/,
  why: "what changed in a pod is told by the server as a comparison of Go's structs",
};

export const builtin: readonly Command[] = [
  { args: 'apply -f -', input: deployment(0) },
  { args: 'get deployment plain -o jsonpath={.spec}' },
  { args: 'apply -f -', input: deployment(0, { terminationGracePeriodSeconds: 5 }) },
  { args: 'apply -f -', input: deployment(0, { restartPolicy: 'Never' }) },
  { args: 'apply -f -', input: deployment(-1) },
  { args: 'apply -f -', input: deployment(0, { nonsense: 1 }) },
  { args: 'apply --server-side --field-manager=team -f -', input: deployment(0) },
  { args: 'set image deployment/plain app=hello:red' },
  { args: 'set env deployment/plain COLOUR=red' },
  { args: 'apply --server-side --field-manager=team -f -', input: deployment(0) },
  { args: 'get deployment plain -o jsonpath={.spec.template.spec.containers}' },
  { args: 'scale deployment plain --replicas=0' },
  { args: 'scale deployment plain --replicas=0 --current-replicas=4' },
  { args: 'delete deployment plain' },
  { args: 'apply -f -', input: service },
  { args: 'get service plain -o jsonpath={.spec.ports}{.spec.type}{.spec.sessionAffinity}' },
  { args: 'patch service plain -p {"spec":{"ports":[{"port":81}]}}' },
  { args: 'patch service plain -p {"spec":{"ports":[{"port":80,"targetPort":9090}]}}' },
  { args: 'get service plain -o jsonpath={.spec.ports}' },
  { args: 'delete service plain' },
  {
    args: 'run idle --image=hello:blue --restart=Never --dry-run=server -o jsonpath={.spec.containers[0].image}',
  },
  { args: 'patch pod waiting -p {"spec":{"containers":[{"name":"app","image":"hello:red"}]}}' },
  {
    args: 'patch pod waiting -p {"spec":{"containers":[{"name":"app","command":["sh"]}]}}',
    except: structDiff,
  },
  { args: 'patch pod waiting -p {"spec":{"containers":[{"name":"third","image":"x"}]}}' },
  { args: 'get pod waiting -o jsonpath={.spec.containers[*].image}{.status.phase}{.status.qosClass}' },
  { args: 'delete pod waiting --grace-period=0 --force' },
  { args: 'delete pod waiting' },
];

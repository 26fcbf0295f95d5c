/** Other kinds, whole replacements, and what the server itself answers. */
import type { Json } from '#knative/json.ts';
import type { Command } from '../command.ts';
import { hello, object, revisionSpec, service } from '../manifests.ts';

const group = '/apis/serving.knative.dev/v1';
const traffic = (percent: number): Json => [{ revisionName: 'lone-00001', percent }];

export const others: readonly Command[] = [
  { args: 'create -f -', input: object('Route', 'lone', { traffic: traffic(100) }) },
  { args: 'apply --server-side -f -', input: object('Route', 'lone', { traffic: traffic(50) }) },
  { args: 'create -f -', input: object('Configuration', 'lone', { template: { spec: revisionSpec } }) },
  { args: 'create -f -', input: object('Revision', 'lone-00001', revisionSpec) },
  { args: 'patch revision lone-00001 --type=merge -p {"metadata":{"labels":{"a":"b"}}}' },
  { args: 'get route,configuration,revision' },
  { args: 'get route lone -o yaml --show-managed-fields' },
  { args: 'delete route,configuration,revision --all' },
  { args: 'replace -f -', input: hello },
  { args: 'replace -f -', input: service('unborn', { image: 'hello:blue' }) },
  { args: 'replace --force -f -', input: service('odd', { image: 'hello:blue' }) },
  { args: 'get ksvc --sort-by=.metadata.creationTimestamp -o name --no-headers' },
  { args: 'get ksvc --chunk-size=1 -o name' },
  { args: 'get ksvc -A --no-headers' },
  { args: 'get ksvc hello -o json' },
  { args: 'label ksvc -l seen=yes also=this' },
  { args: 'annotate ksvc --all note=all --overwrite' },
  { args: 'create secret generic door --from-literal=key=value' },
  { args: 'get secret door -o yaml --show-managed-fields' },
  { args: 'create serviceaccount somebody' },
  { args: 'get serviceaccount somebody -o yaml' },
  { args: 'create namespace elsewhere' },
  { args: 'create namespace elsewhere' },
  { args: 'get namespace elsewhere -o jsonpath={.metadata.labels}{.spec}{.status.phase}' },
  { args: 'create deployment plain --image=hello:blue --replicas=0 --dry-run=server -o yaml' },
  { args: 'create service clusterip plain --tcp=80:8080 --dry-run=server -o jsonpath={.spec.ports}' },
  { args: 'api-resources --api-group=serving.knative.dev -o wide' },
  { args: `get --raw ${group}/namespaces/default/services/missing` },
  { args: `get --raw ${group}/nonsense` },
  { args: 'get --raw /readyz' },
  { args: 'wait --for=delete ksvc/missing --timeout=1s' },
];

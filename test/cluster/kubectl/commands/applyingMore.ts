/** The rest of what has to do with apply: several objects at once, what was applied last, who takes fields back. */
import type { JsonObject } from '#knative/json.ts';
import type { Command } from '../command.ts';
import { configMap, list, service } from '../manifests.ts';

const finalized: JsonObject = {
  ...configMap('held', { a: '1' }),
  metadata: { name: 'held', namespace: 'default', finalizers: ['example.com/hold'] },
};

export const applyingMore: readonly Command[] = [
  {
    args: 'apply -f -',
    input: list(configMap('one', { a: '1' }), service('listed', { image: 'hello:blue' })),
  },
  { args: 'apply -f -', input: list(configMap('one', { a: '2' }), service('listed', { image: 7 })) },
  { args: 'diff -f -', input: list(configMap('one', { b: '2' }), service('listed', { image: 'hello:red' })) },
  { args: 'apply view-last-applied ksvc listed' },
  { args: 'apply view-last-applied cm one -o yaml' },
  { args: 'apply set-last-applied --create-annotation -f -', input: configMap('one', { c: '3' }) },
  { args: 'apply -f -', input: configMap('one', { b: '2' }) },
  { args: 'get cm one -o yaml --show-managed-fields' },
  { args: 'create --save-config -f -', input: service('saved', { image: 'hello:blue' }) },
  { args: 'apply -f -', input: service('saved', { image: 'hello:blue' }) },
  { args: 'apply --server-side -f -', input: service('saved', { image: 'hello:red' }) },
  { args: 'patch ksvc saved --type=merge -p {"spec":{"template":{"spec":{"timeoutSeconds":9}}}}' },
  {
    args: 'apply --server-side -f -',
    input: service('saved', { image: 'hello:red' }, { spec: { timeoutSeconds: 8 } }),
  },
  { args: 'get ksvc saved -o yaml --show-managed-fields' },
  { args: 'apply -f -', input: service('saved', { image: 'hello:blue' }) },
  { args: 'apply --dry-run=client -o name -f -', input: service('saved', { image: 'hello:blue' }) },
  { args: 'create -f -', input: finalized },
  { args: 'delete cm held --wait=false' },
  { args: 'get cm held -o jsonpath={.metadata.finalizers}{.metadata.deletionGracePeriodSeconds}' },
  { args: 'apply --server-side -f -', input: finalized },
  { args: 'patch cm held --type=json -p [{"op":"remove","path":"/metadata/finalizers"}]' },
  { args: 'get cm held' },
  { args: 'delete -f -', input: list(configMap('one', {}), service('listed', { image: 'hello:blue' })) },
  { args: 'delete ksvc saved missing' },
];

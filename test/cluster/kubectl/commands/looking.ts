/** A user who may only look, and what he is told when he tries more. */
import type { Command } from '../command.ts';
import { green, service } from '../manifests.ts';

export const looking: readonly Command[] = [
  { args: 'auth can-i get ksvc', asViewer: true },
  { args: 'auth can-i delete ksvc', asViewer: true },
  { args: 'auth can-i get pods --subresource=log', asViewer: true },
  { args: 'auth can-i get secrets', asViewer: true },
  { args: 'auth can-i get ksvc -n knative-serving', asViewer: true },
  { args: 'auth can-i get nonsense', asViewer: true },
  { args: 'get ksvc -o name', asViewer: true },
  { args: 'get secrets', asViewer: true },
  { args: 'get ksvc -A', asViewer: true },
  { args: 'delete ksvc hello', asViewer: true },
  { args: 'apply -f -', input: green, asViewer: true },
  { args: 'apply -f -', input: service('denied', { image: 'hello:blue' }), asViewer: true },
  { args: 'patch ksvc hello --type=merge -p {"spec":{}}', asViewer: true },
];

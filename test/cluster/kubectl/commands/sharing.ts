/** Server-side apply by several, and the move from the one apply to the other. */
import type { Command } from '../command.ts';
import { hello, service } from '../manifests.ts';

const shared = service('shared', { image: 'shared:1' });
const taken = service('shared', { image: 'shared:2', env: [{ name: 'BY', value: 'argo' }] });

export const sharing: readonly Command[] = [
  { args: 'apply --server-side --field-manager=team -f -', input: shared },
  { args: 'apply --server-side --field-manager=team -f -', input: shared },
  { args: 'apply --server-side --field-manager=argo -f -', input: taken },
  { args: 'diff --server-side --field-manager=argo -f -', input: taken },
  { args: 'diff --server-side --field-manager=argo --force-conflicts -f -', input: taken },
  { args: 'apply --server-side --field-manager=argo --force-conflicts -f -', input: taken },
  { args: 'get ksvc shared -o yaml --show-managed-fields' },
  { args: 'apply --server-side -f -', input: hello },
  { args: 'apply --server-side --force-conflicts -f -', input: hello },
];

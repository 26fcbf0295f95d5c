/** Deleting, with and without what hangs on it, and what is left. */
import type { Command } from '../command.ts';
import { service } from '../manifests.ts';

export const removing: readonly Command[] = [
  { args: 'delete ksvc hello --dry-run=server' },
  { args: 'delete ksvc hello' },
  { args: 'delete ksvc hello' },
  { args: 'delete ksvc hello --ignore-not-found' },
  { args: 'delete ksvc shared --wait=true --timeout=20s' },
  { args: 'delete ksvc named --cascade=foreground --wait=true --timeout=20s' },
  { args: 'delete -f - --wait=false', input: service('created', { image: 'hello:blue' }) },
  { args: 'delete cm settings' },
  { args: 'delete domainmapping --all' },
  { args: 'delete ksvc --all' },
  { args: 'get ksvc' },
];

/** Creating and changing with `kubectl apply`, whose diff and merge are its own. */
import type { Command } from '../command.ts';
import { configMap, domainMapping, green, hello, service } from '../manifests.ts';

export const applying: readonly Command[] = [
  { args: 'get ksvc' },
  { args: 'apply -f -', input: hello },
  { args: 'apply -f -', input: hello },
  { args: 'apply -f - --dry-run=server', input: green },
  { args: 'diff -f -', input: green },
  { args: 'apply -f -', input: green },
  { args: 'diff -f -', input: green },
  { args: 'diff -f -', input: service('unborn', { image: 'hello:blue' }) },
  { args: 'get ksvc hello -o yaml --show-managed-fields' },
  { args: 'create -f -', input: hello },
  { args: 'create -f - -o yaml', input: service('created', { image: 'hello:blue' }) },
  { args: 'apply -f -', input: configMap('settings', { a: '1' }) },
  { args: 'apply -f -', input: configMap('settings', { a: '2', b: '3' }) },
  { args: 'diff -f -', input: configMap('settings', { a: '2' }) },
  { args: 'get cm settings -o yaml --show-managed-fields' },
  { args: 'apply -f -', input: domainMapping('hello.example.com', 'hello') },
];

/** What is refused: by the fields, by the schema, by the webhooks, by what is there already; new and as a change. */
import type { JsonObject } from '#knative/json.ts';
import type { Command, Exception } from '../command.ts';
import { configMap, hello, pod, service } from '../manifests.ts';

const named = (image: string): JsonObject => service('named', { image }, { metadata: { name: 'named-v1' } });

const structPaths: Exception = {
  part: /\{\*v1\.RevisionTemplateSpec\}[^]*|spec\.template\.spec\.containers\[0\]\.image:\n[^]*/,
  why: "what changed under the same name is told by the server as a comparison of Go's structs, here by paths",
};

/** Each is refused as a new object and as a change of `odd`. */
const mistakes = (name: string): readonly Command[] => [
  {
    args: 'apply -f -',
    input: service(name, { image: 'hello:blue' }, { spec: { containerConcurrency: -1 } }),
  },
  { args: 'apply -f -', input: service(name, {}, { metadata: { name: 'another-v1' } }) },
  { args: 'apply -f -', input: service(name, { image: 'hello:blue', imagee: 'x' }) },
  { args: 'apply --server-side -f -', input: service(name, { image: 'hello:blue', imagee: 'x' }) },
  { args: 'apply -f -', input: service(name, { image: 7 }) },
  { args: 'apply --validate=false -f -', input: service(name, { image: 7 }) },
  { args: 'apply -f -', input: service(name, { image: 'hello:blue', ports: [{ name: 'HTTP' }] }) },
  { args: 'apply --dry-run=server -f -', input: service(name, { image: 'hello:blue', env: [{}] }) },
];

export const refused: readonly Command[] = [
  ...mistakes('refused'),
  // What the containers are called is left to the pod, which is another's.
  { args: 'apply -f -', input: service('odd', { image: 'hello:blue', name: 'Not A Name' }) },
  ...mistakes('odd'),
  { args: 'apply --validate=false -f -', input: service('ignored', { image: 'hello:blue', imagee: 'x' }) },
  { args: 'apply -f -', input: service('Refused', { image: 'hello:blue' }) },
  { args: 'apply -f -', input: named('hello:blue') },
  { args: 'apply -f -', input: named('hello:green'), except: structPaths },
  { args: 'apply -n nowhere -f -', input: service('refused', { image: 'hello:blue' }, {}, 'nowhere') },
  { args: 'apply -f -', input: { ...hello, kind: 'Servise' } },
  { args: 'create -f -', input: configMap('settings', {}) },
  { args: 'create --validate=false -f -', input: configMap('mistyped', { a: 1 }) },
  { args: 'create -f -', input: configMap('Mis_named', { a: '1' }) },
  { args: 'create -f -', input: pod('empty', []) },
];

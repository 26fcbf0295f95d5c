/** Patches of every kind, and the commands of kubectl that are patches. */
import type { Command, Exception } from '../command.ts';
import { configMap } from '../manifests.ts';

const structOrder: Exception = {
  part: /(?<=Invalid value: ")[^]*(?=": )/,
  why: "of a built-in object the server shows the members in the order of Go's structs",
};

const reflection: Exception = {
  part: /(?<=\]": )[^]*/,
  why: "a value of a wrong type in a strategic patch is told in the words of Go's reflection",
};

const changes: readonly Command[] = [
  { args: 'patch ksvc hello --type=merge -p {"spec":{"template":{"spec":{"timeoutSeconds":20}}}}' },
  { args: 'patch ksvc hello --type=merge -p {"spec":{"template":{"spec":{"timeoutSeconds":20}}}}' },
  { args: 'patch ksvc hello --type=merge -p {"spec":{"template":{"spec":{"timeoutSeconds":-1}}}}' },
  { args: 'patch ksvc hello --type=merge -p {"spec":{"nonsense":1}}' },
  { args: 'patch ksvc hello --type=merge -p {"metadata":{"resourceVersion":"1"},"spec":{"traffic":null}}' },
  {
    args: 'patch ksvc hello --type=json -p [{"op":"replace","path":"/spec/template/spec/timeoutSeconds","value":30}]',
  },
  { args: 'patch ksvc hello --type=json -p [{"op":"remove","path":"/spec/nonsense"}]' },
  { args: 'patch ksvc hello --type=json -p [{"op":"test","path":"/kind","value":"Route"}]' },
  { args: 'patch ksvc hello --type=json -p [{"op":"add","path":"/spec/a/b","value":1}]' },
  {
    args: 'patch ksvc hello --type=json -p [{"op":"test","path":"/kind","value":"Service","extra":2}]',
  },
  {
    args: 'patch ksvc hello --type=json -p [{"op":"test","op":"test","path":"/kind","value":"Service"}]',
  },
  { args: 'patch ksvc hello --type=merge -p {"metadata":{"labels":{"x":"1","x":"2"}}}' },
  { args: 'patch cm settings -p {"metadata":{"labels":{"x":"1","x":"2"}}}' },
  { args: 'patch ksvc hello --type=json -p [{"op":1,"path":"/a"}]' },
  { args: 'patch ksvc hello --type=json -p null' },
  { args: 'patch ksvc hello --type=json -p [{"op":"replace","value":1}]' },
  { args: 'patch ksvc hello --type=json -p [{"op":"bend","path":"/spec"}]' },
  { args: 'patch ksvc hello --type=json -p {"op":"remove","path":"/spec"}' },
  { args: 'patch ksvc named --type=merge -p {"metadata":{"labels":{"a":1}}}' },
  { args: 'patch ksvc hello --type=merge -p {"metadata":{"name":"other"}}' },
  { args: 'patch ksvc hello --type=merge -p [1]' },
  { args: 'patch ksvc hello -p {"spec":{}}' },
  { args: 'patch ksvc missing --type=merge -p {"spec":{}}' },
  { args: 'patch cm settings -p {"data":{"c":"4"}}' },
  { args: 'patch cm settings --type=merge -p {"data":{"c":4}}', except: structOrder },
  { args: 'patch cm settings -p {"data":{"c":4}}', except: reflection },
  { args: 'patch cm settings --type=merge -p {"kind":"Route"}', except: structOrder },
  { args: 'patch cm settings --type=merge -p {"kind":null}' },
  { args: 'patch cm settings -p {"kind":"Route"}' },
  { args: 'patch ksvc hello --subresource=status --type=merge -p {"status":{"observedGeneration":1}}' },
  { args: 'label ksvc hello team=a' },
  { args: 'label ksvc hello team=a' },
  { args: 'label ksvc hello team=b' },
  { args: 'label ksvc hello team=b --overwrite' },
  { args: 'label ksvc hello team=b! --overwrite' },
  { args: 'get ksvc -l team=b' },
  { args: 'get ksvc -l team!=b -o name' },
  { args: 'label ksvc hello team-' },
  { args: 'annotate ksvc hello note=first' },
  { args: 'annotate ksvc hello serving.knative.dev/creator=somebody --overwrite' },
  { args: 'set image ksvc/hello user-container=hello:red' },
  { args: 'get ksvc hello -o yaml --show-managed-fields' },
];

/** The kind stays; the managers are forgotten on purpose, and begin anew with the next apply. */
const forgetting: readonly Command[] = [
  { args: 'patch ksvc named --type=merge -p {"kind":null}' },
  { args: 'patch ksvc hello --type=merge -p {"kind":"Route"}' },
  { args: 'patch cm settings --type=merge -p {"metadata":{"managedFields":[{}]}}' },
  { args: 'label cm settings team=a' },
  { args: 'get cm settings -o yaml --show-managed-fields' },
  { args: 'apply --server-side --field-manager=team -f -', input: configMap('settings', { a: '9' }) },
  { args: 'apply --server-side --field-manager=team -f -', input: configMap('settings', { a: '2' }) },
  { args: 'get cm settings -o yaml --show-managed-fields' },
];

export const patching: readonly Command[] = [...changes, ...forgetting];

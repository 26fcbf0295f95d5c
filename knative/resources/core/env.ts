/** Environment variables of a container and where their values come from. */
import { bool, embedded, field, list, object, string } from '../shape.ts';
import { localObjectReferenceFields, objectFieldSelector, resourceFieldSelector } from './references.ts';

const envDoc =
  'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/';
const keyDoc = 'Key whose value is taken.';
const optionalKeyDoc = 'Lets the container start although the object or the key does not exist.';

const configMapKeySelector = object('v1.ConfigMapKeySelector', {
  ...embedded('LocalObjectReference', localObjectReferenceFields),
  key: field(string, keyDoc, { required: true }),
  optional: field(bool, optionalKeyDoc, { default: false }),
});

const secretKeySelector = object('v1.SecretKeySelector', {
  ...embedded('LocalObjectReference', localObjectReferenceFields),
  key: field(string, keyDoc, { required: true }),
  optional: field(bool, optionalKeyDoc, { default: false }),
});

const fileKeySelector = object('v1.FileKeySelector', {
  volumeName: field(string, 'The `emptyDir` volume that holds the file.', { required: true }),
  path: field(string, 'Path of the env file inside the volume, relative and without `..`.', {
    required: true,
  }),
  key: field(string, 'Variable of the file whose value is taken.', { required: true }),
  optional: field(bool, 'Lets the container start although the file or the key does not exist.', {
    default: false,
  }),
});

export const envVarSource = object('v1.EnvVarSource', {
  configMapKeyRef: field(configMapKeySelector, 'Takes the value of one key of a ConfigMap.'),
  secretKeyRef: field(secretKeySelector, 'Takes the value of one key of a Secret.'),
  fieldRef: field(objectFieldSelector, 'Takes a field of the pod, such as its name or its IP address.'),
  resourceFieldRef: field(resourceFieldSelector, 'Takes a CPU or memory request or limit of a container.'),
  fileKeyRef: field(fileKeySelector, 'Takes a variable from an env file in an `emptyDir` volume.'),
});

export const envVar = object('v1.EnvVar', {
  name: field(string, 'Name of the variable; printable ASCII without `=`.', {
    required: true,
    docs: envDoc,
  }),
  value: field(
    string,
    'The value as text. `$(OTHER)` is replaced by a variable defined before; `$$(OTHER)` keeps it literally.',
    { default: '', docs: envDoc },
  ),
  valueFrom: field(envVarSource, 'Takes the value from elsewhere. Exclusive with `value`.', {
    docs: envDoc,
  }),
});

const optionalObjectDoc = 'Lets the container start although the object does not exist.';

const configMapEnvSource = object('v1.ConfigMapEnvSource', {
  ...embedded('LocalObjectReference', localObjectReferenceFields),
  optional: field(bool, optionalObjectDoc, { default: false }),
});

const secretEnvSource = object('v1.SecretEnvSource', {
  ...embedded('LocalObjectReference', localObjectReferenceFields),
  optional: field(bool, optionalObjectDoc, { default: false }),
});

export const envFromSource = object('v1.EnvFromSource', {
  prefix: field(string, 'Text put in front of every key to make the name of the variable.'),
  configMapRef: field(configMapEnvSource, 'Makes a variable of every key of a ConfigMap.'),
  secretRef: field(secretEnvSource, 'Makes a variable of every key of a Secret.'),
});

export const env = list(envVar);

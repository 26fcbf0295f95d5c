/** The kinds of volumes today's pods use: objects of the API, scratch space, claims, images, the node's own files. */
import { objectMeta } from '../meta.ts';
import {
  bool,
  embedded,
  field,
  int32,
  int64,
  list,
  map,
  object,
  quantity,
  scalar,
  string,
} from '../shape.ts';
import {
  labelSelector,
  localObjectReference,
  localObjectReferenceFields,
  objectFieldSelector,
  resourceFieldSelector,
  typedLocalObjectReference,
  typedObjectReference,
} from './references.ts';
import { resourceList } from './resources.ts';

const modeDoc = 'Permissions of the file, 0 to 0777; YAML reads a leading 0 as octal.';
const defaultModeDoc = 'Permissions of files without a mode of their own, 0 to 0777.';
const optionalDoc = 'Lets the pod start although the object or its keys do not exist.';

const keyToPath = object('v1.KeyToPath', {
  key: field(string, 'The key whose value becomes the file.', { required: true }),
  path: field(string, 'Name of the file inside the volume, relative and without `..`.', { required: true }),
  mode: field(int32, modeDoc, { range: [0, 511] }),
});

const items = field(
  list(keyToPath),
  'The keys that become files and under which names; left out, every key under its own name.',
);
const defaultMode = field(int32, defaultModeDoc, { default: 420, range: [0, 511] });
const optional = field(bool, optionalDoc, { default: false });

export const secretVolumeSource = object('v1.SecretVolumeSource', {
  secretName: field(string, 'Name of the Secret.'),
  items,
  defaultMode,
  optional,
});

export const configMapVolumeSource = object('v1.ConfigMapVolumeSource', {
  ...embedded('LocalObjectReference', localObjectReferenceFields),
  items,
  defaultMode,
  optional,
});

const downwardAPIVolumeFile = object('v1.DownwardAPIVolumeFile', {
  path: field(string, 'Name of the file inside the volume, relative and without `..`.', { required: true }),
  fieldRef: field(objectFieldSelector, "The pod's field that is written to the file."),
  resourceFieldRef: field(resourceFieldSelector, 'The request or limit that is written to the file.'),
  mode: field(int32, modeDoc, { range: [0, 511] }),
});

export const downwardAPIVolumeSource = object('v1.DownwardAPIVolumeSource', {
  items: field(list(downwardAPIVolumeFile), 'The files to write.'),
  defaultMode,
});

const secretProjection = object('v1.SecretProjection', {
  ...embedded('LocalObjectReference', localObjectReferenceFields),
  items,
  optional,
});

const configMapProjection = object('v1.ConfigMapProjection', {
  ...embedded('LocalObjectReference', localObjectReferenceFields),
  items,
  optional,
});

const downwardAPIProjection = object('v1.DownwardAPIProjection', {
  items: field(list(downwardAPIVolumeFile), 'The files to write.'),
});

const serviceAccountTokenProjection = object('v1.ServiceAccountTokenProjection', {
  audience: field(string, 'Who the token is meant for; left out, the API server.'),
  expirationSeconds: field(int64, 'Seconds the token is valid, at least 600; it is renewed in time.', {
    default: 3600,
    range: [600, 4294967296],
  }),
  path: field(string, 'Name of the file inside the volume.', { required: true }),
});

const clusterTrustBundleProjection = object('v1.ClusterTrustBundleProjection', {
  name: field(string, 'Name of one ClusterTrustBundle. Exclusive with `signerName`.'),
  signerName: field(string, 'All bundles of this signer. Exclusive with `name`.'),
  labelSelector: field(labelSelector, 'Chooses among the bundles of the signer; left out, none.'),
  optional: field(bool, 'Lets the pod start although no bundle is there.', { default: false }),
  path: field(string, 'Name of the file inside the volume.', { required: true }),
});

const podCertificateProjection = object('v1.PodCertificateProjection', {
  signerName: field(string, 'The signer that issues the certificate.', { required: true }),
  keyType: field(string, 'The kind of key to make, such as `ED25519` or `ECDSAP256`.', { required: true }),
  maxExpirationSeconds: field(int32, 'Longest validity to ask for, in seconds: one hour to 91 days.', {
    default: 86400,
    range: [3600, 7862400],
  }),
  credentialBundlePath: field(string, 'File for the key and the chain together.'),
  keyPath: field(string, 'File for the key alone.'),
  certificateChainPath: field(string, 'File for the chain alone.'),
  userAnnotations: field(map(string), 'Annotations handed to the signer.'),
});

const volumeProjection = object('v1.VolumeProjection', {
  secret: field(secretProjection, 'Files from the keys of a Secret.'),
  configMap: field(configMapProjection, 'Files from the keys of a ConfigMap.'),
  downwardAPI: field(downwardAPIProjection, 'Files with fields of the pod.'),
  serviceAccountToken: field(
    serviceAccountTokenProjection,
    "A token of the pod's service account, renewed while the pod runs.",
  ),
  clusterTrustBundle: field(clusterTrustBundleProjection, 'A file with certificates the cluster trusts.'),
  podCertificate: field(podCertificateProjection, 'A key and a certificate made for this pod.'),
});

export const projectedVolumeSource = object('v1.ProjectedVolumeSource', {
  sources: field(list(volumeProjection), 'What the folder is put together from; each entry is of one kind.'),
  defaultMode,
});

export const emptyDirVolumeSource = object('v1.EmptyDirVolumeSource', {
  medium: field(
    scalar('string', { go: 'v1.StorageMedium' }),
    'Where the files live: on the disk of the node (left out) or in `Memory`.',
    { default: '', examples: ['Memory'] },
  ),
  sizeLimit: field(quantity, 'Bytes the files may take; a pod that goes beyond is evicted.', {
    examples: ['256Mi', '1Gi'],
  }),
});

export const hostPathVolumeSource = object('v1.HostPathVolumeSource', {
  path: field(string, 'Path on the node, without `..`.', { required: true }),
  type: field(
    scalar('string', {
      allowed: [
        '',
        'DirectoryOrCreate',
        'Directory',
        'FileOrCreate',
        'File',
        'Socket',
        'CharDevice',
        'BlockDevice',
      ],
      go: 'v1.HostPathType',
    }),
    'What must stand at the path, or be made there; empty checks nothing.',
    { default: '' },
  ),
});

export const persistentVolumeClaimVolumeSource = object('v1.PersistentVolumeClaimVolumeSource', {
  claimName: field(string, 'Name of the claim, in the same namespace.', { required: true }),
  readOnly: field(bool, 'Forbids writing through every mount.', { default: false }),
});

export const csiVolumeSource = object('v1.CSIVolumeSource', {
  driver: field(string, 'Name of the storage driver.', { required: true }),
  readOnly: field(bool, 'Forbids writing.', { default: false }),
  fsType: field(string, 'File system to mount; left out, the driver decides.'),
  volumeAttributes: field(map(string), 'Settings the driver understands.'),
  nodePublishSecretRef: field(localObjectReference, 'Secret the driver needs to mount the volume.'),
});

export const imageVolumeSource = object('v1.ImageVolumeSource', {
  reference: field(string, 'The image whose files make the volume, read-only.'),
  pullPolicy: field(
    scalar('string', { allowed: ['Always', 'IfNotPresent', 'Never'], go: 'v1.PullPolicy' }),
    'When the image is pulled. Left out: `Always` for the tag `latest` or none, else `IfNotPresent`.',
  ),
});

const volumeResourceRequirements = object('v1.VolumeResourceRequirements', {
  requests: field(resourceList, 'Storage that is needed at least.'),
  limits: field(resourceList, 'Storage that is allowed at most.'),
});

const persistentVolumeClaimSpec = object('v1.PersistentVolumeClaimSpec', {
  accessModes: field(
    list(
      scalar('string', {
        allowed: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
        go: 'v1.PersistentVolumeAccessMode',
      }),
    ),
    'How many nodes or pods may mount the volume, and whether they may write.',
  ),
  selector: field(labelSelector, 'Chooses among existing volumes by label.'),
  resources: field(volumeResourceRequirements, 'The size of the volume.'),
  volumeName: field(string, 'An existing volume to bind to.'),
  storageClassName: field(string, "Class of the storage; left out, the cluster's default."),
  volumeMode: field(
    scalar('string', { allowed: ['Filesystem', 'Block'], go: 'v1.PersistentVolumeMode' }),
    'Whether a file system or the raw device is used.',
    { default: 'Filesystem' },
  ),
  dataSource: field(typedLocalObjectReference, 'A snapshot or claim to copy the content from.'),
  dataSourceRef: field(typedObjectReference, 'The same as `dataSource`, for objects of any kind.'),
  volumeAttributesClassName: field(string, 'Class of the changeable settings of the storage.'),
});

export const ephemeralVolumeSource = object('v1.EphemeralVolumeSource', {
  volumeClaimTemplate: field(
    object('v1.PersistentVolumeClaimTemplate', {
      metadata: field(objectMeta, 'Labels and annotations of the claim.'),
      spec: field(persistentVolumeClaimSpec, 'The claim to make.', { required: true }),
    }),
    'The claim made with the pod and deleted with it.',
  ),
});

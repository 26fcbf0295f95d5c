/** The kinds of volumes that name one storage system. CSI drivers have replaced nearly all of them. */
import { bool, field, int32, list, map, object, scalar, string } from '../shape.ts';
import { localObjectReference } from './references.ts';

const fsType = field(string, 'File system to mount, such as `ext4` or `xfs`.');
const readOnly = field(bool, 'Forbids writing.', { default: false });
const secretRef = field(localObjectReference, 'Secret with the credentials.');
const gone = { deprecated: true } as const;

export const awsElasticBlockStore = object('v1.AWSElasticBlockStoreVolumeSource', {
  volumeID: field(string, 'Id of the EBS disk.', { required: true }),
  fsType,
  partition: field(int32, 'Number of the partition; 0 is the whole disk.'),
  readOnly,
});

export const azureDisk = object('v1.AzureDiskVolumeSource', {
  diskName: field(string, 'Name of the disk.', { required: true }),
  diskURI: field(string, 'Address of the disk.', { required: true }),
  cachingMode: field(
    scalar('string', { allowed: ['None', 'ReadOnly', 'ReadWrite'], go: 'v1.AzureDataDiskCachingMode' }),
    'How the host caches the disk.',
    { default: 'ReadWrite' },
  ),
  fsType: field(string, 'File system to mount, such as `ext4` or `xfs`.', { default: 'ext4' }),
  readOnly,
  kind: field(
    scalar('string', { allowed: ['Shared', 'Dedicated', 'Managed'], go: 'v1.AzureDataDiskKind' }),
    'Whether the disk is managed, or in a shared or dedicated storage account.',
    { default: 'Shared' },
  ),
});

export const azureFile = object('v1.AzureFileVolumeSource', {
  secretName: field(string, 'Secret with the name and key of the storage account.', { required: true }),
  shareName: field(string, 'Name of the share.', { required: true }),
  readOnly,
});

export const cephfs = object('v1.CephFSVolumeSource', {
  monitors: field(list(string), 'Addresses of the Ceph monitors.', { required: true }),
  path: field(string, 'Folder to mount.', { default: '/' }),
  user: field(string, 'Ceph user.', { default: 'admin' }),
  secretFile: field(string, 'Path of the key on the node.', { default: '/etc/ceph/user.secret' }),
  secretRef,
  readOnly,
});

export const cinder = object('v1.CinderVolumeSource', {
  volumeID: field(string, 'Id of the Cinder volume.', { required: true }),
  fsType,
  readOnly,
  secretRef,
});

export const fc = object('v1.FCVolumeSource', {
  targetWWNs: field(list(string), 'World wide names of the Fibre Channel targets.'),
  lun: field(int32, 'Number of the unit at the target.'),
  fsType,
  readOnly,
  wwids: field(list(string), 'World wide ids of the volume, instead of targets and unit.'),
});

export const flexVolume = object('v1.FlexVolumeSource', {
  driver: field(string, 'Name of the driver on the node.', { required: true }),
  fsType,
  secretRef,
  readOnly,
  options: field(map(string), 'Settings the driver understands.'),
});

export const flocker = object('v1.FlockerVolumeSource', {
  datasetName: field(string, 'Name of the dataset.', gone),
  datasetUUID: field(string, 'UUID of the dataset.'),
});

export const gcePersistentDisk = object('v1.GCEPersistentDiskVolumeSource', {
  pdName: field(string, 'Name of the persistent disk.', { required: true }),
  fsType,
  partition: field(int32, 'Number of the partition; 0 is the whole disk.'),
  readOnly,
});

export const gitRepo = object('v1.GitRepoVolumeSource', {
  repository: field(string, 'Address of the repository.', { required: true }),
  revision: field(string, 'Commit to check out.'),
  directory: field(string, 'Folder to clone into, without `..`.'),
});

export const glusterfs = object('v1.GlusterfsVolumeSource', {
  endpoints: field(string, 'Name of the Endpoints of the Gluster servers.', { required: true }),
  path: field(string, 'Name of the Gluster volume.', { required: true }),
  readOnly,
});

export const iscsi = object('v1.ISCSIVolumeSource', {
  targetPortal: field(string, 'Address of the target, with its port unless that is 3260.', {
    required: true,
  }),
  iqn: field(string, 'Qualified name of the target.', { required: true }),
  lun: field(int32, 'Number of the unit at the target, 0 to 255.', { required: true, default: 0 }),
  iscsiInterface: field(string, 'Name of the interface to use.', { default: 'default' }),
  fsType,
  readOnly,
  portals: field(list(string), 'Further addresses of the target.'),
  chapAuthDiscovery: field(bool, 'Whether discovery authenticates by CHAP.'),
  chapAuthSession: field(bool, 'Whether the session authenticates by CHAP.'),
  secretRef,
  initiatorName: field(string, 'Name of this end of the connection.'),
});

export const nfs = object('v1.NFSVolumeSource', {
  server: field(string, 'Host name or address of the NFS server.', { required: true }),
  path: field(string, 'Exported path, absolute.', { required: true }),
  readOnly,
});

export const photonPersistentDisk = object('v1.PhotonPersistentDiskVolumeSource', {
  pdID: field(string, 'Id of the disk.', { required: true }),
  fsType,
});

export const portworxVolume = object('v1.PortworxVolumeSource', {
  volumeID: field(string, 'Id of the Portworx volume.', { required: true }),
  fsType,
  readOnly,
});

export const quobyte = object('v1.QuobyteVolumeSource', {
  registry: field(string, 'Addresses of the Quobyte registry, `host:port`, several with commas.', {
    required: true,
  }),
  volume: field(string, 'Name of the volume.', { required: true }),
  readOnly,
  user: field(string, 'User to map access to.'),
  group: field(string, 'Group to map access to.'),
  tenant: field(string, 'Tenant that owns the volume.'),
});

export const rbd = object('v1.RBDVolumeSource', {
  monitors: field(list(string), 'Addresses of the Ceph monitors.', { required: true }),
  image: field(string, 'Name of the image.', { required: true }),
  fsType,
  pool: field(string, 'Name of the pool.', { default: 'rbd' }),
  user: field(string, 'Ceph user.', { default: 'admin' }),
  keyring: field(string, 'Path of the key ring on the node.', { default: '/etc/ceph/keyring' }),
  secretRef,
  readOnly,
});

export const scaleIO = object('v1.ScaleIOVolumeSource', {
  gateway: field(string, 'Address of the gateway.', { required: true }),
  system: field(string, 'Name of the storage system.', { required: true }),
  secretRef: field(localObjectReference, 'Secret with the credentials.', { required: true }),
  sslEnabled: field(bool, 'Whether to speak TLS with the gateway.', { default: false }),
  protectionDomain: field(string, 'Name of the protection domain.'),
  storagePool: field(string, 'Name of the storage pool.'),
  storageMode: field(string, 'Whether space is taken at once or as needed.', {
    default: 'ThinProvisioned',
    examples: ['ThinProvisioned', 'ThickProvisioned'],
  }),
  volumeName: field(string, 'Name of the volume.'),
  fsType: field(string, 'File system to mount, such as `ext4` or `xfs`.', { default: 'xfs' }),
  readOnly,
});

export const storageos = object('v1.StorageOSVolumeSource', {
  volumeName: field(string, 'Name of the volume.'),
  volumeNamespace: field(string, 'Namespace of the volume in StorageOS.'),
  fsType,
  readOnly,
  secretRef,
});

export const vsphereVolume = object('v1.VsphereVirtualDiskVolumeSource', {
  volumePath: field(string, 'Path of the disk.', { required: true }),
  fsType,
  storagePolicyName: field(string, 'Name of the storage policy.'),
  storagePolicyID: field(string, 'Id of the storage policy.'),
});

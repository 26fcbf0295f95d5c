/** A volume of a pod: a name and exactly one source. */
import { embedded, field, object, string } from '../shape.ts';
import * as drivers from './volumeDrivers.ts';
import * as sources from './volumeSources.ts';

const volumesDoc = 'https://kubernetes.io/docs/concepts/storage/volumes/';
const replaced = { deprecated: true, docs: volumesDoc } as const;

const volumeSourceFields = {
  secret: field(sources.secretVolumeSource, 'The keys of a Secret as files, kept in memory.', {
    docs: `${volumesDoc}#secret`,
  }),
  configMap: field(sources.configMapVolumeSource, 'The keys of a ConfigMap as files.', {
    docs: `${volumesDoc}#configmap`,
  }),
  projected: field(sources.projectedVolumeSource, 'Several sources in one folder.', {
    docs: `${volumesDoc}#projected`,
  }),
  emptyDir: field(
    sources.emptyDirVolumeSource,
    'An empty folder that lives as long as the pod; write `{}` for the defaults.',
    { docs: `${volumesDoc}#emptydir` },
  ),
  persistentVolumeClaim: field(sources.persistentVolumeClaimVolumeSource, 'Storage that outlives the pod.', {
    docs: `${volumesDoc}#persistentvolumeclaim`,
  }),
  ephemeral: field(sources.ephemeralVolumeSource, 'A claim made with the pod and deleted with it.', {
    docs: 'https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/',
  }),
  hostPath: field(sources.hostPathVolumeSource, 'A file or folder of the node.', {
    docs: `${volumesDoc}#hostpath`,
  }),
  csi: field(sources.csiVolumeSource, 'Storage of a CSI driver that lives as long as the pod.', {
    docs: `${volumesDoc}#csi`,
  }),
  image: field(sources.imageVolumeSource, 'The files of an image, read-only.', {
    docs: `${volumesDoc}#image`,
  }),
  downwardAPI: field(sources.downwardAPIVolumeSource, 'Fields of the pod as files.', {
    docs: `${volumesDoc}#downwardapi`,
  }),
  nfs: field(drivers.nfs, 'A folder of an NFS server.', { docs: `${volumesDoc}#nfs` }),
  iscsi: field(drivers.iscsi, 'A disk of an iSCSI target.', { docs: `${volumesDoc}#iscsi` }),
  fc: field(drivers.fc, 'A Fibre Channel disk.', { docs: `${volumesDoc}#fc` }),
  awsElasticBlockStore: field(drivers.awsElasticBlockStore, 'An AWS EBS disk; use CSI instead.', replaced),
  azureDisk: field(drivers.azureDisk, 'An Azure disk; use CSI instead.', replaced),
  azureFile: field(drivers.azureFile, 'An Azure file share; use CSI instead.', replaced),
  cephfs: field(drivers.cephfs, 'A CephFS folder; removed, use CSI instead.', replaced),
  cinder: field(drivers.cinder, 'An OpenStack Cinder disk; use CSI instead.', replaced),
  flexVolume: field(drivers.flexVolume, 'A volume of a FlexVolume driver; use CSI instead.', replaced),
  flocker: field(drivers.flocker, 'A Flocker dataset; removed.', replaced),
  gcePersistentDisk: field(drivers.gcePersistentDisk, 'A Google persistent disk; use CSI instead.', replaced),
  gitRepo: field(drivers.gitRepo, 'A clone of a Git repository; use an init container instead.', replaced),
  glusterfs: field(drivers.glusterfs, 'A Gluster volume; removed, use CSI instead.', replaced),
  photonPersistentDisk: field(drivers.photonPersistentDisk, 'A Photon disk; removed.', replaced),
  portworxVolume: field(drivers.portworxVolume, 'A Portworx volume; use CSI instead.', replaced),
  quobyte: field(drivers.quobyte, 'A Quobyte volume; removed.', replaced),
  rbd: field(drivers.rbd, 'A Ceph block device; removed, use CSI instead.', replaced),
  scaleIO: field(drivers.scaleIO, 'A ScaleIO volume; removed.', replaced),
  storageos: field(drivers.storageos, 'A StorageOS volume; removed.', replaced),
  vsphereVolume: field(drivers.vsphereVolume, 'A vSphere disk; use CSI instead.', replaced),
} as const;

export const volume = object('v1.Volume', {
  name: field(string, 'Name by which mounts refer to the volume, a DNS label that is unique in the pod.', {
    required: true,
    docs: volumesDoc,
  }),
  ...embedded('VolumeSource', volumeSourceFields),
});

/** Where volumes appear in a container. */
import { bool, field, object, scalar, string } from '../shape.ts';

export const volumeMount = object('v1.VolumeMount', {
  name: field(string, 'Name of a volume of the pod.', { required: true }),
  mountPath: field(string, 'Folder or file of the container where the volume appears; no `:` in it.', {
    required: true,
  }),
  readOnly: field(bool, 'Forbids writing to the volume here.', { default: false }),
  subPath: field(string, 'Part of the volume to mount, relative and without `..`; left out, its root.', {
    default: '',
  }),
  subPathExpr: field(string, 'Like `subPath`, with `$(NAME)` replaced by environment variables.'),
  mountPropagation: field(
    scalar('string', {
      allowed: ['None', 'HostToContainer', 'Bidirectional'],
      go: 'v1.MountPropagationMode',
    }),
    'Whether mounts made later on the node or in the container reach the other side.',
    { default: 'None' },
  ),
  recursiveReadOnly: field(
    scalar('string', {
      allowed: ['Disabled', 'IfPossible', 'Enabled'],
      go: 'v1.RecursiveReadOnlyMode',
    }),
    'Whether mounts inside a read-only mount are read-only too.',
    { default: 'Disabled' },
  ),
});

export const volumeDevice = object('v1.VolumeDevice', {
  name: field(string, 'Name of a persistentVolumeClaim volume in block mode.', { required: true }),
  devicePath: field(string, 'Where the device appears in the container.', { required: true }),
});

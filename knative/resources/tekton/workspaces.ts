/** Workspaces: folders that tasks ask for and runs provide. Pipelines of August 2026. */
import * as sources from '../core/volumeSources.ts';
import { lazily } from '../lazily.ts';
import { type AnyShape, bool, field, list, object, string } from '../shape.ts';
import { tektonPages } from './pages.ts';

const docs = tektonPages.workspaces;

/** What a task asks for. */
export const workspaceDeclarations = lazily(() =>
  field(
    list(
      object('v1.WorkspaceDeclaration', {
        name: field(string, 'Name of the workspace, used as `$(workspaces.NAME.path)`.', {
          required: true,
          docs,
        }),
        description: field(string, 'What the workspace is for.', { docs }),
        mountPath: field(string, 'Where it is mounted; left out, `/workspace/NAME`.', { docs }),
        readOnly: field(bool, 'Mounts it for reading only.', { default: false, docs }),
        optional: field(bool, 'Whether a run may leave it out.', { default: false, docs }),
      }),
    ),
    'The folders that a run provides.',
    { docs },
  ),
);

/** What a single step or sidecar sees. */
export const workspaceUsages = lazily(() =>
  field(
    list(
      object('v1.WorkspaceUsage', {
        name: field(string, 'The workspace of the task.', { required: true, docs }),
        mountPath: field(string, 'Where it is mounted.', { required: true, docs }),
      }),
    ),
    'Workspaces that only this container sees.',
    { docs },
  ),
);

/** What a pipeline asks for. */
export const pipelineWorkspaces = lazily(() =>
  field(
    list(
      object('v1.PipelineWorkspaceDeclaration', {
        name: field(string, 'Name of the workspace.', { required: true, docs }),
        description: field(string, 'What the workspace is for.', { docs }),
        optional: field(bool, 'Whether a run may leave it out.', { default: false, docs }),
      }),
    ),
    'The folders that a run provides and the tasks share.',
    { docs },
  ),
);

/** What a task of a pipeline gets. */
export const taskWorkspaces = lazily(() =>
  field(
    list(
      object('v1.WorkspacePipelineTaskBinding', {
        name: field(string, 'The workspace of the task.', { required: true, docs }),
        workspace: field(string, 'The workspace of the pipeline; left out, the one of the same name.', {
          docs,
        }),
        subPath: field(string, 'A folder of that workspace.', { docs }),
      }),
    ),
    'Which workspaces of the pipeline the task gets.',
    { docs },
  ),
);

const claim = sources.ephemeralVolumeSource.fields.volumeClaimTemplate.shape;

/** What a run provides; exactly one kind of volume for each workspace. */
export const workspaceBindings = lazily(() =>
  field(
    list(
      object('v1.WorkspaceBinding', {
        name: field(string, 'The workspace that gets the volume.', { required: true, docs }),
        subPath: field(string, 'A folder of the volume, in place of all of it.', { docs }),
        emptyDir: field(sources.emptyDirVolumeSource, 'An empty folder that is gone after the TaskRun.', {
          docs,
        }),
        persistentVolumeClaim: field(sources.persistentVolumeClaimVolumeSource, 'An existing claim.', {
          docs,
        }),
        volumeClaimTemplate: field(
          { type: 'any', like: claim } satisfies AnyShape,
          'A claim made for this run and deleted with it: `spec.accessModes` and `spec.resources.requests.storage`.',
          { docs },
        ),
        configMap: field(sources.configMapVolumeSource, 'The keys of a ConfigMap as files.', { docs }),
        secret: field(sources.secretVolumeSource, 'The keys of a Secret as files.', { docs }),
        projected: field(sources.projectedVolumeSource, 'Several sources in one folder.', { docs }),
        csi: field(sources.csiVolumeSource, 'Storage of a CSI driver that lives as long as the pod.', {
          docs,
        }),
      }),
    ),
    'The volumes for the workspaces.',
    { docs },
  ),
);

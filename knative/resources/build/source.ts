/** Where the files of a build come from: Git, Google Cloud Storage, or a container that fetches them. */
import { field, object, scalar, string } from '../shape.ts';
import { buildPages } from './pages.ts';
import { step } from './step.ts';

const sourceDoc = `${buildPages.builds}#source`;

export const source = object('v1alpha1.SourceSpec', {
  git: field(
    object('v1alpha1.GitSourceSpec', {
      url: field(string, 'Address of the repository to clone.', { required: true, docs: sourceDoc }),
      revision: field(string, 'The branch, tag, commit or ref to check out.', {
        required: true,
        docs: 'https://git-scm.com/docs/gitrevisions#_specifying_revisions',
      }),
    }),
    'Takes the source from a Git repository.',
    { docs: sourceDoc },
  ),
  gcs: field(
    object('v1alpha1.GCSSourceSpec', {
      type: field(
        scalar('string', { go: 'v1alpha1.GCSSourceType' }),
        'What is found at `location`: an `Archive` to unpack, or a `Manifest` that lists the files.',
        { examples: ['Archive', 'Manifest'], docs: sourceDoc },
      ),
      location: field(string, 'Where the archive or the manifest is, `gs://…`.', {
        required: true,
        examples: ['gs://'],
        docs: sourceDoc,
      }),
    }),
    'Takes the source from Google Cloud Storage.',
    { docs: sourceDoc },
  ),
  custom: field(
    object(step.go, {
      ...step.fields,
      name: field(string, 'Must be left out: the container is named after the source.', {
        deprecated: true,
      }),
    }),
    'A container of your own that puts the source into `/workspace`.',
    { docs: sourceDoc },
  ),
  subPath: field(
    string,
    'Folder of the source that the steps see as `/workspace`; nothing above it is seen. At most one source has one.',
    { docs: sourceDoc },
  ),
  name: field(string, 'Name of the source, unique among `sources`; its container is named after it.', {
    docs: sourceDoc,
  }),
  targetPath: field(
    string,
    'Folder of `/workspace` the source is put into. Only one of several sources may do without; not for `custom`.',
    { docs: sourceDoc },
  ),
});

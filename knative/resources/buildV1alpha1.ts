/** Field tables of build.knative.dev/v1alpha1 as of release 0.3: Build, BuildTemplate, ClusterBuildTemplate. */
import { buildPages } from './build/pages.ts';
import { source } from './build/source.ts';
import { buildStatus, conditions } from './build/status.ts';
import { step } from './build/step.ts';
import { container, podSpecFields } from './core.ts';
import { asOf2019 } from './core/asOf2019.ts';
import { olderTypeAndMeta } from './servingV1alpha1/meta.ts';
import { field, type Infer, int64, list, map, object, scalar, string } from './shape.ts';

const stepsDoc = `${buildPages.builds}#steps`;
const sourceDoc = `${buildPages.builds}#source`;

const steps = list(step);
const volumes = asOf2019(podSpecFields.volumes.shape);

const generation = field(int64, 'Counter that the webhook keeps; never written by hand.', {
  deprecated: true,
  readOnly: true,
});

const template = object('v1alpha1.TemplateInstantiationSpec', {
  name: field(string, 'Name of the template.', { required: true, docs: buildPages.templates }),
  kind: field(
    scalar('string', { allowed: ['BuildTemplate', 'ClusterBuildTemplate'], go: 'v1alpha1.TemplateKind' }),
    'Whether the template lives in the namespace of the build or serves the whole cluster.',
    { default: 'BuildTemplate', docs: buildPages.templates },
  ),
  arguments: field(
    list(
      object('v1alpha1.ArgumentSpec', {
        name: field(string, 'Name of a parameter of the template.', { required: true }),
        value: field(string, 'The text that takes the place of `${NAME}`.', { required: true }),
      }),
    ),
    "Values for the template's parameters; those without a default must be given.",
    { docs: buildPages.templates },
  ),
  env: field(
    asOf2019(container.fields.env.shape),
    'Environment variables of every step; they win over those of the template with the same name.',
    { docs: buildPages.templates },
  ),
});

export const build = object('v1alpha1.Build', {
  ...olderTypeAndMeta,
  spec: field(
    object('v1alpha1.BuildSpec', {
      generation,
      source: field(source, 'Where the files to build come from. Exclusive with `sources`.', {
        docs: sourceDoc,
      }),
      sources: field(list(source), 'Several sources, fetched one after the other. Exclusive with `source`.', {
        docs: sourceDoc,
      }),
      steps: field(
        steps,
        'The containers to run, one after the other, with the source in `/workspace`. Exclusive with `template`.',
        { docs: stepsDoc },
      ),
      volumes: field(volumes, 'Storage the steps can mount, in addition to that of the template.', {
        docs: `${buildPages.builds}#volumes`,
      }),
      serviceAccountName: field(
        string,
        'Account whose secrets give access to Git repositories and image registries.',
        { default: 'default', docs: buildPages.auth },
      ),
      template: field(template, 'The template the steps come from. Exclusive with `steps`.', {
        docs: `${buildPages.builds}#template`,
      }),
      nodeSelector: field(map(string), 'Labels a node must have to run the build.', {
        docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
      }),
      timeout: field(
        scalar('duration'),
        'How long the build may take, starting with the making of its pod; at most 24 hours.',
        { default: '10m0s', examples: ['10m', '1h'], docs: `${buildPages.builds}#timeout` },
      ),
      affinity: field(asOf2019(podSpecFields.affinity.shape), 'Which nodes and neighbours the pod wants.', {
        docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
      }),
    }),
    'What is built, and how.',
  ),
  status: field(buildStatus, 'What the controller reports. Never part of a manifest.', { readOnly: true }),
});

const templateSpec = field(
  object('v1alpha1.BuildTemplateSpec', {
    generation,
    parameters: field(
      list(
        object('v1alpha1.ParameterSpec', {
          name: field(string, 'Name of the parameter; `${NAME}` in the steps stands for its value.', {
            required: true,
            docs: buildPages.templates,
          }),
          description: field(string, 'What the parameter is for.', { docs: buildPages.templates }),
          default: field(
            string,
            'The value where a build gives none. Without it every build must give one; empty is a value.',
            { docs: buildPages.templates },
          ),
        }),
      ),
      'What a build can fill in.',
      { docs: buildPages.templates },
    ),
    steps: field(
      steps,
      'The containers to run, one after the other. `${NAME}` is replaced in their names, images, commands, arguments, folders, variables and mounts.',
      { docs: buildPages.templates },
    ),
    volumes: field(volumes, 'Storage the steps can mount.', { docs: buildPages.templates }),
  }),
  'The steps that builds share, and their parameters.',
);

const templateStatus = field(
  object('v1alpha1.BuildTemplateStatus', { conditions }),
  'What the controller reports. Never part of a manifest.',
  { readOnly: true },
);

const templateFields = { ...olderTypeAndMeta, spec: templateSpec, status: templateStatus } as const;

export const buildTemplate = object('v1alpha1.BuildTemplate', templateFields);

export const clusterBuildTemplate = object('v1alpha1.ClusterBuildTemplate', templateFields);

export type Build = Infer<typeof build>;
export type BuildTemplate = Infer<typeof buildTemplate>;

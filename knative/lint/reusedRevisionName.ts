/** Rule: a template that was changed and kept the name of its revision. */
import { pages } from '../admission/servingV1/pages.ts';
import { serviceOf, templateOf } from '../facts/serving.ts';
import { liveServices } from '../liveServices.ts';
import { type Path, valueAt } from '../path.ts';
import type { Fix } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { containerPathsOf } from '../template.ts';
import { templateFingerprint } from '../templateFingerprint.ts';
import { text } from '../text.ts';
import type { Definition, NameKey, World } from '../world.ts';
import type { Examples, Finding, Rule } from './rule.ts';
import { hasTemplateToday } from './subjects.ts';

export const reusedRevisionName: Rule = {
  code: 'reused-revision-name',
  severity: 'warning',
  title: 'A template was changed, and kept the name of its revision.',
  explanation: `
    A revision never changes. A template that has a name must get another one with every change, or the cluster refuses the update
    (\`Saw the following changes without a name change\`), or, where the revision of that name belongs to another template, says
    \`RevisionNameTaken\` and sends it no traffic.

    What the template was like is known from Git's HEAD, from other manifests of the same service (in the same file, or with the
    same namespace written in both), and, as to its image, from a live revision of that name.

    Source: \`pkg/apis/serving/v1/revision_validation.go\` (\`VerifyNameChange\`) and \`pkg/reconciler/service\` of Knative Serving.
  `,
  docs: pages.traffic,
  appliesTo: hasTemplateToday,
  check: function* (resource, world) {
    const template = valueAt(resource.value, templatePath);
    const name = valueAt(resource.value, namePath);
    if (template === undefined || typeof name !== 'string' || name === '' || resource.name === '') return;
    const fingerprint = templateFingerprint(template);
    const finding =
      committedOtherwise(resource, name, fingerprint, world) ??
      writtenOtherwise(resource, name, fingerprint, world) ??
      liveOtherwise(resource, name, world);
    if (finding !== undefined) yield finding;
  },
};

const templatePath: Path = ['spec', 'template'];
const namePath: Path = [...templatePath, 'metadata', 'name'];

function committedOtherwise(
  resource: Resource,
  name: string,
  fingerprint: string,
  world: World,
): Finding | undefined {
  const committed = world.committedTemplates(keyOf(resource), name);
  if (committed.length === 0 || committed.includes(fingerprint)) return undefined;
  return {
    path: namePath,
    message: text('This template was changed and is still called {0}: the cluster refuses that.', name),
    fixes: nextName(name, resource, world),
  };
}

function writtenOtherwise(
  resource: Resource,
  name: string,
  fingerprint: string,
  world: World,
): Finding | undefined {
  const { namespace } = resource;
  const all = world
    .definitions({ type: 'revision', namespace, name })
    .filter((definition) => serviceOf(definition) === resource.name && templateOf(definition) !== '');
  if (all.length < 2) return undefined;
  const own = all.filter((definition) => templateOf(definition) === fingerprint);
  const other = all.find(
    (definition) => templateOf(definition) !== fingerprint && isDeployedWith(definition, own, namespace),
  );
  if (other === undefined) return undefined;
  return {
    path: namePath,
    message: text(
      'Another template in {0} is called {1} too, and is not the same.',
      fileName(other.uri),
      name,
    ),
  };
}

/** Folders for several clusters hold the same names; what says no namespace may go anywhere. */
function isDeployedWith(definition: Definition, own: readonly Definition[], namespace: string): boolean {
  if (namespace !== '' && definition.namespace === namespace) return true;
  return own.some(({ uri }) => uri === definition.uri);
}

function liveOtherwise(resource: Resource, name: string, world: World): Finding | undefined {
  const image = onlyImage(resource);
  if (image === undefined) return undefined;
  const live = liveServices(world.inventory, resource)
    .flatMap(({ revisions }) => revisions)
    .find((revision) => revision.name === name);
  if (live?.image === undefined || live.image === image) return undefined;
  return {
    path: namePath,
    message: text(
      'The revision {0} exists in the cluster {1} with another image: the cluster refuses to change it.',
      name,
      world.inventory?.context ?? '',
    ),
    fixes: nextName(name, resource, world),
  };
}

/** Of several containers the inventory does not say which one's image it has. */
function onlyImage(resource: Resource): string | undefined {
  const containers = containerPathsOf(resource);
  const image = valueAt(resource.value, [...(containers[0] ?? []), 'image']);
  return containers.length === 1 && typeof image === 'string' ? image : undefined;
}

/** The name with its number raised, until nobody has it. */
function nextName(name: string, resource: Resource, world: World): readonly Fix[] {
  const { base = name, number = '1' } = /^(?<base>.*[^0-9])(?<number>\d{1,9})$/.exec(name)?.groups ?? {};
  const glue = base === name ? '-' : '';
  for (let next = Number(number) + 1; next < Number(number) + tries; next++) {
    const other = `${base}${glue}${String(next).padStart(number.length, '0')}`;
    if (!isKnown(other, resource, world)) {
      return [
        {
          title: text('Change to {0}', other),
          changes: [{ op: 'set', path: namePath, value: other }],
          preferred: true,
        },
      ];
    }
  }
  return [];
}

const tries = 100;

function isKnown(name: string, resource: Resource, world: World): boolean {
  const { namespace } = resource;
  return (
    world.definitions({ type: 'revision', namespace, name }).length > 0 ||
    world.committedTemplates(keyOf(resource), name).length > 0 ||
    liveServices(world.inventory, resource).some(({ revisions }) =>
      revisions.some((one) => one.name === name),
    )
  );
}

function keyOf({ namespace, name }: Resource): NameKey {
  return { type: 'service', namespace, name };
}

function fileName(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-v1
              #     ^^^^^^^^^ This template was changed and is still called canary-v1: the cluster refuses that.
            spec:
              containers:
                - image: example.com/hello:v2
      `,
      committed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-v1
            spec:
              containers:
                - image: example.com/hello:v1
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-v2
            spec:
              containers:
                - image: example.com/hello:v2
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-blue
              #     ^^^^^^^^^^^ The revision canary-blue exists in the cluster prod with another image: the cluster refuses to change it.
            spec:
              containers:
                - image: example.com/hello:v2
      `,
      inventory: {
        context: 'prod',
        stale: false,
        services: [
          {
            namespace: 'default',
            name: 'canary',
            traffic: [],
            revisions: [
              { name: 'canary-blue', created: '2026-01-01T00:00:00Z', image: 'example.com/hello:v1' },
            ],
          },
        ],
      },
      fixed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-blue-2
            spec:
              containers:
                - image: example.com/hello:v2
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
          namespace: shop
        spec:
          template:
            metadata:
              name: canary-v1
              #     ^^^^^^^^^ Another template in step-1.yaml is called canary-v1 too, and is not the same.
            spec:
              containers:
                - image: example.com/hello:v2
      `,
      files: {
        'step-1.yaml': `
          apiVersion: serving.knative.dev/v1
          kind: Service
          metadata:
            name: canary
            namespace: shop
          spec:
            template:
              metadata:
                name: canary-v1
              spec:
                containers:
                  - image: example.com/hello:v1
        `,
      },
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-v2
            spec:
              containers:
                - image: example.com/hello:v2
      `,
      committed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            spec:
              containers: [{ image: example.com/hello:v2 }]
            metadata:
              name: canary-v2
      `,
      files: {
        'staging.yaml': `
          apiVersion: serving.knative.dev/v1
          kind: Service
          metadata:
            name: canary
          spec:
            template:
              metadata:
                name: canary-v2
              spec:
                containers:
                  - image: example.com/hello:v2-staging
        `,
      },
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-v1
            spec:
              containers:
                - image: example.com/hello:v1
      `,
      committed: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          runLatest:
            configuration:
              revisionTemplate:
                metadata:
                  name: canary-v1
                spec:
                  container:
                    image: example.com/hello:v1
      `,
    },
  ],
};

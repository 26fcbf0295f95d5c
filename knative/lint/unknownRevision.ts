/** Rule: traffic to a revision that does not exist and that nothing would make. */
import { pages } from '../admission/servingV1/pages.ts';
import { editDistance, nearest } from '../nearest.ts';
import type { Fix } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { generatedName, isNumbered, ownerOfGeneratedName, repairedName } from '../revisionNames.ts';
import { text, type Text } from '../text.ts';
import { latestKeyword, revisionReferences, type RevisionReference } from './revisionReferences.ts';
import { revisionsOfRoute, revisionsOfService, type Revisions } from './revisions.ts';
import type { Examples, Finding, Rule } from './rule.ts';
import { hasTraffic } from './subjects.ts';

export const unknownRevision: Rule = {
  code: 'unknown-revision',
  severity: 'warning',
  title: 'Traffic goes to a revision that does not exist.',
  explanation: `
    Knative does not look for the revisions that \`spec.traffic\` or \`spec.release\` name when it accepts a manifest. If one is
    missing, the Route says \`RevisionMissing\`, the Service never becomes ready, and none of the new split takes effect.

    Without a cluster a name is believed where Knative could have made it, \`NAME-00001\` with at least five digits and no upper
    end, and where a template in the workspace, or at Git's HEAD, gives it. Where the live service is known, only what it has,
    and what the next change of its template makes, is believed. In \`release.revisions\`, \`@latest\` (since Knative 0.4) stands
    for the newest revision that is ready.

    Source: \`pkg/reconciler/route/traffic\` and \`pkg/reconciler/configuration\` of Knative Serving. Releases 0.4 to 0.18 gave
    revisions random names; those are known only from a cluster or from a template.
  `,
  docs: pages.traffic,
  appliesTo: hasTraffic,
  check: function* (resource, world) {
    const references = revisionReferences(resource);
    // A name that is yet to be generated is the beginning of all others.
    if (references.length === 0 || resource.name === '') return;
    const isRoute = resource.kind === 'Route';
    const revisions = isRoute ? revisionsOfRoute(resource, world) : revisionsOfService(resource, world);
    for (const reference of references) {
      if (!revisions.has(reference.name)) yield findingOn(reference, resource, revisions);
    }
  },
};

function findingOn(reference: RevisionReference, resource: Resource, revisions: Revisions): Finding {
  const { path, name } = reference;
  if (meansLatest(name) && reference.field !== 'pinned') return findingOnLatest(reference);
  const owner = resource.kind === 'Route' ? (ownerOf(name) ?? resource.name) : resource.name;
  return {
    path,
    message: messageOn(name, owner, resource, revisions),
    fixes: fixesFor(reference, owner, revisions),
  };
}

function messageOn(name: string, owner: string, { kind }: Resource, { context }: Revisions): Text {
  if (context !== undefined) {
    return text(
      'The service {0} has no revision {1} in the cluster {2}, and this manifest makes none of that name.',
      owner,
      name,
      context,
    );
  }
  if (!isNumbered(owner)) {
    return text(
      'Nothing makes a revision {0}: Knative gives no such name, and no template here has it.',
      name,
    );
  }
  if (kind === 'Route') {
    const like = generatedName(owner, 1);
    return text(
      'Nothing makes a revision {0}: Knative numbers them like {1}, and no template here has that name.',
      name,
      like,
    );
  }
  return text(
    'Nothing makes a revision {0}: Knative numbers them {1}, {2} and so on, and no template here has that name.',
    name,
    generatedName(owner, 1),
    generatedName(owner, 2),
  );
}

function meansLatest(name: string): boolean {
  const bare = name.startsWith('@') ? name.slice(1) : name;
  return bare.length >= 4 && bare.length <= 8 && editDistance(bare, 'latest') <= 2;
}

/** A revision's name has the service's before it, so that a bare `latest` is none. */
function findingOnLatest({ path, name, field }: RevisionReference): Finding {
  if (field === 'release') {
    return {
      path,
      message: text('{0} is taken for the name of a revision. The newest one is {1}.', name, latestKeyword),
      fixes: [changeTo(path, latestKeyword, true)],
    };
  }
  const target = path.slice(0, -1);
  return {
    path,
    message: text(
      '{0} is taken for the name of a revision. The newest one is {1}.',
      name,
      'latestRevision: true',
    ),
    fixes: [
      {
        title: text('Send it to the latest revision'),
        changes: [
          { op: 'remove', path: [...target, 'latestRevision'] },
          { op: 'rename', path, key: 'latestRevision' },
          { op: 'set', path: [...target, 'latestRevision'], value: true },
        ],
        preferred: true,
      },
    ],
  };
}

/** The nearest name first; of the others that are known, a few. */
function fixesFor({ path, name }: RevisionReference, owner: string, revisions: Revisions): readonly Fix[] {
  const known = [...new Set(revisions.knownLike(name))];
  const best = bestName(name, owner, known, revisions);
  const others = known.filter((one) => one !== best).slice(-alternatives);
  return [
    ...(best === undefined ? [] : [changeTo(path, best, true)]),
    ...others.map((other) => changeTo(path, other, false)),
  ];
}

const alternatives = 3;

function bestName(
  name: string,
  owner: string,
  known: readonly string[],
  revisions: Revisions,
): string | undefined {
  const repaired = repairedName(name, owner);
  const possible = repaired !== undefined && revisions.has(repaired) ? repaired : undefined;
  const prefixed = `${owner}-${name}`;
  if (known.includes(prefixed)) return prefixed;
  return nearest(name, possible === undefined ? known : [possible, ...known]) ?? possible;
}

function changeTo(path: RevisionReference['path'], name: string, preferred: boolean): Fix {
  return { title: text('Change to {0}', name), changes: [{ op: 'set', path, value: name }], preferred };
}

/** Whose revision a name means that is nearly one of Knative's. */
function ownerOf(name: string): string | undefined {
  const dash = name.lastIndexOf('-');
  return (
    ownerOfGeneratedName(name) ??
    (/^\d+$/.test(name.slice(dash + 1)) && dash > 0 ? name.slice(0, dash) : undefined)
  );
}

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions: [canary-0001, canary-00002]
            #           ^^^^^^^^^^^ Nothing makes a revision canary-0001: Knative numbers them canary-00001, canary-00002 and so on, and no template here has that name.
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions: [canary-00001, canary-00002]
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
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
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-bleu
              #             ^^^^^^^^^^^ Nothing makes a revision canary-bleu: Knative numbers them canary-00001, canary-00002 and so on, and no template here has that name.
              percent: 50
            - revisionName: hello-00007
              #             ^^^^^^^^^^^ Nothing makes a revision hello-00007: Knative numbers them canary-00001, canary-00002 and so on, and no template here has that name.
              percent: 30
            - revisionName: latest
              #             ^^^^^^ latest is taken for the name of a revision. The newest one is latestRevision: true.
              percent: 20
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-blue
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-blue
              percent: 50
            - revisionName: canary-00007
              percent: 30
            - latestRevision: true
              percent: 20
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions:
              - canary-00001
              - "@lates"
              # ^^^^^^^^ @lates is taken for the name of a revision. The newest one is @latest.
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions:
              - canary-00001
              - "@latest"
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
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
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-00009
              #             ^^^^^^^^^^^^ The service canary has no revision canary-00009 in the cluster prod, and this manifest makes none of that name.
              percent: 80
            - revisionName: canary-00005
              percent: 20
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
              { name: 'canary-00003', created: '2026-01-01T00:00:00Z' },
              { name: 'canary-00004', created: '2026-01-02T00:00:00Z' },
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
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-00003
              percent: 80
            - revisionName: canary-00005
              percent: 20
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Route
        metadata:
          name: shop
        spec:
          traffic:
            - revisionName: basket-0003
              #             ^^^^^^^^^^^ Nothing makes a revision basket-0003: Knative numbers them like basket-00001, and no template here has that name.
              percent: 100
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1
        kind: Route
        metadata:
          name: shop
        spec:
          traffic:
            - revisionName: basket-00003
              percent: 100
      `,
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
              name: canary-green
            spec:
              containers:
                - image: example.com/hello:v2
          traffic:
            - revisionName: canary-00001
              percent: 20
            - revisionName: canary-1234567
              percent: 20
            - revisionName: canary-green
              percent: 20
            - revisionName: canary-blue
              percent: 20
            - revisionName: canary-red
              percent: 20
      `,
      files: {
        'blue.yaml': `
          apiVersion: serving.knative.dev/v1
          kind: Service
          metadata:
            name: canary
          spec:
            template:
              metadata:
                name: canary-blue
              spec:
                containers:
                  - image: example.com/hello:v1
        `,
      },
      committed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: canary
        spec:
          template:
            metadata:
              name: canary-red
            spec:
              containers:
                - image: example.com/hello:v0
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1alpha1
        kind: Service
        metadata:
          name: canary
        spec:
          release:
            revisions: [canary-00001, "@latest"]
            rolloutPercent: 20
            configuration:
              revisionTemplate:
                spec:
                  container:
                    image: example.com/hello:v2
      `,
    },
  ],
};

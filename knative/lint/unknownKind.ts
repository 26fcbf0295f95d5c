/** Rule: a kind that its API version does not have, so that the cluster does not know what to do with the manifest. */
import { pages } from '../admission/servingV1/pages.ts';
import { type Kind, kindOf, kinds } from '../kinds.ts';
import { nearest } from '../nearest.ts';
import type { Fix } from '../problem.ts';
import { groupOf, type Resource } from '../resource.ts';
import { text } from '../text.ts';
import type { Examples, Finding, Rule } from './rule.ts';

export const unknownKind: Rule = {
  code: 'unknown-kind',
  severity: 'warning',
  title: 'The API version has no such kind.',
  explanation: `
    A cluster answers \`no matches for kind … in version …\` and stores nothing. Either the kind is misspelt (kinds begin with a capital
    letter and are singular), or it lives in another version: a \`DomainMapping\` is of \`serving.knative.dev/v1beta1\`, all else of Serving
    is of \`serving.knative.dev/v1\`.

    Of Serving and Build every kind is known. Other projects add kinds to the groups of Eventing and Tekton, so there only what is nearly
    the name of a known kind is reported.

    Source: the custom resource definitions of Knative Serving, Knative Eventing and Tekton Pipelines.
  `,
  docs: pages.api,
  appliesTo: ({ apiVersion, kind }) => kind !== '' && kindOf(apiVersion, kind) === undefined,
  check: function* (resource) {
    const found = misspeltKind(resource) ?? otherVersion(resource);
    if (found !== undefined) yield found;
  },
};

/** The groups of which all kinds are known. */
const complete = new Set(['serving.knative.dev', 'build.knative.dev']);

function misspeltKind({ apiVersion, kind }: Resource): Finding | undefined {
  const inGroup = kinds().filter((one) => groupOf(one.apiVersion) === groupOf(apiVersion));
  // What a list holds is looked at item by item.
  if (inGroup.some((one) => one.kind === kind || `${one.kind}List` === kind)) return undefined;
  const meant = nearest(
    kind,
    inGroup.map((one) => one.kind),
  );
  if (meant !== undefined) {
    const message = text('{0} has no kind {1}. {2} is the nearest.', apiVersion, kind, meant);
    return {
      path: ['kind'],
      message,
      fixes: [changeTo('kind', meant, kindOf(apiVersion, meant) !== undefined)],
    };
  }
  if (!complete.has(groupOf(apiVersion))) return undefined;
  return { path: ['kind'], message: text('{0} has no kind {1}.', apiVersion, kind) };
}

/** The kind is there, but in other versions. */
function otherVersion({ apiVersion, kind }: Resource): Finding | undefined {
  if (!complete.has(groupOf(apiVersion))) return undefined;
  const served = kinds().filter(
    (one) => one.kind === kind && groupOf(one.apiVersion) === groupOf(apiVersion),
  );
  const current: Kind | undefined = served.find(({ replacedBy }) => replacedBy === undefined) ?? served[0];
  if (current === undefined) return undefined;
  return {
    path: ['apiVersion'],
    message: text('There is no {0} in {1}. It is in {2}.', kind, apiVersion, current.apiVersion),
    fixes: [changeTo('apiVersion', current.apiVersion, true)],
  };
}

function changeTo(field: 'apiVersion' | 'kind', value: string, preferred: boolean): Fix {
  return { title: text('Change to {0}', value), changes: [{ op: 'set', path: [field], value }], preferred };
}

export const examples: Examples = {
  bad: [
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Servise
        #     ^^^^^^^ serving.knative.dev/v1 has no kind Servise. Service is the nearest.
        metadata:
          name: hello
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v1
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: hello
        spec:
          template:
            spec:
              containers:
                - image: example.com/hello:v1
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        #           ^^^^^^^^^^^^^^^^^^^^^^ There is no DomainMapping in serving.knative.dev/v1. It is in serving.knative.dev/v1beta1.
        kind: DomainMapping
        metadata:
          name: www.example.com
        spec:
          ref:
            kind: Service
            name: hello
            apiVersion: serving.knative.dev/v1
      `,
      fixed: `
        apiVersion: serving.knative.dev/v1beta1
        kind: DomainMapping
        metadata:
          name: www.example.com
        spec:
          ref:
            kind: Service
            name: hello
            apiVersion: serving.knative.dev/v1
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: Deployment
        #     ^^^^^^^^^^ serving.knative.dev/v1 has no kind Deployment.
        metadata:
          name: hello
      `,
    },
    {
      yaml: `
        apiVersion: eventing.knative.dev/v1
        kind: trigger
        #     ^^^^^^^ eventing.knative.dev/v1 has no kind trigger. Trigger is the nearest.
        metadata:
          name: orders
      `,
      fixed: `
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: orders
      `,
    },
  ],
  good: [
    {
      yaml: `
        apiVersion: sources.knative.dev/v1beta1
        kind: KafkaSource
        metadata:
          name: orders
      `,
    },
    {
      yaml: `
        apiVersion: tekton.dev/v1beta1
        kind: ClusterTask
        metadata:
          name: build
      `,
    },
    {
      yaml: `
        apiVersion: serving.knative.dev/v1
        kind: ServiceList
        items:
          - apiVersion: serving.knative.dev/v1
            kind: Route
            metadata:
              name: hello
            spec:
              traffic:
                - configurationName: hello
                  latestRevision: true
                  percent: 100
      `,
    },
  ],
};

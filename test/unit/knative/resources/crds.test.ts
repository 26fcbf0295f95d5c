/** The field tables equal the CRDs a cluster serves, and the pod's table equals Kubernetes' own schema. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kindOf } from '#knative/kinds.ts';
import { domainMapping } from '#knative/resources/domainMapping.ts';
import { objectMeta } from '#knative/resources/meta.ts';
import { podSpecFields } from '#knative/resources/core.ts';
import { configuration, revision, route, service } from '#knative/resources/servingV1.ts';
import { object, type ObjectShape } from '#knative/resources/shape.ts';
import { available, coreDefinitions, crdSchema, differences, type Rules, type Schema } from './crdSchemas.ts';

const kinds: readonly (readonly [file: string, version: string, table: ObjectShape])[] = [
  ['serving/service.yaml', 'v1', service],
  ['serving/configuration.yaml', 'v1', configuration],
  ['serving/revision.yaml', 'v1', revision],
  ['serving/route.yaml', 'v1', route],
  ['serving/domain-mapping.yaml', 'v1beta1', domainMapping],
];

/** The file of a CRD, the version, the kind, and the paths where the table says less or more. */
type Row = readonly [file: string, apiVersion: string, kind: string, ...exempt: readonly string[]];

const eventing: readonly Row[] = [
  ['300-broker.yaml', 'eventing.knative.dev/v1', 'Broker'],
  ['300-trigger.yaml', 'eventing.knative.dev/v1', 'Trigger'],
  ['300-eventtype.yaml', 'eventing.knative.dev/v1beta3', 'EventType'],
  ['300-eventtype.yaml', 'eventing.knative.dev/v1beta2', 'EventType'],
  ['300-eventtype.yaml', 'eventing.knative.dev/v1beta1', 'EventType'],
  ['300-eventpolicy.yaml', 'eventing.knative.dev/v1alpha1', 'EventPolicy'],
  [
    '300-eventtransform.yaml',
    'eventing.knative.dev/v1alpha1',
    'EventTransform',
    '.status.jsonata.deployment',
  ],
  ['300-requestreply.yaml', 'eventing.knative.dev/v1alpha1', 'RequestReply'],
  ['300-channel.yaml', 'messaging.knative.dev/v1', 'Channel', '.spec.subscribers[].delivery'],
  ['300-subscription.yaml', 'messaging.knative.dev/v1', 'Subscription'],
  ['300-sequence.yaml', 'flows.knative.dev/v1', 'Sequence'],
  [
    '300-parallel.yaml',
    'flows.knative.dev/v1',
    'Parallel',
    '.status.branchStatuses[]',
    '.status.ingressChannelStatus',
  ],
  ['300-pingsource.yaml', 'sources.knative.dev/v1', 'PingSource'],
  ['300-pingsource.yaml', 'sources.knative.dev/v1beta2', 'PingSource'],
  ['300-apiserversource.yaml', 'sources.knative.dev/v1', 'ApiServerSource'],
  ['300-containersource.yaml', 'sources.knative.dev/v1', 'ContainerSource'],
  ['300-sinkbindings.yaml', 'sources.knative.dev/v1', 'SinkBinding'],
  ['300-integrationsource.yaml', 'sources.knative.dev/v1alpha1', 'IntegrationSource'],
  ['300-integrationsink.yaml', 'sinks.knative.dev/v1alpha1', 'IntegrationSink'],
  ['300-jobsink.yaml', 'sinks.knative.dev/v1alpha1', 'JobSink'],
];

const taskRunDetails = [
  '.status.provenance',
  '.status.artifacts',
  '.status.taskSpec',
  '.status.steps[].provenance',
  '.status.steps[].inputs[]',
  '.status.steps[].outputs[]',
  '.status.steps[].results[]',
  '.status.resourcesResult[]',
  '.status.cloudEvents[]',
  '.spec.resources.inputs[].resourceSpec.params[]',
  '.spec.resources.inputs[].resourceSpec.secrets[]',
  '.spec.resources.outputs[].resourceSpec.params[]',
  '.spec.resources.outputs[].resourceSpec.secrets[]',
];

const pipelineRunDetails = [
  '.status.provenance',
  '.status.childReferences[].whenExpressions[]',
  '.status.skippedTasks[].whenExpressions[]',
  '.status.taskRuns.*',
  '.status.runs.*',
  '.spec.resources[].resourceSpec.params[]',
  '.spec.resources[].resourceSpec.secrets[]',
];

const tekton: readonly Row[] = [
  ['300-task.yaml', 'tekton.dev/v1', 'Task'],
  ['300-task.yaml', 'tekton.dev/v1beta1', 'Task'],
  ['300-taskrun.yaml', 'tekton.dev/v1', 'TaskRun', ...taskRunDetails],
  ['300-taskrun.yaml', 'tekton.dev/v1beta1', 'TaskRun', ...taskRunDetails],
  ['300-pipeline.yaml', 'tekton.dev/v1', 'Pipeline'],
  ['300-pipeline.yaml', 'tekton.dev/v1beta1', 'Pipeline'],
  ['300-pipelinerun.yaml', 'tekton.dev/v1', 'PipelineRun', ...pipelineRunDetails],
  ['300-pipelinerun.yaml', 'tekton.dev/v1beta1', 'PipelineRun', ...pipelineRunDetails],
  ['300-stepaction.yaml', 'tekton.dev/v1beta1', 'StepAction'],
  ['300-stepaction.yaml', 'tekton.dev/v1alpha1', 'StepAction'],
  // This CRD alone was made with an older Kubernetes.
  [
    '300-customrun.yaml',
    'tekton.dev/v1beta1',
    'CustomRun',
    '.spec.workspaces[].projected.sources[].podCertificate',
  ],
];

describe('field tables', { skip: available ? false : 'the CRDs are not at hand' }, () => {
  for (const [file, version, table] of kinds) {
    it(`equal ${file} ${version}`, () => {
      assert.deepEqual(
        differences(withoutRoot(table), root(crdSchema(file, version)), { withPruned: false }),
        [],
      );
    });
  }

  for (const [file, apiVersion, kind, ...exempt] of eventing) {
    it(`equal eventing/${file} ${apiVersion}`, () => {
      const rules = { withPruned: false, exempt: new Set(exempt) };
      assert.deepEqual(kindDifferences(`eventing/${file}`, apiVersion, kind, rules), []);
    });
  }

  for (const [file, apiVersion, kind, ...exempt] of tekton) {
    it(`equal tekton/${file} ${apiVersion}`, () => {
      const rules = { withPruned: false, withoutListKeys: true, exempt: new Set(exempt) };
      assert.deepEqual(kindDifferences(`tekton/${file}`, apiVersion, kind, rules), []);
    });
  }

  it('equal the metadata of Kubernetes', () => {
    const definitions = coreDefinitions();
    const schema = definitions['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'] ?? {};
    assert.deepEqual(differences(objectMeta, schema, { definitions, withPruned: true }), []);
  });

  it('equal the pod of Kubernetes', () => {
    const definitions = coreDefinitions();
    const schema = definitions['io.k8s.api.core.v1.PodSpec'] ?? {};
    const table = object('v1.PodSpec', podSpecFields);
    assert.deepEqual(differences(table, schema, { definitions, withPruned: true }), []);
  });
});

function kindDifferences(file: string, apiVersion: string, kind: string, rules: Rules): readonly string[] {
  const table = kindOf(apiVersion, kind)?.table();
  assert.ok(table, `${apiVersion} ${kind} is not known`);
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return differences(withoutRoot(table), root(crdSchema(file, version)), rules);
}

/** `spec` and `status`: the root's other fields are the server's own. */
function withoutRoot(table: ObjectShape): ObjectShape {
  const fields = Object.entries(table.fields).filter(([name]) => name === 'spec' || name === 'status');
  return { ...table, fields: Object.fromEntries(fields) };
}

function root(schema: Schema): Schema {
  const properties = Object.entries(schema.properties ?? {}).filter(
    ([name]) => name === 'spec' || name === 'status',
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** A Configuration of 2019: a Revision, and perhaps a Build before it, for each count of its spec (serving 0.3 pkg/reconciler/v1alpha1/configuration). */
import { isObject, type JsonObject } from '#knative/json.ts';
import { generatedName } from '#knative/revisionNames.ts';
import {
  type ApiObject,
  isTerminating,
  labelsOf,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
} from '../../api/object.ts';
import { ApiError } from '../../api/status.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { ownedBy, ownerKeys } from '../owners.ts';
import { type Draft, generationOf, reconciled } from '../reconciled.ts';
import { label } from '../serving/names.ts';
import { readyCondition } from '../serving/readiness.ts';
import { buildKind, configurationKind, revisionKind } from './kinds.ts';

const set: ConditionSet = { happy: 'Ready', dependents: [], quiet: true };
const component = 'configuration-controller';

export function configurationController(environment: Environment): Controller {
  return {
    delay: 15,
    keysOf: (kind, change) => {
      if (kind === configurationKind) return [keyOf(change)];
      return kind === revisionKind ? ownerKeys(change.object, 'Configuration') : [];
    },
    reconcile: ({ namespace, name }) => {
      const configuration = environment.client.find(configurationKind, namespace, name);
      if (configuration === undefined || isTerminating(configuration)) return;
      reconciled(environment, configuration, set, (conditions, status) =>
        look(environment, configuration, conditions, status),
      );
    },
  };
}

function look(
  environment: Environment,
  configuration: ApiObject,
  conditions: Conditions,
  status: Draft,
): void {
  const revision = latestCreated(environment, configuration, conditions);
  if (revision === undefined) return;
  const name = nameOf(revision);
  const [created, ready] = [status['latestCreatedRevisionName'], status['latestReadyRevisionName']];
  status['latestCreatedRevisionName'] = name;
  if (ready !== name) conditions.mark('Ready', 'Unknown');
  const verdict = readyCondition(revision);
  switch (verdict.status) {
    case 'Unknown':
      return;
    case 'True':
      if (ready === undefined) {
        say(environment, configuration, component, 'ConfigurationReady', 'Configuration becomes ready');
      }
      status['latestReadyRevisionName'] = name;
      conditions.mark('Ready', 'True');
      if (created !== ready) {
        const message = `LatestReadyRevisionName updated to ${JSON.stringify(name)}`;
        say(environment, configuration, component, 'LatestReadyUpdate', message);
      }
      return;
    case 'False': {
      const failed = `Revision ${JSON.stringify(name)} failed with message: ${JSON.stringify(verdict.message)}.`;
      conditions.mark('Ready', 'False', 'RevisionFailed', failed);
      const message = `Latest created revision ${JSON.stringify(name)} has failed`;
      say(environment, configuration, component, 'LatestCreatedFailed', message, { type: 'Warning' });
    }
  }
}

function revisionNameOf(configuration: ApiObject): string {
  return generatedName(nameOf(configuration), numberAt(configuration['spec'], 'generation') ?? 1);
}

function latestCreated(
  environment: Environment,
  configuration: ApiObject,
  conditions: Conditions,
): ApiObject | undefined {
  const { client } = environment;
  const name = revisionNameOf(configuration);
  const live = client.find(revisionKind, namespaceOf(configuration), name);
  if (live !== undefined) return live;
  try {
    const build = buildOf(environment, configuration);
    const created = client.create(revisionOf(configuration, build));
    say(environment, configuration, component, 'Created', `Created Revision ${JSON.stringify(name)}`);
    return created;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const failed = `Failed to create Revision ${JSON.stringify(name)}: ${error.message}`;
    say(environment, configuration, component, 'CreationFailed', failed, { type: 'Warning' });
    const message = `Revision creation failed with message: ${JSON.stringify(error.message)}.`;
    conditions.mark('Ready', 'False', 'RevisionFailed', message);
    return undefined;
  }
}

/** The Build that has to succeed before the Revision is deployed. */
function buildOf(environment: Environment, configuration: ApiObject): JsonObject | undefined {
  const given = objectAt(configuration, 'spec')['build'];
  if (!isObject(given)) return undefined;
  const { client } = environment;
  const name = revisionNameOf(configuration);
  const reference = { apiVersion: 'build.knative.dev/v1alpha1', kind: 'Build', name };
  if (client.find(buildKind, namespaceOf(configuration), name) !== undefined) return reference;
  client.create({
    ...given,
    apiVersion: reference.apiVersion,
    kind: 'Build',
    metadata: { name, namespace: namespaceOf(configuration), ownerReferences: ownedBy(configuration) },
    // Both a whole Build and only its spec were written here.
    spec: isObject(given['spec']) ? given['spec'] : given,
  });
  say(environment, configuration, component, 'Created', `Created Build ${JSON.stringify(name)}`);
  return reference;
}

function revisionOf(configuration: ApiObject, buildRef: JsonObject | undefined): JsonObject {
  const template = objectAt(configuration['spec'], 'revisionTemplate');
  const metadata = objectAt(template, 'metadata');
  return {
    apiVersion: configuration.apiVersion,
    kind: 'Revision',
    metadata: {
      ...metadata,
      name: revisionNameOf(configuration),
      namespace: namespaceOf(configuration),
      labels: {
        ...objectAt(metadata, 'labels'),
        [label.configuration]: nameOf(configuration),
        [label.service]: labelsOf(configuration)[label.service] ?? '',
        [label.configurationGeneration]: String(numberAt(configuration['spec'], 'generation') ?? 1),
        'serving.knative.dev/configurationMetadataGeneration': String(generationOf(configuration)),
      },
      annotations: objectAt(metadata, 'annotations'),
      ownerReferences: ownedBy(configuration),
    },
    spec: { ...objectAt(template, 'spec'), ...(buildRef !== undefined && { buildRef }) },
  };
}

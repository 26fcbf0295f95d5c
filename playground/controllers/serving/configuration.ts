/** A Configuration: makes a Revision of each generation, and knows the newest and the newest that is ready (serving pkg/reconciler/configuration). */
import type { JsonObject } from '#knative/json.ts';
import { timestamp } from '../../clock.ts';
import {
  type ApiObject,
  isTerminating,
  labelsOf,
  nameOf,
  namespaceOf,
  textAt,
  uidOf,
} from '../../api/object.ts';
import { alreadyExists, ApiError } from '../../api/status.ts';
import type { Conditions, ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import { type Environment, say } from '../environment.ts';
import { isOwnedBy, ownerKeys } from '../owners.ts';
import { type Draft, generationOf, reconciled } from '../reconciled.ts';
import { configurationKind, label, revisionKind } from './names.ts';
import { isReady, readyCondition } from './readiness.ts';
import { revisionNameOf, revisionOf, templateOf } from './configurationChildren.ts';

const set: ConditionSet = { happy: 'Ready', dependents: [] };
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

/** The words of the refusal where the name in the template belongs to another Revision. */
export function revisionNameTaken({ client }: Environment, configuration: ApiObject): string | undefined {
  const name = textAt(templateOf(configuration)['metadata'], 'name');
  if (name === '') return undefined;
  const found = client.find(revisionKind, namespaceOf(configuration), name);
  if (found === undefined) return undefined;
  const isOurs = isOwnedBy(found, configuration);
  const isOfGeneration =
    labelsOf(found)[label.configurationGeneration] === String(generationOf(configuration));
  if (isOurs && isOfGeneration) return undefined;
  return alreadyExists({ group: 'serving.knative.dev', plural: 'revisions' }, name).message;
}

function look(
  environment: Environment,
  configuration: ApiObject,
  conditions: Conditions,
  status: Draft,
): void {
  const taken = revisionNameTaken(environment, configuration);
  if (taken !== undefined) return creationFailed(conditions, taken);
  const revision = latestCreated(environment, configuration, conditions);
  if (revision === undefined) return;
  const name = nameOf(revision);
  status['latestCreatedRevisionName'] = name;
  if (status['latestReadyRevisionName'] !== name) conditions.mark('Ready', 'Unknown');
  const ready = readyCondition(revision);
  if (ready.status === 'True' && status['latestReadyRevisionName'] === undefined) {
    say(environment, configuration, component, 'ConfigurationReady', 'Configuration becomes ready');
  }
  if (ready.status === 'False') {
    const failed = `Latest created revision ${JSON.stringify(name)} has failed`;
    say(environment, configuration, component, 'LatestCreatedFailed', failed, { type: 'Warning' });
    const message = `Revision ${JSON.stringify(name)} failed with message: ${ready.message}.`;
    conditions.mark('Ready', 'False', 'RevisionFailed', message);
  }
  findLatestReady(environment, configuration, conditions, status);
}

function creationFailed(conditions: Conditions, why: string): void {
  conditions.mark('Ready', 'False', 'RevisionFailed', `Revision creation failed with message: ${why}.`);
}

/** The Revision of this generation, made where there is none. */
function latestCreated(
  environment: Environment,
  configuration: ApiObject,
  conditions: Conditions,
): ApiObject | undefined {
  const name = revisionNameOf(configuration);
  const live = environment.client.find(revisionKind, namespaceOf(configuration), name);
  if (live !== undefined) return live;
  const now = timestamp(environment.cluster.clock.now());
  try {
    const created = environment.client.create(revisionOf(configuration, now));
    say(environment, configuration, component, 'Created', `Created Revision ${JSON.stringify(name)}`);
    return created;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const message = `Failed to create Revision: ${error.message}`;
    say(environment, configuration, component, 'CreationFailed', message, { type: 'Warning' });
    creationFailed(conditions, error.message);
    return undefined;
  }
}

function findLatestReady(
  environment: Environment,
  configuration: ApiObject,
  conditions: Conditions,
  status: Draft,
): void {
  const before = textAt(status as JsonObject, 'latestReadyRevisionName');
  const newest = environment.client
    .list(revisionKind, { namespace: namespaceOf(configuration), owner: uidOf(configuration) })
    .toSorted((a, b) => numberOf(b) - numberOf(a))
    .find(isReady);
  if (newest === undefined) return;
  const name = nameOf(newest);
  status['latestReadyRevisionName'] = name;
  if (name === status['latestCreatedRevisionName']) conditions.mark('Ready', 'True');
  if (name === before) return;
  const message = `LatestReadyRevisionName updated to ${JSON.stringify(name)}`;
  say(environment, configuration, component, 'LatestReadyUpdate', message);
}

function numberOf(revision: ApiObject): number {
  return Number(labelsOf(revision)[label.configurationGeneration] ?? 0);
}

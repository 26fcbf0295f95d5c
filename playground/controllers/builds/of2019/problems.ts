/** What the controller of builds finds wrong before it starts a pod, in its words (build 0.3 pkg/reconciler/build/validation.go, pkg/builder). */
import { isObject, type Json, member } from '#knative/json.ts';
import type { Client } from '../../../api/client.ts';
import { annotationsOf, type ApiObject, listAt, namespaceOf, objectAt, textAt } from '../../../api/object.ts';
import { accountSecrets } from './credentials.ts';
import { sourcesOf } from './sources.ts';
import { templateOf } from './templates.ts';

/** Throws where a template, an account or a secret is not there. */
export function problemOf(client: Client, build: ApiObject, whole: ApiObject): string | undefined {
  const template = templateOf(client, build);
  return (
    (template === undefined ? undefined : argumentProblem(build, template)) ??
    secretProblem(accountSecrets(client, build)) ??
    sourceProblem(build) ??
    volumeProblem(client, whole)
  );
}

function argumentProblem(build: ApiObject, template: ApiObject): string | undefined {
  const given = new Set<string>();
  for (const argument of listAt(objectAt(build['spec'], 'template'), 'arguments')) {
    const name = textAt(argument, 'name');
    if (given.has(name)) return `DuplicateArgName: duplicate argument name ${JSON.stringify(name)}`;
    given.add(name);
  }
  const lacking = listAt(template['spec'], 'parameters').filter(
    (one) => typeof member(one, 'default') !== 'string' && !given.has(textAt(one, 'name')),
  );
  if (lacking.length > 0) {
    const told = lacking.map((one) => `{${textAt(one, 'name')} ${textAt(one, 'description')}}`).join(' ');
    return `UnsatisfiedParameter: build does not specify these required parameters: [${told}]`;
  }
  return nestedProblem(listAt(template['spec'], 'steps'));
}

function nestedProblem(steps: readonly Json[]): string | undefined {
  for (const [index, step] of steps.entries()) {
    for (const [where, text] of placesIn(step, index)) {
      if (/\$\{[^}]+\$/.test(text))
        return `NestedPlaceholder: nested placeholder in ${where}: ${JSON.stringify(text)}`;
    }
  }
  return undefined;
}

function* placesIn(step: Json, index: number): Iterable<readonly [string, string]> {
  yield [`step name ${index}`, textAt(step, 'name')];
  for (const [at, arg] of listAt(step, 'args').entries())
    if (typeof arg === 'string') yield [`step ${index} arg ${at}`, arg];
  for (const [at, env] of listAt(step, 'env').entries())
    yield [`step ${index} env value ${at}`, textAt(env, 'value')];
  yield [`step ${index} working dir`, textAt(step, 'workingDir')];
  for (const [at, word] of listAt(step, 'command').entries())
    if (typeof word === 'string') yield [`step ${index} command ${at}`, word];
}

function secretProblem(secrets: readonly ApiObject[]): string | undefined {
  for (const secret of secrets) {
    for (const [key, value] of Object.entries(annotationsOf(secret))) {
      if (!key.startsWith('build.knative.dev/docker-') || value !== 'index.docker.io') continue;
      const told = `${JSON.stringify(key)} / ${JSON.stringify(value)}`;
      return `BadSecretAnnotation: Secret ${JSON.stringify(secret.metadata.name)} has incorrect annotation ${told}, value should be "https://index.docker.io/v1/"`;
    }
  }
  return undefined;
}

function sourceProblem(build: ApiObject): string | undefined {
  for (const source of sourcesOf(build)) {
    const [git, gcs, custom] = ['git', 'gcs', 'custom'].map((key) => member(source, key));
    if (isObject(git)) {
      if (textAt(git, 'url') === '') return 'missing field(s): b.spec.source.git.url';
      if (textAt(git, 'revision') === '') return 'missing field(s): b.spec.source.git.revision';
    } else if (isObject(gcs)) {
      if (textAt(gcs, 'location') === '') return 'missing field(s): b.spec.source.gcs.location';
    } else if (isObject(custom) && textAt(custom, 'name') !== '')
      return 'missing field(s): b.spec.source.name';
  }
  return undefined;
}

/** Together with what every build's pod has. */
function volumeProblem(client: Client, whole: ApiObject): string | undefined {
  const names = [
    ...listAt(whole['spec'], 'volumes').map((one) => textAt(one, 'name')),
    'workspace',
    'home',
    ...accountSecrets(client, whole).map(({ metadata }) => `secret-volume-${metadata.name}`),
  ];
  return new Set(names).size < names.length && namespaceOf(whole) !== ''
    ? 'expected exactly one, got both: name'
    : undefined;
}

/** Why a build does not go on, or failed, in words for people; the cluster's own words are read, and kept where they say more. */
import { conditionOf } from '../conditions.ts';
import { textAt, type JsonObject } from '../json.ts';
import { text, type Text } from '../text.ts';
import type { BuildKind, BuildState, BuildStep } from './build.ts';

export interface Evidence {
  readonly kind: BuildKind;
  readonly namespace: string;
  readonly state: BuildState;
  readonly reason: string;
  readonly message: string;
  readonly steps: readonly BuildStep[];
  readonly pod: JsonObject | undefined;
}

export function whyNot(evidence: Evidence): Text | undefined {
  const { state, steps, pod } = evidence;
  if (state === 'succeeded') return undefined;
  if (state === 'cancelled') return text('It was cancelled.');
  const evicted = evictionOf(pod);
  if (evicted !== undefined) return evicted;
  const waiting = steps.map(whyStepWaits).find((one) => one !== undefined);
  if (state !== 'failed') return waiting ?? unscheduled(pod);
  const failing = steps.find((step) => step.state === 'failed');
  return (
    timeoutOf(evidence) ??
    (failing === undefined ? undefined : whyStepFailed(failing)) ??
    wordsFor(evidence, readings) ??
    waiting ??
    wordsFor(evidence, vagueReadings) ??
    plain(evidence)
  );
}

function timeoutOf({ reason, message }: Evidence): Text | undefined {
  if (!reason.endsWith('Timeout')) return undefined;
  const within = /within "([^"]+)"/.exec(message)?.[1];
  return within === undefined
    ? text('It took too long.')
    : text('It took longer than {0}, which is its timeout.', within);
}

function evictionOf(pod: JsonObject | undefined): Text | undefined {
  if (textAt(pod?.['status'], 'reason') !== 'Evicted') return undefined;
  return text('Its pod was evicted: {0}', textAt(pod?.['status'], 'message'));
}

function unscheduled(pod: JsonObject | undefined): Text | undefined {
  const scheduled = pod === undefined ? undefined : conditionOf(pod, 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  return text('No node has room for its pod: {0}', scheduled.message);
}

function whyStepWaits({ name, state, reason, message, image }: BuildStep): Text | undefined {
  if (state !== 'waiting') return undefined;
  switch (reason) {
    case 'ErrImagePull':
    case 'ImagePullBackOff':
    case 'InvalidImageName':
      return text(
        'The image of the step {0} cannot be pulled: {1}',
        name,
        image || (/\bimage "([^"]+)"/.exec(message)?.[1] ?? message),
      );
    case 'CreateContainerConfigError': {
      const missing = /^(secret|configmap) "([^"]+)" not found$/.exec(message);
      if (missing === null) return text('The step {0} cannot be set up: {1}', name, message);
      return missing[1] === 'secret'
        ? text('The step {0} needs the secret {1}, which does not exist.', name, missing[2] ?? '')
        : text('The step {0} needs the config map {1}, which does not exist.', name, missing[2] ?? '');
    }
    default:
      return reason === ''
        ? undefined
        : text('The step {0} waits: {1}', name, message === '' ? reason : message);
  }
}

function whyStepFailed({ name, exitCode, reason }: BuildStep): Text {
  if (reason === 'OOMKilled') return text('The step {0} needed more memory than it may use.', name);
  switch (exitCode) {
    case 126:
      return text('The step {0} ended with exit code 126: what it was to run cannot be executed.', name);
    case 127:
      return text('The step {0} ended with exit code 127: a command was not found.', name);
    case undefined:
      return text('The step {0} failed.', name);
    default:
      return text('The step {0} ended with exit code {1}.', name, exitCode);
  }
}

type Reading = (groups: readonly string[], evidence: Evidence) => Text;

/** In the words of Build's and Tekton's controllers, and of the API server. */
const readings: readonly (readonly [RegExp, Reading])[] = [
  [/^UnsatisfiedParameter: .*?\[(.*)\]$/s, ([list = '']) => unbound(buildParameters(list))],
  [
    /missing values for these params which have no default values: \[([^\]]*)\]/,
    ([list = '']) => unbound(list.split(' ')),
  ],
  [/pipelineRun missing parameters: \[([^\]]*)\]/, ([list = '']) => unbound(list.split(' '))],
  [/^DuplicateArgName: .*"([^"]*)"$/, ([name = '']) => text('The argument {0} is given twice.', name)],
  [
    /^NestedPlaceholder: nested placeholder in (.*)$/s,
    ([where = '']) => text('One placeholder stands inside another: {0}', where),
  ],
  [
    /^BadSecretAnnotation: Secret "([^"]*)"/,
    ([name = '']) =>
      text(
        'The secret {0} names Docker’s registry in a way that does not work: write https://index.docker.io/v1/.',
        name,
      ),
  ],
  [
    /param types don't match the user-specified type: \[([^\]]*)\]/,
    ([list = '']) => text('The value is of another type than the task asks for: {0}', list),
  ],
  [
    /param `([^`]*)` value: (.*) is not in the enum list/,
    ([name = '', value = '']) => text('{0} is no value that the parameter {1} may have.', value, name),
  ],
  [
    /declared workspace "([^"]*)" is required/,
    ([name = '']) => text('The workspace {0} is bound to nothing.', name),
  ],
  [
    /pipeline requires workspace with name "([^"]*)"/,
    ([name = '']) => text('The workspace {0} is bound to nothing.', name),
  ],
  [
    /clusterbuildtemplates\.build\.knative\.dev "([^"]*)" not found/,
    ([name = '']) => text('There is no ClusterBuildTemplate {0}.', name),
  ],
  [/buildtemplates\.build\.knative\.dev "([^"]*)" not found/, absent('BuildTemplate')],
  [/\btasks\.tekton\.dev "([^"]*)" not found/, absent('Task')],
  [/\bpipelines\.tekton\.dev "([^"]*)" not found/, absent('Pipeline')],
  [
    /serviceaccounts? "([^"]*)" not found/,
    ([name = ''], { namespace }) =>
      text('There is no service account {0} in the namespace {1}.', name, namespace),
  ],
  [
    /secrets? "([^"]*)" not found/,
    ([name = ''], { namespace }) => text('There is no secret {0} in the namespace {1}.', name, namespace),
  ],
  [
    /\bstep "([^"]+)" in TaskRun "[^"]*" failed to pull the image "([^"]+)"/,
    ([name = '', image = '']) => text('The image of the step {0} cannot be pulled: {1}', name, image),
  ],
  [
    /exceeded (?:available resources|quota)/,
    () => text('The namespace or the nodes have no room for its pod.'),
  ],
];

/** Words that say less than the steps do, where their state is still known. */
const vagueReadings: typeof readings = [
  [/failed to pull the image/, () => text('The image of a step cannot be pulled.')],
  [
    /^Failed to create pod due to config error/,
    () => text('A secret or a config map that a step needs does not exist.'),
  ],
];

function wordsFor(evidence: Evidence, among: typeof readings): Text | undefined {
  for (const [pattern, read] of among) {
    const match = pattern.exec(evidence.message);
    if (match !== null) return read(match.slice(1), evidence);
  }
  return undefined;
}

function absent(kind: string): Reading {
  return ([name = ''], { namespace }) =>
    text('There is no {0} {1} in the namespace {2}.', kind, name, namespace);
}

function unbound(names: readonly string[]): Text {
  return names.length === 1
    ? text('The parameter {0} has no default and was given no value.', names[0] ?? '')
    : text('These parameters have no defaults and were given no values: {0}', names.join(', '));
}

/** `{NAME DESCRIPTION} {NAME DESCRIPTION}`, where a description may hold braces. */
function buildParameters(list: string): readonly string[] {
  return Array.from(list.matchAll(/(?:^|\} )\{([^\s}]+)/g), ([, name = '']) => name);
}

/** A pipeline that failed at a task says only how many did. */
function plain({ kind, reason, message }: Evidence): Text | undefined {
  if (kind === 'PipelineRun' && reason === 'Failed') return undefined;
  if (message === '' && reason === '') return undefined;
  if (reason === 'BuildExecuteFailed' || reason === 'PodCreationFailed')
    return text('Its pod could not be created: {0}', message);
  return text('The cluster says: {0}', message === '' ? reason : message);
}

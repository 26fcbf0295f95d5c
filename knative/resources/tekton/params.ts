/** Parameters, results and conditions of Tekton's kinds. Pipelines of August 2026. */
import { lazily } from '../lazily.ts';
import { any, field, list, map, object, scalar, string } from '../shape.ts';
import { tektonPages } from './pages.ts';

const docs = `${tektonPages.tasks}#specifying-parameters`;
const resultDocs = `${tektonPages.tasks}#emitting-results`;

const valueType = scalar('string', { allowed: ['string', 'array', 'object'], go: 'v1.ParamType' });

const properties = lazily(() =>
  map(
    object('v1.PropertySpec', {
      type: field(valueType, 'The type of the value; only `string` is possible.', { default: 'string' }),
    }),
  ),
);

/** A declared parameter. */
export const paramSpec = lazily(() =>
  object('v1.ParamSpec', {
    name: field(
      string,
      'Name of the parameter, used as `$(params.NAME)`: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`.',
      { required: true, docs },
    ),
    type: field(
      valueType,
      'The type of the value; left out, that of the default, and without one `string`.',
      { docs },
    ),
    description: field(string, 'What the parameter is for.', { docs }),
    default: field(any, 'The value where none is given; without it one must be given.', { docs }),
    enum: field(list(string), 'The only values that are accepted.', { docs }),
    properties: field(properties(), 'The keys of an `object` parameter.', { docs }),
  }),
);

/** A value given to a parameter. */
export const param = lazily(() =>
  object('v1.Param', {
    name: field(string, 'The parameter that gets the value.', { required: true, docs }),
    value: field(any, 'The value: a text, a list of texts or a mapping, as the parameter is declared.', {
      required: true,
      docs,
    }),
  }),
);

const resultFields = lazily(() => ({
  name: field(string, 'Name of the result; a step writes its value to the file `$(results.NAME.path)`.', {
    required: true,
    docs: resultDocs,
  }),
  type: field(valueType, 'The type of the value.', { default: 'string', docs: resultDocs }),
  description: field(string, 'What the result says.', { docs: resultDocs }),
  properties: field(properties(), 'The keys of an `object` result.', { docs: resultDocs }),
}));

/** A result of a task. */
export const taskResult = lazily(() =>
  object('v1.TaskResult', {
    ...resultFields(),
    value: field(any, 'The result of a step that it is: `$(steps.STEP.results.NAME)`.', {
      docs: resultDocs,
    }),
  }),
);

/** A result of a step. */
export const stepResult = lazily(() => object('v1.StepResult', resultFields()));

/** A result of a pipeline. */
export const pipelineResult = lazily(() =>
  object('v1.PipelineResult', {
    name: field(string, 'Name of the result.', { required: true, docs: tektonPages.pipelines }),
    type: field(valueType, 'The type of the value.', { docs: tektonPages.pipelines }),
    description: field(string, 'What the result says.', { docs: tektonPages.pipelines }),
    value: field(any, 'The result of a task that it is: `$(tasks.TASK.results.NAME)`.', {
      required: true,
      docs: tektonPages.pipelines,
    }),
  }),
);

const whenDocs = `${tektonPages.pipelines}#guard-task-execution-using-when-expressions`;

/** A condition. */
export const when = lazily(() =>
  object('v1.WhenExpression', {
    input: field(string, 'The text that is tested, usually a parameter or a result.', { docs: whenDocs }),
    operator: field(
      scalar('string', { allowed: ['in', 'notin'], go: 'selection.Operator' }),
      'Whether the text must be among the values or not.',
      { docs: whenDocs },
    ),
    values: field(list(string), 'The values.', { docs: whenDocs }),
    cel: field(
      string,
      'A CEL expression in place of `input`, `operator` and `values`; only where the feature `enable-cel-in-whenexpression` is on.',
      { docs: whenDocs },
    ),
  }),
);

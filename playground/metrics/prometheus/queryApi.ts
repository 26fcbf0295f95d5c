/** Prometheus' HTTP API, version 1, as far as dashboards use it (prometheus/prometheus web/api/v1/api.go). */
import type { Json, JsonObject } from '#knative/json.ts';
import { numberText } from '../exposition.ts';
import { type Column, ExecutionError } from './promql/columns.ts';
import { evaluate, seriesFor } from './promql/evaluate.ts';
import { type Expression, typeOf } from './promql/expression.ts';
import { parse } from './promql/parse.ts';
import { durationOf } from './promql/selectors.ts';
import { QueryError } from './promql/tokens.ts';
import type { SampleStore } from './sampleStore.ts';

export interface ApiAnswer {
  readonly code: number;
  readonly body: JsonObject;
}

type Parameters = Pick<URLSearchParams, 'get' | 'getAll'>;

class BadRequest extends Error {}

/** Undefined where there is no such path. @param now milliseconds */
export function answerQuery(
  path: string,
  parameters: Parameters,
  store: SampleStore,
  now: number,
): ApiAnswer | undefined {
  try {
    const data = dataAt(path, parameters, store, now);
    return data === undefined ? undefined : { code: 200, body: { status: 'success', data } };
  } catch (error) {
    if (error instanceof BadRequest) return failed(400, 'bad_data', error.message);
    if (error instanceof ExecutionError) return failed(422, 'execution', error.message);
    throw error;
  }
}

function failed(code: number, errorType: string, error: string): ApiAnswer {
  return { code, body: { status: 'error', errorType, error } };
}

function dataAt(path: string, parameters: Parameters, store: SampleStore, now: number): Json | undefined {
  switch (path) {
    case '/api/v1/query':
      return atOnce(parameters, store, now);
    case '/api/v1/query_range':
      return inRange(parameters, store);
    case '/api/v1/labels':
      return [...new Set(matched(parameters, store).flatMap(({ labels }) => Object.keys(labels)))].toSorted();
    case '/api/v1/series':
      if (parameters.getAll('match[]').length === 0) throw new BadRequest('no match[] parameter provided');
      return matched(parameters, store).map(({ labels }) => labels);
    case '/api/v1/status/buildinfo':
      return { version: '3.5.0', revision: '', branch: '', buildUser: '', buildDate: '', goVersion: '' };
    default: {
      const [, name] = /^\/api\/v1\/label\/([a-zA-Z_]\w*)\/values$/.exec(path) ?? [];
      if (name === undefined) return undefined;
      const values = matched(parameters, store).flatMap(({ labels }) => labels[name] ?? []);
      return [...new Set(values)].toSorted();
    }
  }
}

function atOnce(parameters: Parameters, store: SampleStore, now: number): Json {
  const moment = timeIn(parameters, 'time') ?? now;
  const expression = expressionIn(parameters.get('query') ?? '', 'query');
  if (expression.kind === 'selector' && expression.range !== undefined)
    return { resultType: 'matrix', result: samplesOf(expression, store, moment) };
  const value = evaluate(expression, store, [moment]);
  if (value.kind === 'scalar') return { resultType: 'scalar', result: point(moment, value.values[0]) };
  const there = ordered(value.columns).filter((column) => column.there[0] === 1);
  return {
    resultType: 'vector',
    result: there.map(({ labels, values }) => ({ metric: labels, value: point(moment, values[0]) })),
  };
}

const mostPoints = 11_000;

function inRange(parameters: Parameters, store: SampleStore): Json {
  const [start, end] = [timeIn(parameters, 'start'), timeIn(parameters, 'end')];
  if (start === undefined) throw invalid('start', 'cannot parse "" to a valid timestamp');
  if (end === undefined) throw invalid('end', 'cannot parse "" to a valid timestamp');
  if (end < start) throw invalid('end', 'end timestamp must not be before start time');
  const step = durationOf(parameters.get('step') ?? '');
  if (step === undefined)
    throw invalid('step', `cannot parse ${JSON.stringify(parameters.get('step') ?? '')} to a valid duration`);
  if (step <= 0)
    throw invalid(
      'step',
      'zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  if ((end - start) / step > mostPoints)
    throw new BadRequest(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    );
  const expression = expressionIn(parameters.get('query') ?? '', 'query');
  const type = typeOf(expression);
  if (type === 'range vector')
    throw invalid(
      'query',
      `invalid expression type "${type}" for range query, must be Scalar or instant Vector`,
    );
  const moments = Array.from(
    { length: Math.floor((end - start) / step) + 1 },
    (_one, index) => start + index * step,
  );
  const value = evaluate(expression, store, moments);
  const there = new Uint8Array(moments.length).fill(1);
  const columns =
    value.kind === 'scalar' ? [{ labels: {}, values: value.values, there }] : ordered(value.columns);
  const result = columns.flatMap((column) => {
    const values = moments.flatMap((moment, index) =>
      column.there[index] === 1 ? [point(moment, column.values[index])] : [],
    );
    return values.length === 0 ? [] : [{ metric: column.labels, values }];
  });
  return { resultType: 'matrix', result };
}

function samplesOf(
  selector: Extract<Expression, { kind: 'selector' }>,
  store: SampleStore,
  moment: number,
): Json {
  const { first, times } = store.scrapes;
  return seriesFor(selector, store).flatMap((series) => {
    const values = times.flatMap((time, index) => {
      const value = store.value(series, first + index);
      const isWithin = time > moment - (selector.range ?? 0) && time <= moment;
      return isWithin && !Number.isNaN(value) ? [point(time, value)] : [];
    });
    return values.length === 0 ? [] : [{ metric: series.labels, values }];
  });
}

/** The series that any of the selectors means; all where there are none. */
function matched(parameters: Parameters, store: SampleStore): ReturnType<typeof seriesFor> {
  const selectors = parameters.getAll('match[]').map((text) => {
    const expression = expressionIn(text, 'match[]');
    if (expression.kind !== 'selector') throw invalid('match[]', 'expected a series selector');
    return expression;
  });
  if (selectors.length === 0) return [...store.series];
  return [...new Set(selectors.flatMap((selector) => seriesFor(selector, store)))];
}

function expressionIn(query: string, parameter: string): Expression {
  try {
    return parse(query);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const lines = query.slice(0, error.at).split('\n');
    const column = (lines.at(-1)?.length ?? 0) + 1;
    throw invalid(parameter, `${lines.length}:${column}: parse error: ${error.message}`);
  }
}

/** Milliseconds of seconds since 1970, or of RFC 3339. */
function timeIn(parameters: Parameters, name: string): number | undefined {
  const text = parameters.get(name) ?? '';
  if (text === '') return undefined;
  const seconds = Number(text);
  const time = Number.isFinite(seconds) ? Math.round(seconds * 1000) : Date.parse(text);
  if (Number.isNaN(time)) throw invalid(name, `cannot parse ${JSON.stringify(text)} to a valid timestamp`);
  return time;
}

function invalid(parameter: string, why: string): BadRequest {
  return new BadRequest(`invalid parameter "${parameter}": ${why}`);
}

function point(moment: number, value = NaN): Json {
  return [moment / 1000, numberText(value)];
}

function ordered(columns: readonly Column[]): readonly Column[] {
  const key = ({ labels }: Column): string => JSON.stringify(Object.entries(labels));
  return columns.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Prometheus' HTTP API, version 1, as far as dashboards use it (prometheus/prometheus web/api/v1/api.go). */
import type { Json, JsonObject } from '#knative/json.ts';
import { numberText } from '../exposition.ts';
import { type Column, ExecutionError } from './promql/columns.ts';
import { evaluate, seriesFor } from './promql/evaluate.ts';
import { type Expression, typeOf } from './promql/expression.ts';
import { BadRequest, expressionIn, invalid, momentsIn, type Parameters, timeIn } from './queryParameters.ts';
import type { SampleStore } from './sampleStore.ts';

export interface ApiAnswer {
  readonly code: number;
  readonly body: JsonObject;
}

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

function inRange(parameters: Parameters, store: SampleStore): Json {
  const moments = momentsIn(parameters);
  const expression = expressionIn(parameters.get('query') ?? '', 'query');
  const type = typeOf(expression);
  if (type === 'range vector')
    throw invalid(
      'query',
      `invalid expression type "${type}" for range query, must be Scalar or instant Vector`,
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
  return seriesFor(selector, store).flatMap((series) => {
    const scraped = store.values(series);
    const values = store.times.flatMap((time, index) => {
      const value = scraped[index] ?? NaN;
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

function point(moment: number, value = NaN): Json {
  return [moment / 1000, numberText(value)];
}

function ordered(columns: readonly Column[]): readonly Column[] {
  const key = ({ labels }: Column): string => JSON.stringify(Object.entries(labels));
  return columns.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

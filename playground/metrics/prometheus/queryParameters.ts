/** What a question to Prometheus is made of: an expression, moments, and a step. */
import type { Expression } from './promql/expression.ts';
import { parse } from './promql/parse.ts';
import { durationOf } from './promql/selectors.ts';
import { QueryError } from './promql/tokens.ts';

export type Parameters = Pick<URLSearchParams, 'get' | 'getAll'>;

/** What cannot be asked. */
export class BadRequest extends Error {}

export function invalid(parameter: string, why: string): BadRequest {
  return new BadRequest(`invalid parameter "${parameter}": ${why}`);
}

export function expressionIn(query: string, parameter: string): Expression {
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
export function timeIn(parameters: Parameters, name: string): number | undefined {
  const text = parameters.get(name) ?? '';
  if (text === '') return undefined;
  const seconds = Number(text);
  const time = Number.isFinite(seconds) ? Math.round(seconds * 1000) : Date.parse(text);
  if (Number.isNaN(time)) throw invalid(name, `cannot parse ${JSON.stringify(text)} to a valid timestamp`);
  return time;
}

const mostPoints = 11_000;

/** The moments of a range, from its start to its end. */
export function momentsIn(parameters: Parameters): readonly number[] {
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
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_one, index) => start + index * step);
}

/** `invalid value "x"`: until release 0.5 the webhook put the value in quotes. */
import { type Advice, fieldError, type FieldError, type Spot } from '../fieldError.ts';
import { goQuote } from '../structure/goJson.ts';

export function invalidQuoted(
  value: string | number,
  where: Spot,
  { code = 'invalid-value', ...advice }: Partial<Advice> & Pick<Advice, 'docs'>,
): FieldError {
  return fieldError(`invalid value ${goQuote(String(value))}`, [where], { code, ...advice });
}

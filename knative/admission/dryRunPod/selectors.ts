/** Selectors of labels (ValidateLabelSelector in k8s.io/apimachinery pkg/apis/meta/v1/validation). */
import { labelValueErrors, qualifiedNameErrors } from '../structure/kubernetesNames.ts';
import type { Code } from './codes.ts';
import type { Place } from './place.ts';

/** A map of labels. */
export function checkLabels(labels: Place, code: Code): void {
  for (const [key, value] of labels.entries()) {
    value.invalidAll(code, qualifiedNameErrors(key), { value: key, field: labels.field });
    value.invalidAll(code, labelValueErrors(value.text), { field: labels.field });
  }
}

export function checkLabelSelector(selector: Place, code: Code): void {
  if (!selector.present) return;
  checkLabels(selector.get('matchLabels'), code);
  for (const requirement of selector.get('matchExpressions').items()) {
    checkOperator(requirement, code, false);
    checkKeyAndValues(requirement, code);
  }
}

/** What each operator wants of `values`; nodes also compare numbers. */
export function checkOperator(requirement: Place, code: Code, numbers: boolean): void {
  const operator = requirement.get('operator');
  const values = requirement.get('values');
  switch (operator.text) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        values.required(code, "must be specified when `operator` is 'In' or 'NotIn'");
      }
      return;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        values.forbidden(code, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      }
      return;
    case 'Gt':
    case 'Lt':
      if (!numbers) break;
      if (values.length !== 1) {
        values.required(code, "must be specified single value when `operator` is 'Lt' or 'Gt'");
      }
      return;
    default:
  }
  operator.invalid(code, 'not a valid selector operator');
}

/** `withValues`: whether the values must be labels' values, too. */
export function checkKeyAndValues(requirement: Place, code: Code, withValues = true): void {
  const key = requirement.get('key');
  key.invalidAll(code, qualifiedNameErrors(key.text));
  if (!withValues) return;
  for (const value of requirement.get('values').items()) value.invalidAll(code, labelValueErrors(value.text));
}

/** `matchLabelKeys` and its opposite (ValidateMatchLabelKeysAndMismatchLabelKeys). */
export function checkMatchKeys(term: Place, code: Code): void {
  const selector = term.get('labelSelector');
  const match = term.get('matchLabelKeys');
  const mismatch = term.get('mismatchLabelKeys');
  for (const keys of [match, mismatch]) {
    if (keys.length === 0) continue;
    if (!selector.present) {
      keys.forbidden(code, 'must not be specified when labelSelector is not set');
      continue;
    }
    for (const key of keys.items()) key.invalidAll(code, qualifiedNameErrors(key.text));
  }
  checkRepeatedKeys(match, selector, code);
  const unwanted = new Set(mismatch.items().map(({ text }) => text));
  for (const key of match.items()) {
    if (unwanted.has(key.text)) key.invalid(code, 'exists in both matchLabelKeys and mismatchLabelKeys');
  }
}

/** A key the selector names already, where an expression on it meets another mention of it. */
function checkRepeatedKeys(match: Place, selector: Place, code: Code): void {
  const wanted = new Map(match.items().map((key) => [key.text, key]));
  const seen = new Set(
    selector
      .get('matchLabels')
      .entries()
      .map(([key]) => key),
  );
  for (const expression of selector.get('matchExpressions').items()) {
    const key = expression.get('key').text;
    if (seen.has(key)) wanted.get(key)?.invalid(code, 'exists in both matchLabelKeys and labelSelector');
    seen.add(key);
  }
}

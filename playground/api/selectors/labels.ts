/** Label selectors: equality and sets (k8s.io/apimachinery labels). */
import { badRequest } from '../status.ts';

export type LabelSelector = (labels: Readonly<Record<string, string>>) => boolean;

export const everything: LabelSelector = () => true;

/** Reads `a=b,c!=d,e in (f,g),h notin (i),j,!k`; throws the server's refusal where it cannot. */
export function parseLabelSelector(text: string): LabelSelector {
  const requirements = parts(text).map(requirement);
  return (labels) => requirements.every((holds) => holds(labels));
}

/** The comma separated parts; commas in parentheses do not separate. */
function parts(text: string): readonly string[] {
  return text
    .split(/,(?![^()]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const key = String.raw`([A-Za-z0-9][-A-Za-z0-9_./]*)`;
const value = String.raw`([-A-Za-z0-9_.]*)`;
const set = new RegExp(`^${key}\\s+(in|notin)\\s+\\(([^()]*)\\)$`);
const equality = new RegExp(`^${key}\\s*(=|==|!=)\\s*${value}$`);
const comparison = new RegExp(`^${key}\\s*(<|>)\\s*(\\d+)$`);
const existence = new RegExp(`^(!?)\\s*${key}$`);

function requirement(text: string): LabelSelector {
  const [, setKey, operator, list] = set.exec(text) ?? [];
  if (setKey !== undefined) {
    const values = (list ?? '').split(',').map((one) => one.trim());
    return operator === 'in'
      ? (labels) => has(labels, setKey) && values.includes(labels[setKey] ?? '')
      : (labels) => !has(labels, setKey) || !values.includes(labels[setKey] ?? '');
  }
  const [, name, sign, wanted = ''] = equality.exec(text) ?? [];
  if (name !== undefined) {
    return sign === '!='
      ? (labels) => !has(labels, name) || labels[name] !== wanted
      : (labels) => has(labels, name) && labels[name] === wanted;
  }
  const [, compared, direction, limit] = comparison.exec(text) ?? [];
  if (compared !== undefined) {
    return (labels) => {
      const number = /^-?\d+$/.test(labels[compared] ?? '') ? Number(labels[compared]) : Number.NaN;
      return direction === '<' ? number < Number(limit) : number > Number(limit);
    };
  }
  const [, not, present] = existence.exec(text) ?? [];
  if (present !== undefined) return (labels) => has(labels, present) === (not === '');
  throw badRequest(`unable to parse requirement: found '${text}', expected: a key, an operator and values`);
}

function has(labels: Readonly<Record<string, string>>, name: string): boolean {
  return Object.hasOwn(labels, name);
}

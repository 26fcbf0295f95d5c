/** Qualified names in the words of Kubernetes 1.11; the rules are those of today. */
import { qualifiedNameErrors } from '../structure/kubernetesNames.ts';

const olderWords: readonly (readonly [today: string, older: string])[] = [
  ['a valid label key must', 'a qualified name must'],
  ['a lowercase RFC 1123 subdomain must', 'a DNS-1123 subdomain must'],
  [' bytes', ' characters'],
];

export function olderQualifiedNameErrors(name: string): readonly string[] {
  return qualifiedNameErrors(name).map((error) =>
    olderWords.reduce((words, [today, older]) => words.replace(today, older), error),
  );
}

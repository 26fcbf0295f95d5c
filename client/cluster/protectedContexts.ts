/** Which contexts are protected: writing to them asks for their name first. */

/** @param patterns names; `*` stands for any letters, `?` for one */
export function isProtected(context: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => expressionOf(pattern).test(context));
}

function expressionOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'is');
}

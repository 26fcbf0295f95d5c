/** Tables that are built when they are first asked for: most kinds are never met in a session. */

/** Calls `build` at the first question and gives the same answer from then on. */
export function lazily<T>(build: () => T): () => T {
  let answer: { readonly value: T } | undefined;
  return () => (answer ??= { value: build() }).value;
}

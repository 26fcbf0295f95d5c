/** The selectors in config-domain: YAML of the form `selector:` and labels below it. */

/** The labels that are asked for; none for a domain for all. */
export function parseLabelSelectorTerms(text: string): readonly (readonly [string, string])[] {
  return text
    .split('\n')
    .map((line) => /^\s+(?<key>[^\s:#][^\s:]*)\s*:\s*["']?(?<value>[^"'\s]*)["']?\s*$/.exec(line)?.groups)
    .flatMap((groups) =>
      groups?.['key'] === undefined ? [] : [[groups['key'], groups['value'] ?? ''] as const],
    );
}

/** Reads a verdict of the real cluster: what it says, taken apart into paths and messages. */

export interface Verdict {
  readonly ok: boolean;
  readonly message?: string;
}

export interface Entry {
  /** As printed; '' where none is. */
  readonly path: string;
  /** Without the path; details follow after a newline. */
  readonly message: string;
}

export interface Expected {
  readonly ok: boolean;
  readonly stage: 'accepted' | 'decode' | 'apply' | 'mutation' | 'schema' | 'validation' | 'dryRun';
  /** Empty for an acceptance and for a dry run, whose words are not scored. */
  readonly entries: readonly Entry[];
}

/** Takes a verdict apart by the forms the API server and the webhooks use. */
export function expectedOf(verdict: Verdict): Expected {
  const message = verdict.message ?? '';
  if (verdict.ok) return { ok: true, stage: 'accepted', entries: [] };
  if (message.includes('dry run failed with')) return { ok: false, stage: 'dryRun', entries: [] };
  const [stage, entries] = taken(message);
  return { ok: false, stage, entries };
}

function taken(message: string): readonly [Expected['stage'], readonly Entry[]] {
  const decode = /^\w+ in version "[^"]*" cannot be handled as a \w+: ([^]*)$/.exec(message)?.[1];
  if (decode !== undefined) return ['decode', decodeEntries(decode)];
  const apply = /^failed to create typed patch object \([^)]*\): ([^]*)$/.exec(message)?.[1];
  if (apply !== undefined) return ['apply', applyEntries(apply)];
  const mutation = /mutation failed: cannot decode incoming new object: ([^]*)$/.exec(message)?.[1];
  if (mutation !== undefined) return ['mutation', [goEntry(mutation)]];
  const invalid = /^\w+(?:\.[\w.]+)? "[^]*?" is invalid: ((?:\[?metadata|\[?spec)[^]*)$/.exec(message)?.[1];
  if (invalid !== undefined) return ['schema', invalidEntries(invalid)];
  const webhook = /denied the request: validation failed: ([^]*)$/.exec(message)?.[1];
  if (webhook !== undefined) return ['validation', webhookEntries(webhook)];
  if (/^(?:json: |quantities must|unable to parse|time: |parsing time )/.test(message)) {
    return ['mutation', [goEntry(message)]];
  }
  return ['validation', webhookEntries(message)];
}

function decodeEntries(text: string): readonly Entry[] {
  if (!text.startsWith('strict decoding error: ')) return [goEntry(text)];
  return [...text.matchAll(/unknown field "((?:[^"\\]|\\.)*)"(?=, unknown field |$)/g)].map((match) => ({
    path: match[1] ?? '',
    message: match[0],
  }));
}

function goEntry(text: string): Entry {
  const field = /into Go struct field [^.\s]*\.(\S+) of type/.exec(text)?.[1];
  return { path: field ?? '', message: text };
}

function applyEntries(text: string): readonly Entry[] {
  const lines = text.startsWith('errors:\n') ? text.split('\n').slice(1) : [text];
  return lines.map((line) => {
    const match = /^\s*(\.[^]*?): ((?:expected|field not|duplicate entries|element) [^]*)$/.exec(line);
    return { path: match?.[1] ?? '', message: match?.[2] ?? line };
  });
}

function invalidEntries(text: string): readonly Entry[] {
  const list = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return list.split(/, (?=(?:metadata|spec)[.\w[\]]*: )/).map((entry) => {
    const colon = entry.indexOf(': ');
    return { path: entry.slice(0, colon), message: entry.slice(colon + 2) };
  });
}

/** `MESSAGE: path, path`, then lines of details until the next entry (knative.dev/pkg apis.FieldError). */
export function webhookEntries(text: string): readonly Entry[] {
  const entries: { message: string; paths: string[] }[] = [];
  // Where the text begins with a value of several lines, its first ones are no entry yet.
  let begun = '';
  for (const line of text.split('\n')) {
    const match = /^([^]*): ((?:spec|metadata)(?=[.,[]|$)[^]*|)$/.exec(line);
    const last = entries.at(-1);
    if (match !== null) {
      entries.push({ message: `${begun}${match[1] ?? ''}`, paths: (match[2] ?? '').split(', ') });
      begun = '';
    } else if (last !== undefined) last.message += `\n${line}`;
    else begun += `${line}\n`;
  }
  if (begun !== '') entries.push({ message: begun.slice(0, -1), paths: [''] });
  return entries.flatMap(({ message, paths }) => paths.map((path) => ({ path, message })));
}

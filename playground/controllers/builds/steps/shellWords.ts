/** The commands of a shell script, as far as stories need them: words, quotes, `;`, `&&`, `||`, `>` and `| tee`. */

export interface ShellCommand {
  /** How it hangs on the command before. */
  readonly joint: '' | '&&' | '||';
  /** Whether something hangs on how it ends. */
  readonly isTested: boolean;
  /** A dollar that is to stay one has a zero character before it. */
  readonly words: readonly string[];
  /** The file its output goes to. */
  readonly into: string | undefined;
  readonly append: boolean;
}

type Token = { readonly word: string } | { readonly operator: string };

export function commandsIn(script: string): readonly ShellCommand[] {
  const tokens = tokensIn(script.replaceAll('\\\n', ' '));
  const commands: ShellCommand[] = [];
  let joint: ShellCommand['joint'] = '';
  for (const part of parts(tokens)) {
    const isTested = part.operator === '&&' || part.operator === '||';
    const command = commandOf(part.tokens, joint, isTested);
    if (command.words.length > 0) commands.push(command);
    joint = part.operator === '&&' || part.operator === '||' ? part.operator : '';
  }
  return commands;
}

/** Between the operators that end a command. */
function* parts(
  tokens: readonly Token[],
): Iterable<{ readonly tokens: readonly Token[]; readonly operator: string }> {
  let current: Token[] = [];
  for (const token of tokens) {
    if ('operator' in token && ['\n', ';', '&&', '||'].includes(token.operator)) {
      yield { tokens: current, operator: token.operator };
      current = [];
    } else current.push(token);
  }
  yield { tokens: current, operator: '' };
}

/** Of a pipeline the first command counts; `tee` at its end says where the output goes. */
function commandOf(tokens: readonly Token[], joint: ShellCommand['joint'], isTested: boolean): ShellCommand {
  const words: string[] = [];
  let [into, append]: [string | undefined, boolean] = [undefined, false];
  let isPiped = false;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const before = tokens[index - 1];
    const isTarget = before !== undefined && 'operator' in before && before.operator.startsWith('>');
    if ('operator' in token) {
      if (token.operator === '|') isPiped = true;
      else if (next !== undefined && 'word' in next) [into, append] = [next.word, token.operator === '>>'];
    } else if (isPiped) {
      if (token.word === 'tee' && next !== undefined && 'word' in next) into = next.word;
    } else if (!isTarget) words.push(token.word);
  }
  return { joint, isTested, words, into: into === '/dev/null' ? undefined : into, append };
}

const pattern =
  /(?<space>[ \t]+)|(?<comment>#[^\n]*)|(?<operator>\n|&&|\|\||>>|[;|>])|(?<word>(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\;|>&]|&(?!&))+)/gs;

function tokensIn(script: string): readonly Token[] {
  return Array.from(script.matchAll(pattern)).flatMap(({ groups }): readonly Token[] => {
    if (groups?.['operator'] !== undefined) return [{ operator: groups['operator'] }];
    return groups?.['word'] === undefined ? [] : [{ word: unquoted(groups['word']) }];
  });
}

function unquoted(word: string): string {
  return word.replaceAll(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
    (_, single?: string, double?: string, escaped?: string) => {
      if (single !== undefined) return single.replaceAll('$', '\0$');
      if (double !== undefined)
        return double.replaceAll(/\\(["$\\`])/g, (__, one: string) => (one === '$' ? '\0$' : one));
      return escaped === '$' ? '\0$' : (escaped ?? '');
    },
  );
}

/** A shell that knows a few commands well enough to tell a story: no conditions, loops or here documents. */
import { type Act, Script, type Step } from './act.ts';
import { gitAct } from './gitClone.ts';
import { commandsIn, type ShellCommand } from './shellWords.ts';
import { toolAct } from './tools.ts';

interface Shell {
  readonly step: Step;
  readonly script: Script;
  readonly variables: Record<string, string>;
  readonly files: Record<string, string>;
  isStrict: boolean;
}

type Ended = { readonly exitCode: number };

export function shellAct(text: string, step: Step): Act {
  const shell: Shell = { step, script: new Script(), variables: { ...step.env }, files: {}, isStrict: false };
  let last = 0;
  for (const command of commandsIn(text)) {
    if (command.joint === '&&' && last !== 0) continue;
    if (command.joint === '||' && last === 0) continue;
    const done = run(shell, command);
    if (typeof done !== 'number') return shell.script.end(done.exitCode);
    last = done;
    // What stands before `&&` or `||` may fail.
    if (last !== 0 && shell.isStrict && !command.isTested) return shell.script.end(last);
  }
  return shell.script.end(last);
}

/** The exit code of the command, or that of the script that it ends. */
function run(shell: Shell, { words: given, into, append }: ShellCommand): number | Ended {
  const words = given.map((word) => expanded(word, shell.variables));
  const [name = '', ...args] = words;
  const assignment = /^(\w+)=(.*)$/s.exec(name === 'export' ? (args[0] ?? '') : name);
  if (assignment !== null) {
    shell.variables[assignment[1] ?? ''] = assignment[2] ?? '';
    return 0;
  }
  if (name === 'exit') return { exitCode: args[0] === undefined ? 0 : Number(args[0]) & 255 };
  if (name === 'set') {
    if (args[0]?.startsWith('-') === true && args[0].includes('e')) shell.isStrict = true;
    return 0;
  }
  const act = commandAct(shell, name, args);
  if (into === undefined) shell.script.play(act);
  else write(shell, expanded(into, shell.variables), act, append);
  return act.exitCode ?? 0;
}

/** What it would have written to the terminal goes into a file. */
function write(shell: Shell, path: string, act: Act, append: boolean): void {
  const text = act.beats.map((beat) => (beat.isOpen === true ? beat.text : `${beat.text}\n`)).join('');
  const whole = (append ? (shell.files[path] ?? '') : '') + text;
  shell.files[path] = whole;
  shell.script.file(path, whole).wait(act.rest);
}

function commandAct(shell: Shell, name: string, args: readonly string[]): Act {
  const script = new Script();
  switch (name.split('/').at(-1)) {
    case 'echo':
      return echo(args);
    case 'printf':
      return printed(args);
    case 'sleep':
      return {
        ...script.wait(Number.parseFloat(args[0] ?? '0') * 1000).end(),
        rest: Number.parseFloat(args[0] ?? '0') * 1000 || 0,
      };
    case 'false':
      return script.end(1);
    case 'true':
    case ':':
    case 'cd':
    case 'mkdir':
      return { ...script.end(), rest: 5 };
    case 'seq':
      return numbers(args);
    case 'cat':
      return script
        .lines(
          args.map((path) => (shell.files[path] ?? '').replace(/\n$/, '')),
          5,
        )
        .end();
    case 'pwd':
      return script.line(shell.step.workingDir || '/', 5).end();
    case 'git':
      return gitAct(args, shell.step.workingDir);
    default:
      return toolAct(name, args, shell.step);
  }
}

function echo(args: readonly string[]): Act {
  const options = args[0] !== undefined && /^-[neE]+$/.test(args[0]) ? args[0] : '';
  const text = args.slice(options === '' ? 0 : 1).join(' ');
  const told = options.includes('e') ? unescaped(text) : text;
  const script = new Script();
  return { ...(options.includes('n') ? script.open(told) : script.line(told, 20)).end(), rest: 0 };
}

/** `%s` and `%d` alone; what has no line end has none in a file either. */
function printed([format = '', ...values]: readonly string[]): Act {
  let next = 0;
  const text = unescaped(format).replaceAll(/%[sd]/g, () => values[next++] ?? '');
  const script = new Script();
  const isWhole = text.endsWith('\n');
  return { ...(isWhole ? script.line(text.slice(0, -1), 20) : script.open(text)).end(), rest: 0 };
}

/** Many lines at once, as a busy program writes them. */
function numbers(args: readonly string[]): Act {
  const first = args.length > 1 ? Number(args[0]) : 1;
  const last = Math.min(first + 1_000_000, Number(args.at(-1)));
  const script = new Script();
  for (let from = first; from <= last; from += 1000) {
    const count = Math.min(1000, last - from + 1);
    script.line(Array.from({ length: count }, (_, index) => String(from + index)).join('\n'), 20);
  }
  return script.end();
}

function expanded(word: string, variables: Readonly<Record<string, string>>): string {
  // What stood in single quotes comes with its dollars marked.
  return word
    .replaceAll(
      /(?<!\0)\$(?:\{(\w+)\}|(\w+))/g,
      (_, braced?: string, plain?: string) => variables[braced ?? plain ?? ''] ?? '',
    )
    .replaceAll('\0$', '$');
}

function unescaped(text: string): string {
  const short: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    r: '\r',
    e: '\u001B',
    a: '\u0007',
    '\\': '\\',
  };
  return text.replaceAll(
    /\\(?:0?([0-7]{2,3})|x([\dA-Fa-f]{2})|(.))/gs,
    (whole, octal?: string, hex?: string, one?: string) => {
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      return short[one ?? ''] ?? whole;
    },
  );
}

/**
 * What a step does, by its image and what it is told to run; nothing is really run. How it fails on demand:
 *
 * - The last part of an image's name or its tag, as for Services (`workload/images.ts`): `crash` ends with exit code 1,
 *   `never-ready` never ends, `slow` takes five times as long, `missing` and `private` cannot be pulled.
 * - A script's `exit 3` ends the step with that exit code; `sleep`, `echo`, `printf` and `seq` do what they always do.
 * - A repository or revision with `no-such`, `missing` or `not-found` in it cannot be cloned.
 * - An image to push with `broken` or `crash` in it, or such a Dockerfile, does not compile; one with `private` or
 *   `forbidden` in it is pushed only by who has a secret for registries.
 * - An image called `hostile` writes what a terminal or a page should not obey (`hostile.ts`).
 */
import { behaviourOf } from '../../workload/images.ts';
import { type Act, Script, type Step } from './act.ts';
import { cloneAct } from './gitClone.ts';
import { hostileAct } from './hostile.ts';
import { kanikoAct } from './kaniko.ts';
import { shellAct } from './shell.ts';

export function actOf(step: Step): Act {
  const act = plainAct(step);
  switch (behaviourOf(step.image)) {
    case 'crashes':
      return new Script()
        .play({ ...act, rest: 0 })
        .line('panic: cannot go on')
        .end(1);
    case 'unready':
      return { ...act, exitCode: undefined };
    case 'slow':
      return { ...act, beats: act.beats.map((beat) => ({ ...beat, after: beat.after * 5 })) };
    default:
      return act;
  }
}

function plainAct(step: Step): Act {
  const { image, command, args, script } = step;
  const name =
    image
      .replace(/@.*|:[^/]*$/, '')
      .split('/')
      .at(-1) ?? '';
  if (script !== undefined) return shellAct(withoutShebang(script), step);
  // What prepares the steps does so in silence.
  if (/^(creds-init|entrypoint-|workingdirinit-)/.test(name)) return new Script().wait(200).end();
  if (name.startsWith('git-init')) return cloneAct(step);
  if (name.startsWith('nop')) return new Script().line('Build successful', 20).end();
  if (name === 'hostile') return hostileAct();
  if (image.includes('kaniko')) return kanikoAct(step);
  // Without a command the image's own is run; these have none and run what they are given.
  const isBare = /^(alpine|bash|busybox|debian|golang|node|python|ubuntu)$/.test(name);
  const [program = '', ...rest] = command.length > 0 || isBare ? [...command, ...args] : [name, ...args];
  if (/(^|\/)(sh|bash|ash|dash)$/.test(program)) return shellAct(ofShell(rest), step);
  return shellAct([program, ...rest].map(quoted).join(' '), step);
}

/** `sh -ec 'script'`, or nothing where it reads from elsewhere. */
function ofShell(args: readonly string[]): string {
  const at = args.findIndex((arg) => /^-\w*c$/.test(arg));
  const options = args
    .slice(0, Math.max(0, at + 1))
    .filter((arg) => arg.startsWith('-'))
    .join('');
  return at < 0 ? '' : `${options.includes('e') ? 'set -e\n' : ''}${args[at + 1] ?? ''}`;
}

/** A script that does not say what reads it gets a shell that ends at the first error (Tekton pkg/pod/script.go). */
function withoutShebang(script: string): string {
  return script.startsWith('#!') ? script.slice(script.indexOf('\n') + 1) : `set -e\n${script}`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

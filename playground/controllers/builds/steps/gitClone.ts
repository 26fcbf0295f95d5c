/** How a repository is fetched: the words of Build's git-init (build 0.3 cmd/git-init), and of git itself. */
import { createHash } from 'node:crypto';
import { type Act, optionOf, Script, type Step } from './act.ts';

const absent = /no-such|missing|not-found/;

/** `git-init -url U -revision R [-path P]`. */
export function cloneAct(step: Step): Act {
  const { args, props } = step;
  const url = optionOf(args, 'url') ?? '';
  const revision = optionOf(args, 'revision') ?? 'master';
  const path = optionOf(args, 'path') ?? '';
  const place = path === '' ? '/workspace' : `/workspace/${path}`;
  const told = (level: string, caller: string, msg: string, after: number): string =>
    JSON.stringify({ level, ts: (props.now + after) / 1000, logger: 'fallback-logger', caller, msg });
  const noCommit =
    'Fetch GitHub commit ID from kodata failed: "ref: refs/heads/master" is not a valid GitHub commit ID';
  const script = new Script().line(told('warn', 'logging/config.go:65', noCommit, 100), 100);
  const failed = (command: string, why: string): Act =>
    script
      .line(
        told('error', 'git-init/main.go:96', `Error running git ${command}: exit status 128\n${why}`, 1000),
        900,
      )
      .line(told('fatal', 'git-init/main.go:99', why.trim(), 1020), 20)
      .end(1);
  if (absent.test(url)) {
    return failed(`[fetch --depth=1 --recurse-submodules=yes origin ${revision}]`, notFound(url));
  }
  if (absent.test(revision)) {
    const why = `error: pathspec '${revision}' did not match any file(s) known to git.\n`;
    return failed(`[checkout ${revision}]`, why);
  }
  const done = `Successfully cloned ${JSON.stringify(url)} @ ${JSON.stringify(revision)} in path ${JSON.stringify(place)}`;
  return script.line(told('info', 'git-init/main.go:103', done, 1900), 1800).end();
}

/** What git itself writes; undefined for what it does in silence. */
export function gitAct(words: readonly string[], workingDir: string): Act {
  const command = words.find((word) => !word.startsWith('-')) ?? '';
  const rest = words.slice(words.indexOf(command) + 1);
  const names = rest.filter((word) => !word.startsWith('-'));
  const script = new Script();
  switch (command) {
    case 'init':
      return script.line(`Initialized empty Git repository in ${workingDir.replace(/\/$/, '')}/.git/`).end();
    case 'clone':
    case 'fetch': {
      const [url = 'origin', revision = 'HEAD'] = names;
      if (absent.test(url)) return script.line(notFound(url).trim(), 700).end(128);
      if (absent.test(revision))
        return script.line(`fatal: couldn't find remote ref ${revision}`, 700).end(128);
      const first =
        command === 'clone' ? `Cloning into '${folderOf(url)}'...` : `From ${url.replace(/\.git$/, '')}`;
      return script
        .line(first, 400)
        .lines([
          'remote: Enumerating objects: 1284, done.',
          'remote: Compressing objects: 100% (861/861), done.',
        ])
        .line(` * branch            ${revision} -> FETCH_HEAD`, 600)
        .end();
    }
    case 'checkout':
      return script.line(`HEAD is now at ${commitOf(names.join(' ')).slice(0, 7)}`, 100).end();
    case 'rev-parse':
      return script.line(commitOf(rest.join(' ')), 20).end();
    default:
      return script.wait(100).end();
  }
}

function notFound(url: string): string {
  return `fatal: repository '${url}/' not found\n`;
}

function folderOf(url: string): string {
  return (
    url
      .replace(/\/$/, '')
      .replace(/\.git$/, '')
      .split('/')
      .at(-1) ?? ''
  );
}

function commitOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** A step whose log tries everything that a terminal or a page should not do for it, and a line of 10 MB. */
import { type Act, Script } from './act.ts';

const escape = '\u001B';
const [bell, st] = ['\u0007', `${escape}\\`];

export function hostileAct(): Act {
  return new Script()
    .line('<img src=x onerror="document.title=\'owned\'">', 200)
    .line("<script>document.title='owned'</script>", 20)
    .lines(
      [
        `${escape}]0;owned by a title${bell}`,
        `${escape}]8;;https://example.com/owned${st}a link${escape}]8;;${st}`,
        `${escape}]52;c;b3duZWQ=${bell}the clipboard`,
        `${escape}]633;E;owned${bell}shell integration`,
        `${escape}P+q544e${st}a device string`,
        `${escape}_Gf=24,s=1,v=1;AAAA${st}a picture`,
        `${escape}[2J${escape}[3J${escape}[Heverything erased`,
        `${escape}[?1049h${escape}[?1003hanother screen`,
        `${escape}c${escape}[6na reset and a question`,
        '\u009B2J\u009D0;owned\u009Ceight bits',
        'the name of the file is \u202Egpj.exe',
      ],
      20,
    )
    .line(Array.from({ length: 100 }, (_, index) => `progress ${index + 1} %`).join('\r'), 200)
    .line('x'.repeat(10_000_000), 100)
    .line(`${escape}[32mstill here${escape}[0m`, 100)
    .end();
}

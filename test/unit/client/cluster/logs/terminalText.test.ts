/** What a log may do to a terminal: nothing. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { shortPod, terminalLine, terminalNote } from '#client/cluster/logs/terminalText.ts';

const line = (text: string, showPod = false): string =>
  terminalLine(
    { time: '', pod: 'canary-00001-deployment-abc-x1z', container: 'user-container', text },
    showPod,
  );

const reset = '\u001B[0m';
const styles = new RegExp(String.raw`\u001B\[[\d;:]*m`, 'g');

describe('lines of a log in a terminal', () => {
  test('plain text, other scripts and tabs stay', () => {
    assert.equal(line('안녕\tworld ✓'), `안녕\tworld ✓${reset}\r\n`);
  });

  test('colours stay, and end with the line', () => {
    assert.equal(line('\u001B[31mred'), `\u001B[31mred${reset}\r\n`);
    assert.equal(line('\u001B[38;2;1;2;3mfine\u001B[m'), `\u001B[38;2;1;2;3mfine\u001B[m${reset}\r\n`);
  });

  const commands: readonly (readonly [string, string])[] = [
    ['clears the screen', '\u001B[2J'],
    ['moves the cursor', '\u001B[10;10H'],
    ['asks the terminal', '\u001B[c'],
    ['sets the title', '\u001B]0;owned\u0007'],
    ['makes a link', '\u001B]8;;http://evil\u001B\\click\u001B]8;;\u001B\\'],
    ['writes the clipboard', '\u001B]52;c;aGk=\u0007'],
    ['runs a shell integration command', '\u001B]633;E;rm -rf\u0007'],
    ['device control', '\u001BP+q\u001B\\'],
    ['8-bit CSI', '\u009B2J'],
    ['goes back over its line', 'good\rbad'],
    ['rings', '\u0007'],
    ['deletes', 'a\u0008b\u007F'],
    ['new lines of its own', 'a\nb'],
    ['turns letters around', '\u202Etxt.exe'],
    ['a colour with a command inside', '\u001B[31\u001B[2Jm'],
    ['an unfinished sequence', 'end\u001B'],
    ['an unfinished colour', '\u001B[3'],
  ];
  for (const [what, text] of commands) {
    test(what, () => {
      const shown = line(text).slice(0, -`${reset}\r\n`.length);
      assert.doesNotMatch(shown.replaceAll(styles, ''), /[^\P{Cc}\t]|\u202E/u);
    });
  }

  test('of what is written over its line, the last state counts', () => {
    assert.equal(line('10 %\r\u001B[K55 %\r100 %\r'), `100 %${reset}\r\n`);
  });

  test('the return before a line’s end is none', () => {
    assert.equal(line('windows\r'), `windows${reset}\r\n`);
  });

  test('pods are told apart', () => {
    assert.equal(line('a', true).replaceAll(styles, '<>'), '<>x1z<> a<>\r\n');
    assert.equal(shortPod('single'), 'single');
  });

  test('a note is harmless too', () => {
    assert.equal(terminalNote('pod \u001B[2J\u001Bc'), `\u001B[2m— pod \u241Bc${reset}\r\n`);
  });
});

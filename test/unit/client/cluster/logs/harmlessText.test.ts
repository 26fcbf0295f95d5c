/** Whatever a log holds, what comes out is printable text, tabs and colours. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { harmless, withoutStyles } from '#client/cluster/logs/harmlessText.ts';

const escape = '\u001B';
const styles = new RegExp(String.raw`${escape}\[[\d;:]*m`, 'g');
const unwanted = /[^\P{Cc}\t]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]|\p{Cs}/u;

describe('harmless text', () => {
  const examples: readonly (readonly [string, string, string])[] = [
    ['plain text stays', 'a\tb 안녕 👩‍💻', 'a\tb 안녕 👩‍💻'],
    ['colours stay', `${escape}[1;38:2::1:2:3mx${escape}[m`, `${escape}[1;38:2::1:2:3mx${escape}[m`],
    ['movements and erasures are left out', `a${escape}[2K${escape}[10;10Hb\u009B2Jc`, 'abc'],
    ['questions are left out', `a${escape}[cb${escape}[>0qc${escape}[?1049hd`, 'abcd'],
    ['a private sequence that ends like a colour is none', `a${escape}[?1mb${escape}[>4;2mc`, 'abc'],
    ['a title is seen, not set', `${escape}]0;owned\u0007`, '␛]0;owned␇'],
    ['a link is seen, not made', `${escape}]8;;http://evil${escape}\\x`, '␛]8;;http://evil␛\\x'],
    ['the clipboard is not written', `${escape}]52;c;aGk=\u0007`, '␛]52;c;aGk=␇'],
    ['device strings', `${escape}P+q544e${escape}\\`, '␛P+q544e␛\\'],
    ['application commands', `${escape}_Ga=T${escape}\\`, '␛_Ga=T␛\\'],
    ['single characters that reset', `${escape}c${escape}7`, '␛c␛7'],
    ['C1', '\u0090x\u009C\u009Dy', '\uFFFDx\uFFFD\uFFFDy'],
    ['markup is text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['letters are not turned around', 'a\u202Etxt.exe\u2066b', 'a\uFFFDtxt.exe\uFFFDb'],
    ['nothing new arises where something was left out', `${escape}${escape}[2J[31m`, '␛[31m'],
    ['half a character', 'a\uD83D', 'a\uFFFD'],
    ['progress shows its last state', '1 %\r50 %\r100 %\r', '100 %'],
    ['only returns', '\r\r', ''],
  ];
  for (const [what, given, expected] of examples) {
    test(what, () => assert.equal(harmless(given), expected));
  }

  test('of any bytes', () => {
    const random = generator(20_261_125);
    const bits = [
      escape,
      `${escape}[`,
      `${escape}]`,
      '\u009B',
      'm',
      ';',
      '31',
      '\r',
      '\t',
      '<',
      '\u202E',
      'x',
    ];
    for (let round = 0; round < 20_000; round++) {
      const length = Math.floor(random() * 40);
      const pieces = Array.from({ length }, () =>
        random() < 0.6
          ? (bits[Math.floor(random() * bits.length)] ?? '')
          : String.fromCharCode(Math.floor(random() * (random() < 0.5 ? 0xa0 : 0x1_00_00))),
      );
      const given = pieces.join('');
      const shown = harmless(given);
      assert.doesNotMatch(shown.replaceAll(styles, ''), unwanted, JSON.stringify(given));
      assert.doesNotMatch(withoutStyles(shown), unwanted, JSON.stringify(given));
      // Once harmless, always the same.
      assert.equal(harmless(shown), shown, JSON.stringify(given));
    }
  });

  test('of bytes that are no UTF-8', () => {
    const random = generator(7);
    for (let round = 0; round < 2000; round++) {
      const bytes = Uint8Array.from({ length: 60 }, () => Math.floor(random() * 256));
      const shown = harmless(new TextDecoder().decode(bytes));
      assert.doesNotMatch(shown.replaceAll(styles, ''), unwanted);
    }
  });

  test('takes no longer than the text is long', () => {
    const begun = performance.now();
    harmless(`${escape}[`.repeat(500_000));
    harmless(`${escape}[${'1;'.repeat(500_000)}`);
    harmless('\r'.repeat(1_000_000));
    assert.ok(performance.now() - begun < 2000);
  });
});

/** The same numbers each time (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

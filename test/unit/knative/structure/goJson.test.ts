/** Texts as Go quotes them (`%q`, and those of package time are in goScalars.test.ts). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goQuote } from '#knative/admission/structure/goJson.ts';

describe('goQuote', () => {
  const { raw } = String;
  const quoted: readonly (readonly [text: string, quoted: string])[] = [
    ['a b', '"a b"'],
    ['"\\\n\t', raw`"\"\\\n\t"`],
    ['\u0001\u007f', raw`"\x01\x7f"`],
    ['é日😀\u0300', '"é日😀\u0300"'],
    ['\u00a0\u200b\ufeff\u2028', raw`"\u00a0\u200b\ufeff\u2028"`],
    ['\u{e0001}', raw`"\U000e0001"`],
    ['\ud800', '"\ufffd"'],
  ];
  for (const [text, expected] of quoted) {
    it(`quotes ${JSON.stringify(text)}`, () => assert.equal(goQuote(text), expected));
  }
});

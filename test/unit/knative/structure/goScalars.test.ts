/** What quantities, times, durations and addresses refuse; the words are those of Go's parsers (checked against Go 1.26). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  durationError,
  quantityError,
  quantityFormatMessage,
  timeError,
} from '#knative/admission/structure/goScalars.ts';
import { urlError } from '#knative/admission/structure/goUrl.ts';

const suffix = "unable to parse quantity's suffix";
const layout = '2006-01-02T15:04:05Z07:00';

describe('quantityError', () => {
  const parsed = [
    '1',
    '1.5',
    '100m',
    '1Gi',
    '-1',
    '+1Mi',
    '1e3',
    '1E',
    '.5',
    '5.',
    ' 1 ',
    '0',
    '00',
    '-',
    '.',
    'm',
    'Ki',
  ];
  for (const text of parsed)
    it(`parses ${JSON.stringify(text)}`, () => assert.equal(quantityError(text), undefined));

  const refused: readonly (readonly [string, string])[] = [
    ['', quantityFormatMessage],
    [' ', quantityFormatMessage],
    ['abc', quantityFormatMessage],
    ['1GB', quantityFormatMessage],
    ['1 Gi', quantityFormatMessage],
    ['1.2.3', quantityFormatMessage],
    ['0x10', quantityFormatMessage],
    ['1KK', suffix],
    ['1KI', quantityFormatMessage],
    ['1e', suffix],
    ['1e+', suffix],
    ['Ei', 'unable to parse numeric part of quantity'],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(quantityError(text), message));
  }
});

describe('timeError', () => {
  for (const text of ['2020-01-01T00:00:00Z', '2020-02-29T23:59:59.123+09:00']) {
    it(`parses ${text}`, () => assert.equal(timeError(text), undefined));
  }

  const refused: readonly (readonly [string, string])[] = [
    ['abc', `parsing time "abc" as "${layout}": cannot parse "abc" as "2006"`],
    ['2020-01-01', `parsing time "2020-01-01" as "${layout}": cannot parse "" as "T"`],
    ['2020-01-01T00:00:00', `parsing time "2020-01-01T00:00:00" as "${layout}": cannot parse "" as "Z07:00"`],
    ['2020-13-01T00:00:00Z', 'parsing time "2020-13-01T00:00:00Z": month out of range'],
    ['2021-02-29T00:00:00Z', 'parsing time "2021-02-29T00:00:00Z": day out of range'],
    ['2020-01-01T25:00:00Z', 'parsing time "2020-01-01T25:00:00Z": hour out of range'],
    ['2020-01-01T00:00:00Zx', 'parsing time "2020-01-01T00:00:00Zx": extra text: "x"'],
  ];
  for (const [text, message] of refused) it(`refuses ${text}`, () => assert.equal(timeError(text), message));
});

describe('durationError', () => {
  for (const text of ['0', '1m30s', '-1.5h', '+.5s', '10µs']) {
    it(`parses ${text}`, () => assert.equal(durationError(text), undefined));
  }

  const refused: readonly (readonly [string, string])[] = [
    ['', 'time: invalid duration ""'],
    ['abc', 'time: invalid duration "abc"'],
    ['60', 'time: missing unit in duration "60"'],
    ['1d', 'time: unknown unit "d" in duration "1d"'],
    ['1h1x', 'time: unknown unit "x" in duration "1h1x"'],
    ['2562047h47m16.854775808s', 'time: invalid duration "2562047h47m16.854775808s"'],
    ['1日', String.raw`time: unknown unit "\xe6\x97\xa5" in duration "1\xe6\x97\xa5"`],
    ['"\n\ud800', String.raw`time: invalid duration "\"\x0a\xef\xbf\xbd"`],
  ];
  for (const [text, message] of refused)
    it(`refuses "${text}"`, () => assert.equal(durationError(text), message));
});

describe('urlError', () => {
  for (const text of ['', 'http://a.b/c?d=%zz', 'a/b:c', '/x y', 'foo:bar']) {
    it(`parses "${text}"`, () => assert.equal(urlError(text), undefined));
  }

  const refused: readonly (readonly [string, string])[] = [
    [':x', 'parse ":x": missing protocol scheme'],
    ['1:2', 'parse "1:2": first path segment in URL cannot contain colon'],
    ['/%zz', 'parse "/%zz": invalid URL escape "%zz"'],
    ['http://a b', 'parse "http://a b": invalid character " " in host name'],
    ['http://a:80x', 'parse "http://a:80x": invalid port ":80x" after host'],
    ['a\u0001', 'parse "a\\x01": net/url: invalid control character in URL'],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(urlError(text), message));
  }
});

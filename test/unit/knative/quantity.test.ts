/** Quantities are read, compared and printed as Kubernetes does. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  compareQuantities,
  formatQuantity,
  isWhole,
  parseQuantity,
  type Quantity,
} from '#knative/quantity.ts';

function quantity(text: string | number): Quantity {
  const parsed = parseQuantity(text);
  assert.ok(parsed, `${text} is a quantity`);
  return parsed;
}

describe('parseQuantity', () => {
  it('reads every unit', () => {
    const sizes: Readonly<Record<string, bigint>> = {
      '1n': 1n,
      '1u': 1000n,
      '1m': 1_000_000n,
      '1': 1_000_000_000n,
      '1k': 1_000_000_000_000n,
      '1Ki': 1_024_000_000_000n,
      '1.5Gi': 1_610_612_736_000_000_000n,
      '2e3': 2_000_000_000_000n,
      '2E-3': 2_000_000n,
      '.5': 500_000_000n,
      '5.': 5_000_000_000n,
      '-100m': -100_000_000n,
      '+1': 1_000_000_000n,
    };
    for (const [text, nanos] of Object.entries(sizes)) assert.equal(quantity(text).nanos, nanos, text);
    assert.equal(quantity(0.1).nanos, 100_000_000n);
  });

  it('refuses what is none', () => {
    for (const text of ['', '1GB', '1 Gi', 'abc', '1..2', 'Pi', '1mi', '1KI', '--1', '1e', '1.2.3', '0x10']) {
      assert.equal(parseQuantity(text), undefined, text);
    }
  });

  it('takes a unit alone for none of it, as the API server does', () => {
    for (const text of ['.', '+', 'Mi', '-m', '.e-9']) assert.equal(quantity(text).nanos, 0n, text);
  });

  it('rounds what is finer than a billionth away from zero', () => {
    assert.equal(quantity('0.1n').nanos, 1n);
    assert.equal(quantity('-0.1n').nanos, -1n);
    assert.equal(quantity('1e-999999999').nanos, 1n);
  });

  it('caps what no int64 holds', () => {
    const most = quantity('9223372036854775807');
    for (const text of ['1e999999999', '100E', '99999999999999999999']) {
      assert.equal(compareQuantities(quantity(text), most), 0, text);
    }
  });
});

describe('formatQuantity', () => {
  it('prints the canonical form', () => {
    const forms: Readonly<Record<string, string>> = {
      '0': '0',
      '0Gi': '0',
      '1000m': '1',
      '1.5': '1500m',
      '0.5Gi': '512Mi',
      '1024Ki': '1Mi',
      '1000Ki': '1000Ki',
      '0.5Ki': '512',
      '100000': '100k',
      '1234': '1234',
      '1500e-3': '1500e-3',
      '12e6': '12e6',
      '1e5': '100e3',
      '-1024Mi': '-1Gi',
      '100m': '100m',
    };
    for (const [text, form] of Object.entries(forms))
      assert.equal(formatQuantity(quantity(text)), form, text);
  });
});

describe('compareQuantities and isWhole', () => {
  it('look at the amount alone', () => {
    assert.equal(compareQuantities(quantity('1024Mi'), quantity('1Gi')), 0);
    assert.ok(compareQuantities(quantity('1001m'), quantity('1')) > 0);
    assert.ok(compareQuantities(quantity('1G'), quantity('1Gi')) < 0);
    assert.ok(isWhole(quantity('3')));
    assert.ok(isWhole(quantity('3000m')));
    assert.ok(!isWhole(quantity('1500m')));
  });
});

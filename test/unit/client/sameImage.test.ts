/** Images found again in files that have changed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeBack, sameImage, type NamedImage } from '#client/sameImage.ts';

const path = ['spec', 'template', 'spec', 'containers', 0, 'image'];
const shop: NamedImage = { name: 'shop', namespace: '', index: 1, container: '', path, image: 'a' };
const cart: NamedImage = { ...shop, name: 'cart', index: 0 };

describe('the image of a Service', () => {
  it('is found where its document has moved, and not in the one that stands there now', () => {
    const moved = { ...shop, index: 2 };
    assert.equal(sameImage([cart, { ...cart, index: 1 }, moved], shop), moved);
    assert.equal(sameImage([{ ...cart, index: 1 }], shop), undefined);
    assert.equal(sameImage([{ ...shop, namespace: 'other' }], shop), undefined);
  });

  it('is that of its container, wherever that stands', () => {
    const second = [...path.slice(0, 4), 1, 'image'];
    const side = { ...shop, container: 'side', path: second };
    const now = [{ ...shop, container: 'new' }, side];
    assert.equal(sameImage(now, { ...side, path }), side);
    assert.equal(sameImage(now, shop), undefined);
    assert.equal(sameImage([{ ...shop, path: second }], shop), undefined);
  });

  it('is none of several, unless one stands where it stood', () => {
    const twice = [{ ...shop, index: 0 }, shop];
    assert.equal(sameImage(twice, shop), shop);
    assert.equal(sameImage(twice, { ...shop, index: 5 }), undefined);
  });

  it('goes away again where there was none', () => {
    assert.deepEqual(changeBack(shop, 'b'), { op: 'set', path, value: 'b' });
    assert.deepEqual(changeBack(shop, ''), { op: 'remove', path });
  });
});

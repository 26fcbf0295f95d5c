import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { proxyFor } from '#client/cluster/proxy.ts';

const proxy = 'http://proxy.corp:3128';

test('the proxy of the scheme, in either case, unless the server is this machine', () => {
  assert.equal(proxyFor('https://k8s.corp:6443', { HTTPS_PROXY: proxy }), proxy);
  assert.equal(proxyFor('https://k8s.corp:6443', { https_proxy: 'proxy.corp:3128' }), proxy);
  assert.equal(proxyFor('https://k8s.corp:6443', { HTTP_PROXY: proxy }), undefined);
  assert.equal(proxyFor('http://k8s.corp', { HTTP_PROXY: proxy }), proxy);
  for (const own of ['https://127.0.0.1:6443', 'https://localhost:6443', 'https://[::1]:6443']) {
    assert.equal(proxyFor(own, { HTTPS_PROXY: proxy }), undefined, own);
  }
  assert.equal(proxyFor('k8s', { HTTPS_PROXY: proxy }), undefined);
});

test('what NO_PROXY names is asked directly', () => {
  const asked = (server: string, exceptions: string): boolean =>
    proxyFor(server, { HTTPS_PROXY: proxy, NO_PROXY: exceptions }) === undefined;
  assert.equal(asked('https://k8s.corp:6443', '*'), true);
  assert.equal(asked('https://k8s.corp:6443', 'other.org, corp'), true);
  assert.equal(asked('https://k8s.corp:6443', 'k8s.corp'), true);
  assert.equal(asked('https://k8s.corp:6443', '.corp'), true);
  assert.equal(asked('https://corp:6443', '.corp'), false);
  assert.equal(asked('https://k8s.mycorp:6443', 'corp'), false);
  assert.equal(asked('https://k8s.corp:6443', 'k8s.corp:6443'), true);
  assert.equal(asked('https://k8s.corp:6443', 'k8s.corp:443'), false);
  assert.equal(asked('https://10.1.2.3:6443', '10.0.0.0/8'), true);
  assert.equal(asked('https://11.1.2.3:6443', '10.0.0.0/8'), false);
  assert.equal(asked('https://10.1.2.3:6443', '10.1.2.3'), true);
  assert.equal(asked('https://[fd00::1]:6443', 'fd00::/8'), true);
  assert.equal(asked('https://10.1.2.3:6443', '10.0.0.0/99'), false);
  assert.equal(asked('https://k8s.corp', ''), false);
});

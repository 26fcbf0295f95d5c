/** Loads over TLS: only to whom the certificate is of. */
import { strict as assert } from 'node:assert';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { startLoad, type LoadResult } from '#client/cluster/load/startLoad.ts';
import { planFor, script } from './target.ts';

const host = 'hello.demo.example.com';
let port: number;
let file: string;
const names: (string | false | null)[] = [];
let close: () => void;

before(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  });
  const server = createServer({ key, cert }, (request, response) => {
    names.push((request.socket as TLSSocket).servername);
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  file = path.join(tmpdir(), `load-${process.pid}.pem`);
  await writeFile(file, cert);
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
after(async () => {
  close();
  await rm(file);
  delete process.env['NODE_EXTRA_CA_CERTS'];
});

async function run(url: string): Promise<LoadResult> {
  const plan = planFor({ port }, { url, duration: 1, pace: { by: 'rate', perSecond: 20 } });
  return startLoad(plan, { script, onProgress: () => {} }).ended;
}

test('a certificate that nobody vouches for ends it before anything is sent', async () => {
  const { by, figures } = await run(`https://${host}/`);
  assert.deepEqual([by, figures.sent], ['failures', 0]);
  assert.match(figures.trouble, /SELF_SIGNED|UNABLE_TO/);
  assert.equal(names.length, 0);
});

test('one that is trusted is asked for by its name, through the address that is given', async () => {
  process.env['NODE_EXTRA_CA_CERTS'] = file;
  const { by, figures } = await run(`https://${host}/`);
  assert.equal(by, 'time', JSON.stringify(figures));
  assert.ok(figures.answered >= 15, JSON.stringify(figures));
  assert.deepEqual([...new Set(names)], [host]);
});

test('one of another name ends it', async () => {
  process.env['NODE_EXTRA_CA_CERTS'] = file;
  const { by, figures } = await run('https://other.demo.example.com/');
  assert.deepEqual([by, figures.sent, figures.trouble], ['failures', 0, 'ERR_TLS_CERT_ALTNAME_INVALID']);
});

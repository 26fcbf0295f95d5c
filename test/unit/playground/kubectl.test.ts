/** The playground through kubectl, where the machine has one. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ksvc, openWire, type Wire } from './wire.ts';

const isThere = spawnSync('kubectl', ['version', '--client']).status === 0;

let wire: Wire;
let folder = '';

before(async () => {
  wire = await openWire();
  folder = mkdtempSync(path.join(tmpdir(), 'playground-kubectl-'));
  writeFileSync(path.join(folder, 'config'), wire.playground.kubeconfig);
});

after(async () => {
  await wire.close();
  rmSync(folder, { recursive: true });
});

interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function kubectl(args: string, input?: unknown): Promise<Done> {
  return new Promise((resolve) => {
    const own = ['--kubeconfig', path.join(folder, 'config'), '--cache-dir', path.join(folder, 'cache')];
    const child = spawn('kubectl', [...own, ...args.split(' ')]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input === undefined ? '' : JSON.stringify(input));
  });
}

describe('kubectl', { skip: !isThere && 'this machine has no kubectl' }, () => {
  it('applies, and prints the columns of a Knative Service', async () => {
    const applied = await kubectl('apply -f -', ksvc('hello'));
    assert.equal(applied.out, 'service.serving.knative.dev/hello created\n', applied.err);
    assert.match(applied.err, /^Warning: Kubernetes default value is insecure/);
    const { out } = await kubectl('get ksvc');
    assert.match(out, /^NAME\s+URL\s+LATESTCREATED\s+LATESTREADY\s+READY\s+REASON\s*\nhello\s/);
  });

  it('has its field validation done by the server', async () => {
    const slip = {
      ...ksvc('slip'),
      spec: { template: { spec: { containers: [{ image: 'ko:1', imagee: '' }] } } },
    };
    const { code, err } = await kubectl('create -f -', slip);
    assert.equal(code, 1);
    assert.match(err, /strict decoding error: unknown field "spec\.template\.spec\.containers\[0\]\.imagee"/);
  });

  it('meets conflicts of server-side apply', async () => {
    await kubectl('apply --server-side --field-manager knative-tools -f -', ksvc('shared'));
    const { code, err } = await kubectl(
      'apply --server-side --field-manager argo -f -',
      ksvc('shared', 'ko:2'),
    );
    assert.equal(code, 1);
    assert.match(
      err,
      /^error: Apply failed with 1 conflict: conflict with "knative-tools": \.spec\.template\.spec\.containers/,
    );
  });

  it('speaks protobuf for what it has types for', async () => {
    const [mine, yours] = await Promise.all([
      kubectl('auth can-i create ksvc'),
      kubectl('auth can-i create ksvc --context today-viewer'),
    ]);
    assert.deepEqual([mine.out, yours.out], ['yes\n', 'no\n']);
    const made = await kubectl('create configmap c --from-literal=a=b');
    assert.equal(made.out, 'configmap/c created\n', made.err);
    assert.equal((await kubectl('get configmap c -o jsonpath={.data.a}')).out, 'b');
  });

  it('explains fields', async () => {
    const { out } = await kubectl('explain ksvc.spec.template.spec.containerConcurrency');
    assert.match(out, /FIELD: containerConcurrency <integer>/);
  });

  it('learns what a cluster of 2019 could not do', async () => {
    const legacy = {
      apiVersion: 'serving.knative.dev/v1alpha1',
      kind: 'Service',
      metadata: { name: 'old' },
      spec: {
        runLatest: { configuration: { revisionTemplate: { spec: { container: { image: 'gcr.io/x/y' } } } } },
      },
    };
    const refused = await kubectl('apply --server-side -f - --context 2019', legacy);
    assert.match(refused.err, /Server-side apply not available on the server/);
    const applied = await kubectl('apply -f - --context 2019', legacy);
    assert.equal(applied.out, 'service.serving.knative.dev/old created\n', applied.err);
  });
});

import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { ClusterError, type ClusterErrorReason } from '#client/cluster/errors.ts';
import { clusterPhase } from '#client/cluster/phase.ts';
import { isProtected } from '#client/cluster/protectedContexts.ts';

const idle = { phase: 'idle' } as const;

function failed(reason: ClusterErrorReason) {
  return { phase: 'failed', context: 'dev', error: new ClusterError(reason, reason) } as const;
}

test('what is not trusted is untrusted whatever else is known', () => {
  assert.equal(clusterPhase(false, failed('unreachable'), failed('unreachable')), 'untrusted');
});

test('what a viewer sees comes before what the connection says', () => {
  const connecting = { phase: 'connecting', context: 'dev' } as const;
  assert.equal(clusterPhase(true, connecting, { phase: 'loading', context: 'dev' }), 'connecting');
  assert.equal(clusterPhase(true, idle, idle), 'idle');
  assert.equal(clusterPhase(true, connecting, idle), 'connecting');
  assert.equal(clusterPhase(true, idle, failed('notFound')), 'notInstalled');
  assert.equal(clusterPhase(true, idle, failed('forbidden')), 'forbidden');
  assert.equal(clusterPhase(true, failed('noKubeconfig'), idle), 'noKubeconfig');
  assert.equal(clusterPhase(true, failed('certificate'), idle), 'failed:certificate');
});

test('contexts are protected by name or pattern', () => {
  assert.equal(isProtected('prod-eu', ['prod-*']), true);
  assert.equal(isProtected('my-prod-eu', ['prod-*']), false);
  assert.equal(isProtected('arn:aws:eks:eu/prod', ['*/prod']), true);
  assert.equal(isProtected('a.b', ['a?b']), true);
  assert.equal(isProtected('aXb', ['a.b']), false);
  assert.equal(isProtected('dev', []), false);
});

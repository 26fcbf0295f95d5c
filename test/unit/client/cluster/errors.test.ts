/** Whose words an error has: ours are translated, the server's are not. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { ClusterError, errorOfAnswer, errorOfConnection } from '#client/cluster/errors.ts';
import { text } from '#knative/text.ts';

describe('the words of an error', () => {
  test('ours are a sentence to translate, and English in the log', () => {
    const error = new ClusterError('unreachable', text('No answer from {0}.', 'example.com'));
    assert.deepEqual(error.sentence, text('No answer from {0}.', 'example.com'));
    assert.equal(error.message, 'No answer from example.com.');
  });

  test('the server’s stay as they are', () => {
    const said = JSON.stringify({ kind: 'Status', message: 'services "a" not found', reason: 'NotFound' });
    const error = errorOfAnswer(404, said);
    assert.equal(error.sentence, undefined);
    assert.equal(error.message, 'services "a" not found');
  });

  test('ours survive a connection that is given up for them', () => {
    const ours = new ClusterError('unreachable', text('No answer from {0}.', 'example.com'));
    assert.equal(errorOfConnection(ours), ours);
    assert.equal(errorOfConnection(new Error('connect ECONNREFUSED')).sentence, undefined);
  });
});

/** What clusters say when they refuse an object, read back into fields; the real verdicts among it. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { ClusterError, errorOfAnswer } from '#client/cluster/errors.ts';
import { isRejection, rejectionsOf } from '#client/cluster/rejection.ts';
import { vectors } from '../../../vectors/read.ts';

const webhook = 'admission webhook "validation.webhook.serving.knative.dev" denied the request: ';

function read(message: string): readonly string[] {
  const error = new ClusterError('invalid', message, { status: 400 });
  return rejectionsOf(error).map((one) => `${one.field} | ${one.message}`);
}

describe('rejections', () => {
  test('a webhook that names one field', () => {
    assert.deepEqual(read(`${webhook}validation failed: invalid value: -5: spec.traffic[0].percent`), [
      'spec.traffic[0].percent | invalid value: -5',
    ]);
  });

  test('several errors, one of them with several fields', () => {
    const message = `${webhook}validation failed: expected exactly one, got neither: spec.traffic[0].latestRevision, spec.traffic[0].revisionName\nTraffic targets sum to 90, want 100: spec.traffic`;
    assert.deepEqual(read(message), [
      'spec.traffic[0].latestRevision | expected exactly one, got neither',
      'spec.traffic[0].revisionName | expected exactly one, got neither',
      'spec.traffic | Traffic targets sum to 90, want 100',
    ]);
  });

  test('details stay with their error', () => {
    const message = `${webhook}validation failed: Failed to parse image reference: spec.template.spec.containers[0].image\nimage: "x y", error: could not parse reference: x y\nmissing field(s): metadata.name`;
    assert.deepEqual(read(message), [
      'spec.template.spec.containers[0].image | Failed to parse image reference\nimage: "x y", error: could not parse reference: x y',
      'metadata.name | missing field(s)',
    ]);
  });

  test('keys with dots and slashes', () => {
    assert.deepEqual(
      read(
        `${webhook}validation failed: invalid value: abc: spec.template.metadata.annotations.autoscaling.knative.dev/min-scale`,
      ),
      ['spec.template.metadata.annotations.autoscaling.knative.dev/min-scale | invalid value: abc'],
    );
  });

  test('strict decoding', () => {
    assert.deepEqual(
      read(
        'Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "spec.tempalte", duplicate field "spec.traffic"',
      ),
      ['spec.tempalte | unknown field "spec.tempalte"', 'spec.traffic | duplicate field "spec.traffic"'],
    );
  });

  test('what server-side apply cannot type is a rejection although it is a 500', () => {
    const message =
      'failed to create typed patch object (default/a; serving.knative.dev/v1, Kind=Service): .spec.tempalte: field not declared in schema';
    const error = errorOfAnswer(500, JSON.stringify({ message, code: 500 }));
    assert.equal(isRejection(error), true);
    assert.deepEqual(rejectionsOf(error), [
      { field: 'spec.tempalte', message: 'field not declared in schema' },
    ]);
    const several = message
      .replace('.spec', 'errors:\n  .spec')
      .concat('\n  .metadta: field not declared in schema');
    assert.deepEqual(
      read(several).map((one) => one.split(' | ')[0]),
      ['spec.tempalte', 'metadta'],
    );
  });

  test('causes count before the message', () => {
    const causes = [{ reason: 'FieldValueRequired', message: 'Required value', field: 'metadata.name' }];
    const error = new ClusterError('invalid', 'Service "" is invalid: …', { status: 422, causes });
    assert.deepEqual(rejectionsOf(error), [{ field: 'metadata.name', message: 'Required value' }]);
  });

  test('what names no field is told whole', () => {
    assert.deepEqual(read('namespaces "nowhere" not found'), [' | namespaces "nowhere" not found']);
  });

  test('trouble on the way is no rejection', () => {
    assert.equal(isRejection(errorOfAnswer(500, '{"message":"Internal error occurred"}')), false);
    assert.equal(isRejection(errorOfAnswer(403, '{"reason":"Forbidden"}')), false);
  });

  test('real verdicts of webhooks of today lose nothing, and name a field almost always', () => {
    let [read, nameless] = [0, 0];
    for (const { verdict, id } of [...vectors('admission'), ...vectors('updates')]) {
      const { message = '' } = verdict;
      if (verdict.ok || !/ denied the request: validation failed: /.test(message)) continue;
      const said = message.replace(/^.* denied the request: validation failed: /, '');
      const rejections = rejectionsOf(new ClusterError('invalid', message, { status: 400 }));
      read++;
      if (rejections.some(({ field }) => field === '')) nameless++;
      for (const line of said.split('\n')) {
        const told = rejections.some(({ field, message }) =>
          message
            .split('\n')
            .some((one) => line === one || (line.startsWith(`${one}: `) && line.includes(field))),
        );
        assert.ok(told, `${id}: ${line}`);
      }
    }
    assert.ok(read > 800, `${read} read`);
    assert.ok(nameless * 20 < read, `${nameless} of ${read} name no field`);
  });
});

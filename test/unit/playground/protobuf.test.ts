/** Reading protobuf: the envelope, fields by number, and what is refused rather than lost. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { protobufBody } from '#playground/api/http/protobuf.ts';
import { ApiError } from '#playground/api/status.ts';

type Value = string | number | Buffer;

/** A message of these fields, as `proto.Marshal` writes it. */
function message(...fields: readonly (readonly [number, Value])[]): Buffer {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)]);
      const bytes = Buffer.from(value);
      return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function envelope(apiVersion: string, kind: string, body: Buffer): Buffer {
  const typeMeta = message([1, apiVersion], [2, kind]);
  return Buffer.concat([Buffer.from('k8s\0'), message([1, typeMeta], [2, body], [3, ''], [4, ''])]);
}

describe('protobuf', () => {
  it('is read by field numbers: maps, bytes, what is empty', () => {
    const metadata = message([1, 's'], [2, ''], [3, 'default'], [7, 0], [11, message([1, 'app'], [2, 'x'])]);
    const body = message(
      [1, metadata],
      [2, message([1, 'key'], [2, Buffer.from([1, 2, 255])])],
      [3, 'Opaque'],
    );
    assert.deepEqual(protobufBody(envelope('v1', 'Secret', body)), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: 'default', labels: { app: 'x' } },
      data: { key: 'AQL/' },
      type: 'Opaque',
    });
  });

  it('has numbers of several bytes, and keeps a 0 behind a pointer', () => {
    const spec = message([1, 0], [9, 100_000]);
    const read = protobufBody(envelope('apps/v1', 'Deployment', message([2, spec])));
    assert.deepEqual(read?.['spec'], { replicas: 0, progressDeadlineSeconds: 100_000 });
  });

  it('knows ports by number and by name', () => {
    const port = (target: Buffer): Buffer => message([1, ''], [3, 80], [4, target]);
    const spec = message(
      [1, port(message([1, 0], [2, 8080]))],
      [1, port(message([1, 1], [2, 0], [3, 'http']))],
    );
    const read = protobufBody(envelope('v1', 'Service', message([2, spec])));
    assert.deepEqual(read?.['spec'], {
      ports: [
        { port: 80, targetPort: 8080 },
        { port: 80, targetPort: 'http' },
      ],
    });
  });

  it('of a kind without a table is left to the caller', () => {
    assert.equal(protobufBody(envelope('batch/v1', 'Job', message())), undefined);
  });

  const refused: readonly (readonly [string, Buffer])[] = [
    ['that is none', Buffer.from('{"kind":"Pod"}')],
    ['that is cut short', envelope('v1', 'ConfigMap', message([1, message([1, 'x'])])).subarray(0, -9)],
    ['with a field nobody knows', envelope('v1', 'ConfigMap', message([99, 'x']))],
  ];
  for (const [title, bytes] of refused) {
    it(`${title} is refused`, () => {
      assert.throws(
        () => protobufBody(bytes),
        (error) => error instanceof ApiError && error.code === 400,
      );
    });
  }
});

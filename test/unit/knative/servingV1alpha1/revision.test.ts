/** What the webhook of release 0.3 says of the spec of a revision. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { accepts, answer, container, fixed, objectOf, places, printed, refuses } from './objects.ts';

const both = 'expected exactly one, got both: ';
const mustNot = 'must not set the field(s): ';

function withContainer(rest: JsonObject): JsonObject {
  return { container: { ...container, ...rest } };
}

describe('a revision', () => {
  it('has a container that holds something', () => {
    const empty = [
      {},
      null,
      { env: [], args: [], name: '' },
      { resources: { limits: {} } },
      { stdin: false },
    ];
    for (const nothing of empty)
      refuses('Revision', { container: nothing }, 'missing field(s): spec.container');
    const something = [{ env: [null] }, { securityContext: {} }, { readinessProbe: {} }, { stdin: true }];
    for (const little of something) {
      const words =
        'Failed to parse image reference\nimage: "", error: could not parse reference: spec.container.image';
      refuses('Revision', { container: little }, words);
    }
  });

  it('has an image that can be parsed', () => {
    for (const image of ['', 'x', 'Foo', ' gcr.io/a/b', 'a/b@sha256:12', 'a:b:c', '<image>']) {
      const words = `Failed to parse image reference\nimage: "${image}", error: could not parse reference`;
      refuses('Revision', { container: { image, args: ['x'] } }, `${words}: spec.container.image`);
    }
    for (const image of ['ab', 'ab:', 'localhost/x', 'ko://x/y', 'gcr.io/a/b:v1'])
      accepts('Revision', { container: { image } });
  });

  it('leaves to Knative what Knative sets', () => {
    refuses(
      'Revision',
      withContainer({ name: 'a', lifecycle: {}, volumeMounts: [{}] }),
      ...['lifecycle', 'name', 'volumeMounts'].map((field) => `${mustNot}spec.container.${field}`),
    );
    accepts('Revision', withContainer({ name: '', lifecycle: null, volumeMounts: [] }));
    const free = {
      workingDir: 'x',
      stdin: true,
      tty: true,
      imagePullPolicy: 'Sometimes',
      volumeDevices: [{}],
    };
    accepts(
      'Revision',
      withContainer({ ...free, env: [{ name: 'PORT' }, {}], securityContext: { privileged: true } }),
    );
  });

  it('does not say the port in a probe', () => {
    for (const port of [8080, 1, 'http', '']) {
      refuses(
        'Revision',
        withContainer({ readinessProbe: { httpGet: { port } }, livenessProbe: { tcpSocket: { port } } }),
        `${mustNot}spec.container.livenessProbe.tcpSocket.port`,
        `${mustNot}spec.container.readinessProbe.httpGet.port`,
      );
    }
    accepts('Revision', withContainer({ readinessProbe: { httpGet: { port: 0 }, tcpSocket: { port: 80 } } }));
    accepts(
      'Revision',
      withContainer({ readinessProbe: { exec: {}, periodSeconds: -5 }, startupProbe: 'later' }),
    );
  });

  it('has one port that Knative can use', () => {
    const at = 'spec.container.ports';
    refuses(
      'Revision',
      withContainer({
        ports: [{ containerPort: 70_000, name: 'foo', protocol: 'UDP', hostPort: 1, hostIP: 'x' }],
      }),
      `Port name foo is not allowed\nName must be empty, or one of: 'h2c', 'http1': ${at}`,
      `expected 1 <= 70000 <= 65535: ${at}.ContainerPort`,
      `invalid value "UDP": ${at}.Protocol`,
      `${mustNot}${at}.HostIP`,
      `${mustNot}${at}.HostPort`,
    );
    for (const port of [8012, 8022, 9090]) {
      refuses(
        'Revision',
        withContainer({ ports: [{ containerPort: port }] }),
        `invalid value "${port}": ${at}.ContainerPort`,
      );
    }
    for (const port of [0, -1, 65_536]) {
      refuses(
        'Revision',
        withContainer({ ports: [{ containerPort: port }] }),
        `expected 1 <= ${port} <= 65535: ${at}.ContainerPort`,
      );
    }
    for (const port of [1, 8013, 8008, 65_535])
      accepts('Revision', withContainer({ ports: [{ containerPort: port }] }));
    accepts('Revision', withContainer({ ports: [] }));
  });

  it('looks at the first of several ports only', () => {
    const ports = [{ containerPort: 80 }, { containerPort: 8012, protocol: 'UDP' }];
    refuses(
      'Revision',
      withContainer({ ports }),
      'More than one container port is set\nOnly a single port is allowed: spec.container.ports',
    );
    assert.deepEqual(places('Revision', withContainer({ ports: [{ containerPort: 0 }] })), [
      'spec.container.ports[0].containerPort',
    ]);
  });

  it('says its concurrency in one way', () => {
    const spec = (concurrencyModel: string, containerConcurrency: number): JsonObject => ({
      container,
      concurrencyModel,
      containerConcurrency,
    });
    const right = [
      ['Single', 0],
      ['Single', 1],
      ['Multi', 0],
      ['', 7],
      ['', 1000],
    ] as const;
    for (const [model, requests] of right) accepts('Revision', spec(model, requests));
    const wrong = [
      ['Single', 2],
      ['Multi', 1],
      ['Multi', 2],
    ] as const;
    for (const [model, requests] of wrong) {
      refuses(
        'Revision',
        spec(model, requests),
        `${both}spec.concurrencyModel`,
        `${both}spec.containerConcurrency`,
      );
    }
    for (const requests of [-1, 1001]) {
      refuses('Revision', spec('Multi', requests), `invalid value "${requests}": spec.containerConcurrency`);
    }
    refuses('Revision', spec('single', -1), 'invalid value "single": spec.concurrencyModel');
  });

  it('answers within ten minutes', () => {
    for (const timeoutSeconds of [0, 1, 600]) accepts('Revision', { container, timeoutSeconds });
    for (const timeoutSeconds of [-1, 601]) {
      refuses(
        'Revision',
        { container, timeoutSeconds },
        `expected 0s <= ${timeoutSeconds}s <= 600s: spec.timeoutSeconds`,
      );
    }
  });

  it('refers to a build by kind and name', () => {
    const ref = { apiVersion: 'build.knative.dev/v1alpha1', kind: 'Build', name: 'x' };
    accepts('Revision', { container, buildRef: ref });
    accepts('Revision', { container, buildRef: null, buildName: 'Any Name', servingState: 'Sleeping' });
    const wrong = [
      [{}, 'invalid value "": spec.buildRef.apiVersion'],
      [{ ...ref, apiVersion: 'a b', kind: '-' }, 'invalid value "a b": spec.buildRef.apiVersion'],
      [{ ...ref, kind: 'a-b', name: '' }, 'invalid value "a-b": spec.buildRef.kind'],
      [{ ...ref, name: 'a.b', uid: 'x' }, 'invalid value "a.b": spec.buildRef.name'],
      [{ ...ref, namespace: '', uid: 'x' }, `${mustNot}spec.buildRef.uid`],
    ] as const;
    for (const [buildRef, words] of wrong) refuses('Revision', { container, buildRef }, words);
    const all = { ...ref, namespace: 'n', fieldPath: 'f', resourceVersion: '1', uid: 'u' };
    refuses(
      'Revision',
      { container, buildRef: all },
      ...['fieldPath', 'namespace', 'resourceVersion', 'uid'].map(
        (field) => `${mustNot}spec.buildRef.${field}`,
      ),
    );
  });

  it('is decoded leniently, but not whatever its types', () => {
    accepts('Revision', { Container: container, volumes: 'later', TIMEOUTSECONDS: 5 });
    const wrong = { container: { ...container, readinessProbe: { httpGet: [] } } };
    assert.deepEqual(answer(objectOf('Revision', wrong)).map(printed), [
      'json: cannot unmarshal array into Go struct field Probe.spec.container.readinessProbe.Handler.httpGet of type v1.HTTPGetAction: spec.container.readinessProbe.Handler.httpGet',
    ]);
  });

  it('is mended', () => {
    assert.deepEqual(fixed('Revision', { container, timeoutSeconds: 900 }), {
      container,
      timeoutSeconds: 600,
    });
    assert.deepEqual(fixed('Revision', { container, concurrencyModel: 'Mutli' }), {
      container,
      concurrencyModel: 'Multi',
    });
    const twice = { container, concurrencyModel: 'Multi', containerConcurrency: 5 };
    assert.deepEqual(fixed('Revision', twice), { container, containerConcurrency: 5 });
    assert.deepEqual(
      fixed('Revision', withContainer({ image: 'gcr.io/Hello/World' })),
      withContainer({ image: 'gcr.io/hello/world' }),
    );
    const ports = [{ containerPort: 8012 }, { containerPort: 8080 }];
    assert.deepEqual(
      fixed('Revision', withContainer({ ports }), 1),
      withContainer({ ports: [ports[0] ?? {}] }),
    );
  });
});

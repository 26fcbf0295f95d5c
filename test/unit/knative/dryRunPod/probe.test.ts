/** Probes in the dry run: what Knative rewrites, and what Kubernetes then refuses. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertAccepted, assertRefused, container, problemsOf, withContainer } from './pods.ts';

const at = 'spec.containers[0]';

describe('probes', () => {
  it('get the port of the serving container in the liveness probe alone', () => {
    assertAccepted(withContainer({ livenessProbe: { httpGet: { path: '/' } } }));
    assertAccepted(withContainer({ livenessProbe: { tcpSocket: { port: 0 } } }));
    assertRefused(withContainer({ startupProbe: { httpGet: { path: '/' } } }), [
      `${at}.startupProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive`,
    ]);
    assertRefused(withContainer({ livenessProbe: { grpc: {} } }), [
      `${at}.livenessProbe.grpc.port: Invalid value: 0: must be between 1 and 65535, inclusive`,
    ]);
    assertRefused(
      {
        containers: [
          container({ name: 'a', ports: [{}] }),
          container({ name: 'b', livenessProbe: { tcpSocket: {} } }),
        ],
      },
      [
        'spec.containers[1].livenessProbe.tcpSocket.port: Invalid value: 0: must be between 1 and 65535, inclusive',
      ],
    );
  });

  it('are left to the proxy where they ask for readiness over the network', () => {
    const numbers = { periodSeconds: -1 };
    for (const handler of [{ httpGet: {} }, { tcpSocket: {} }, { grpc: {} }]) {
      assertAccepted(withContainer({ readinessProbe: { ...handler, ...numbers } }));
    }
    assertAccepted(withContainer({ readinessProbe: {} }));
    assertRefused(withContainer({ readinessProbe: { exec: { command: ['true'] }, ...numbers } }), [
      `${at}.readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0`,
    ]);
  });

  it('have numbers that make sense', () => {
    assertAccepted(
      withContainer({ livenessProbe: { tcpSocket: {}, periodSeconds: 0, successThreshold: 0 } }),
    );
    assertRefused(
      withContainer({ livenessProbe: { tcpSocket: {}, successThreshold: 2, timeoutSeconds: -5 } }),
      [
        `${at}.livenessProbe.timeoutSeconds: Invalid value: -5: must be greater than or equal to 0`,
        `${at}.livenessProbe.successThreshold: Invalid value: 2: must be 1`,
      ],
    );
  });

  it('have one handler that is whole', () => {
    assertRefused(withContainer({ startupProbe: {} }), [
      `${at}.startupProbe: Required value: must specify a handler type`,
    ]);
    assertRefused(withContainer({ startupProbe: { exec: {}, grpc: { port: 1 } } }), [
      `${at}.startupProbe.exec.command: Required value`,
      `${at}.startupProbe.grpc: Forbidden: may not specify more than 1 handler type`,
    ]);
    assertRefused(
      withContainer({
        livenessProbe: { httpGet: { scheme: 'FTP', httpHeaders: [{ name: 'a b', value: '' }] } },
      }),
      [
        `${at}.livenessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"`,
        `${at}.livenessProbe.httpGet.httpHeaders: Invalid value: "a b": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')`,
      ],
      [
        'containers[0].livenessProbe.httpGet.scheme',
        'containers[0].livenessProbe.httpGet.httpHeaders[0].name',
      ],
    );
    assertRefused(withContainer({ startupProbe: { tcpSocket: { port: '80' } } }), [
      `${at}.startupProbe.tcpSocket.port: Invalid value: "80": must contain at least one letter (a-z)`,
    ]);
  });

  it('offer the serving port and the single success as fixes', () => {
    const spec = withContainer({
      ports: [{ containerPort: 9000 }],
      startupProbe: { httpGet: {}, successThreshold: 2 },
    });
    assert.deepEqual(
      problemsOf(spec).map(({ fixes }) => fixes[0]?.changes),
      [
        [{ op: 'set', path: path('httpGet', 'port'), value: 9000 }],
        [{ op: 'set', path: path('successThreshold'), value: 1 }],
      ],
    );
    const [scheme] = problemsOf(withContainer({ livenessProbe: { httpGet: { scheme: 'https' } } }));
    assert.deepEqual(scheme?.fixes[0]?.title, { message: 'Change to {0}', args: ['HTTPS'] });
  });
});

function path(...rest: string[]): readonly (string | number)[] {
  return ['spec', 'template', 'spec', 'containers', 0, 'startupProbe', ...rest];
}

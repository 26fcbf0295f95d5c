/** Containers in the dry run: names, policies, environment, mounts, resources, security. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertAccepted, assertRefused, container, problemsOf, withContainer } from './pods.ts';

const at = 'spec.containers[0]';
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('a container', () => {
  it('passes without a name and with all that is usual', () => {
    assertAccepted(withContainer({}));
    assertAccepted(
      withContainer({
        name: 'web',
        imagePullPolicy: 'IfNotPresent',
        terminationMessagePolicy: 'File',
        ports: [{ name: 'h2c', containerPort: 0 }],
        env: [{ name: '1 odd-name!', value: 'x' }],
        envFrom: [{ prefix: 'A_', secretRef: { name: 'a-secret' } }],
        resources: { requests: { cpu: '100m' }, limits: { cpu: '0.1', memory: '1Gi' } },
      }),
    );
  });

  it('has a DNS label for a name', () => {
    assertRefused(withContainer({ name: 'With Space' }), [
      `${at}.name: Invalid value: "With Space": ${label}`,
    ]);
    assertRefused({ containers: [container({ name: 'a', ports: [{}] }), container({ name: 'a' })] }, [
      'spec.containers[1].name: Duplicate value: "a"',
    ]);
  });

  it('has one of the known policies', () => {
    assertRefused(
      withContainer({ imagePullPolicy: 'Sometimes', terminationMessagePolicy: 'Log' }),
      [
        `${at}.terminationMessagePolicy: Unsupported value: "Log": supported values: "File", "FallbackToLogsOnError"`,
        `${at}.imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"`,
      ],
      ['containers[0].terminationMessagePolicy', 'containers[0].imagePullPolicy'],
    );
  });
});

describe('the environment', () => {
  it('has names without an equals sign', () => {
    assertRefused(withContainer({ env: [{ name: 'A=B' }] }), [
      `${at}.env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='`,
    ]);
  });

  it('takes each value from one source', () => {
    const key = { name: 'settings', key: 'mode' };
    assertAccepted(withContainer({ env: [{ name: 'A', valueFrom: { configMapKeyRef: key } }] }));
    assertRefused(withContainer({ env: [{ name: 'A', valueFrom: {} }] }), [
      `${at}.env[0].valueFrom: Invalid value: "": must specify one of: \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\`, \`secretKeyRef\` or \`fileKeyRef\``,
    ]);
    assertRefused(withContainer({ env: [{ name: 'A', value: 'x', valueFrom: { secretKeyRef: key } }] }), [
      `${at}.env[0].valueFrom: Invalid value: "": may not be specified when \`value\` is not empty`,
    ]);
    assertRefused(
      withContainer({ env: [{ name: 'A', valueFrom: { secretKeyRef: key, configMapKeyRef: key } }] }),
      [`${at}.env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time`],
    );
  });

  it('names keys that a Secret can have', () => {
    assertRefused(
      withContainer({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: '..x' } } }] }),
      [`${at}.env[0].valueFrom.secretKeyRef.key: Invalid value: "..x": must not start with '..'`],
    );
  });

  it('reads fields the pod has', () => {
    const fieldRef = (fieldPath: string) =>
      withContainer({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath } } }] });
    assertAccepted(fieldRef('status.podIP'));
    assertAccepted(fieldRef("metadata.labels['app']"));
    assertRefused(fieldRef('spec.containers'), [
      `${at}.env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.containers": error converting fieldPath: field label not supported: spec.containers`,
    ]);
    assertRefused(fieldRef('status.phase'), [
      `${at}.env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "status.phase": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"`,
    ]);
  });

  it('needs the names of whole objects', () => {
    assertRefused(withContainer({ envFrom: [{ configMapRef: {} }, {}] }), [
      `${at}.envFrom[0].configMapRef.name: Required value`,
      `${at}.envFrom: Invalid value: "": must specify one of: \`configMapRef\` or \`secretRef\``,
    ]);
  });
});

describe('mounts', () => {
  const volumes = [{ name: 'data', emptyDir: {} }];

  it('are of volumes that exist, each at a path of its own', () => {
    assertAccepted(withContainer({ volumeMounts: [{ name: 'data', mountPath: '/data' }] }, { volumes }));
    assertRefused(
      withContainer(
        {
          volumeMounts: [
            { name: 'date', mountPath: '/data' },
            { name: 'data', mountPath: '/data', subPath: '../x' },
          ],
        },
        { volumes },
      ),
      [
        `${at}.volumeMounts[0].name: Not found: "date"`,
        `${at}.volumeMounts[1].mountPath: Invalid value: "/data": must be unique`,
        `${at}.volumeMounts.subPath: Invalid value: "../x": must not contain '..'`,
      ],
      [
        'containers[0].volumeMounts[0].name',
        'containers[0].volumeMounts[1].mountPath',
        'containers[0].volumeMounts[1].subPath',
      ],
    );
  });
});

describe('resources', () => {
  const resources = (requests: Record<string, string | number>, limits: Record<string, string | number>) =>
    withContainer({ resources: { requests, limits } });

  it('stay within their limits, whatever the unit', () => {
    assertAccepted(resources({ cpu: '1000m', memory: '1024Mi' }, { cpu: 1, memory: '1Gi' }));
    assertRefused(
      resources({ cpu: '2' }, { cpu: '1500m' }),
      [`${at}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1500m`],
      ['containers[0].resources.requests.cpu'],
    );
  });

  it('have names Kubernetes knows', () => {
    assertRefused(resources({ cpus: '1' }, {}), [
      `${at}.resources.requests[cpus]: Invalid value: "cpus": must be a standard resource type or fully qualified`,
      `${at}.resources.requests[cpus]: Invalid value: "cpus": must be a standard resource for containers`,
    ]);
  });

  it('are never negative, and whole where they are devices', () => {
    assertRefused(resources({ cpu: '-1' }, {}), [
      `${at}.resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0`,
    ]);
    assertAccepted(resources({ 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu': '1' }));
    assertRefused(resources({}, { 'nvidia.com/gpu': '500m' }), [
      `${at}.resources.limits[nvidia.com/gpu]: Invalid value: "500m": must be an integer`,
    ]);
    assertRefused(resources({ 'nvidia.com/gpu': 1 }, {}), [
      `${at}.resources.limits: Required value: Limit must be set for non overcommitable resources`,
    ]);
  });

  it('come with CPU or memory where there are huge pages', () => {
    assertRefused(resources({}, { 'hugepages-2Mi': '3Mi' }), [
      `${at}.resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi`,
      `${at}.resources: Forbidden: HugePages require cpu or memory`,
    ]);
  });
});

describe('a security context', () => {
  it('has a name that Knative makes where it has none of its own, and that is looked at too', () => {
    const profile = {
      features: {},
      defaults: { 'container-name-template': 'main-{{.Name}}' },
      autoscaler: {},
    };
    assert.deepEqual(problemsOf(withContainer({}), profile), []);
    const [problem, ...others] = problemsOf(withContainer({}), profile, 'Service', { name: 'x'.repeat(60) });
    assert.match(problem?.message ?? '', /containers\[0\]\.name: .*must be no more than 63 characters$/);
    assert.deepEqual(others, []);
  });

  it('names a profile where its type wants one, and only there', () => {
    assertAccepted(
      withContainer({ securityContext: { runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } } }),
    );
    assertRefused(withContainer({ securityContext: { seccompProfile: { type: 'Localhost' } } }), [
      `${at}.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost`,
    ]);
    assertRefused(withContainer({ securityContext: { seccompProfile: { type: 'Other' } } }), [
      `${at}.securityContext.seccompProfile.type: Unsupported value: "Other": supported values: "Localhost", "RuntimeDefault", "Unconfined"`,
    ]);
  });
});

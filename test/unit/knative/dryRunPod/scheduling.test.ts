/** Node choice, name resolution and the host in the dry run: what the feature flags let in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertAccepted, assertRefused, container, errorsOf, problemsOf, withContainer } from './pods.ts';

describe('scheduling', () => {
  it('tolerates taints that can exist', () => {
    assertAccepted(withContainer({}, { tolerations: [{ operator: 'Exists' }, { key: 'a', value: 'b' }] }));
    assertRefused(withContainer({}, { tolerations: [{ key: 'a', operator: 'Is', effect: 'Never' }, {}] }), [
      'spec.tolerations[0].operator: Unsupported value: "Is": supported values: "Equal", "Exists"',
      'spec.tolerations[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      'spec.tolerations[1].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ]);
  });

  it('weighs preferences from 1 to 100 and says what together means', () => {
    const term = { labelSelector: { matchLabels: { app: 'x' } } };
    assertRefused(
      withContainer(
        {},
        {
          affinity: {
            podAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, podAffinityTerm: term }],
            },
            nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
          },
        },
      ),
      [
        'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term',
        'spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100',
        'spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey: Required value: can not be empty',
      ],
    );
  });

  it('spreads by one rule for each kind of place', () => {
    const rule = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
    assertAccepted(withContainer({}, { topologySpreadConstraints: [rule] }));
    assert.equal(errorsOf(withContainer({}, { topologySpreadConstraints: [rule, rule] })).length, 1);
    assertRefused(
      withContainer({}, { topologySpreadConstraints: [{ topologyKey: 'zone', whenUnsatisfiable: 'x' }] }),
      [
        'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
        'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "x": supported values: "DoNotSchedule", "ScheduleAnyway"',
      ],
    );
  });
});

describe('the network', () => {
  it('has addresses that are addresses', () => {
    const aliases = (ip: string) => withContainer({}, { hostAliases: [{ ip, hostnames: ['a.b'] }] });
    for (const ip of ['10.0.0.1', '::1', '2001:db8::ffff', 'fe80::1:2', '1:2:3:4:5:6:7:8']) {
      assertAccepted(aliases(ip));
    }
    for (const ip of [
      '',
      '10.0.0',
      '10.0.0.256',
      '10.0.0.01',
      ':::',
      '1:2:3',
      '::ffff:10.0.0.1',
      '1::2::3',
    ]) {
      assert.equal(errorsOf(aliases(ip)).length, 1, ip);
    }
  });

  it('has a resolver where the policy leaves all to it', () => {
    assertRefused(withContainer({}, { dnsPolicy: 'None' }), [
      'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    ]);
    assertAccepted(withContainer({}, { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10'] } }));
    assertAccepted(withContainer({}, { dnsConfig: { searches: ['_tcp.example.com', '.', 'a.'] } }));
    assert.equal(errorsOf(withContainer({}, { dnsConfig: { searches: ['A'], options: [{}] } })).length, 2);
  });
});

describe('the pod', () => {
  it('checks init containers as they are', () => {
    assertRefused(withContainer({}, { initContainers: [container({ name: 'a', livenessProbe: {} })] }), [
      'spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ]);
  });

  it('is asked for by Services, and by Configurations no Service has made', () => {
    const broken = withContainer({ imagePullPolicy: 'x' });
    assert.equal(problemsOf(broken, undefined, 'Configuration').length, 1);
    assert.equal(problemsOf(broken, undefined, 'Revision').length, 0);
    const labels = { 'serving.knative.dev/service': 'hello' };
    assert.equal(problemsOf(broken, undefined, 'Configuration', { name: 'hello', labels }).length, 0);
  });

  it('has the requests of config-defaults', () => {
    const profile = { features: {}, autoscaler: {}, defaults: { 'revision-cpu-request': '2' } };
    const spec = withContainer({ resources: { limits: { cpu: '1' } } });
    assert.deepEqual(errorsOf(spec), []);
    assert.equal(errorsOf(spec, profile).length, 1);
  });

  it('survives values of any kind', () => {
    for (const value of [null, 1, 'x', true, [], [null, 1, 'x', []], {}]) {
      for (const name of [
        'containers',
        'volumes',
        'affinity',
        'tolerations',
        'securityContext',
        'dnsConfig',
      ]) {
        problemsOf({ containers: [{ image: 'ab' }], [name]: value });
      }
      for (const name of ['env', 'envFrom', 'resources', 'volumeMounts', 'livenessProbe', 'ports', 'name']) {
        problemsOf(withContainer({ [name]: value }));
      }
    }
  });
});

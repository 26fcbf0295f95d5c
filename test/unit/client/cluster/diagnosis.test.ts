/** Every known cause, by the words that Knative and Kubernetes have for it. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { knownCauses } from '#client/cluster/diagnosis/causes.ts';
import { diagnose, sentenceOf } from '#client/cluster/diagnosis/diagnosis.ts';
import type { Evidence } from '#client/cluster/diagnosis/evidence.ts';
import type { KubeObject } from '#client/cluster/object.ts';
import type { JsonObject } from '#knative/json.ts';
import { english } from '#knative/text.ts';

function failing(kind: string, name: string, type: string, reason: string, message: string): KubeObject {
  return { kind, metadata: { name }, status: { conditions: [{ type, status: 'False', reason, message }] } };
}

const service: KubeObject = { kind: 'Service', metadata: { name: 'canary' } };

function evidence(some: Partial<Evidence>): Evidence {
  return {
    subject: service,
    configuration: undefined,
    revision: undefined,
    route: undefined,
    deployment: undefined,
    pods: [],
    events: [],
    revisionNames: [],
    ...some,
  };
}

/** The revision says it. */
function revision(reason: string, message: string, type = 'ResourcesAvailable'): Partial<Evidence> {
  return { revision: failing('Revision', 'canary-00001', type, reason, message) };
}

function route(reason: string, message: string): Partial<Evidence> {
  return { route: failing('Route', 'canary', 'AllTrafficAssigned', reason, message) };
}

function deployment(message: string): Partial<Evidence> {
  const condition = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message };
  return {
    deployment: {
      kind: 'Deployment',
      metadata: { name: 'canary-00001-deployment' },
      status: { conditions: [condition] },
    },
  };
}

/** A container's state; `ended` one before. */
function pod(state: JsonObject, ended?: JsonObject): Partial<Evidence> {
  const lastState = ended === undefined ? {} : { terminated: ended };
  const status = { containerStatuses: [{ name: 'user-container', state, lastState }] };
  return { pods: [{ kind: 'Pod', metadata: { name: 'canary-pod' }, status }] };
}

function event(reason: string, message: string): Partial<Evidence> {
  const involvedObject = { kind: 'Pod', name: 'canary-pod' };
  return {
    pods: [{ kind: 'Pod', metadata: { name: 'canary-pod' }, status: {} }],
    events: [{ metadata: { name: 'e' }, involvedObject, reason, message } as KubeObject],
  };
}

const image404 =
  'Unable to fetch image "example.com/nope:1": failed to resolve image to digest: HEAD https://example.com/v2/nope/manifests/1: unexpected status code 404 Not Found (HEAD responses have no body, use GET for details)';

const cases: readonly (readonly [id: string, said: string, Partial<Evidence>])[] = [
  [
    'revision-missing',
    'Traffic leads to the revision canary-0001, which does not exist.',
    route('RevisionMissing', 'Revision "canary-0001" referenced in traffic not found.'),
  ],
  [
    'configuration-missing',
    'Traffic leads to the configuration other, which does not exist.',
    route('ConfigurationMissing', 'Configuration "other" referenced in traffic not found.'),
  ],
  [
    'revision-of-another',
    'Traffic leads to the revision b-00001, which belongs to the service b.',
    route('RevisionNotOwned', 'Revision "b-00001" belongs to Service "b", not Service "a".'),
  ],
  [
    'revision-name-taken',
    'The template is named canary-00002, and there is already a revision of that name that says something else.',
    {
      subject: failing(
        'Service',
        'canary',
        'Ready',
        'RevisionNameTaken',
        'The revision name "canary-00002" is taken by a conflicting Revision, so traffic will not be migrated',
      ),
    },
  ],
  [
    'revision-name-taken',
    'The template is named canary-00002, and there is already a revision of that name that says something else.',
    {
      configuration: failing(
        'Configuration',
        'canary',
        'Ready',
        'RevisionFailed',
        'Revision creation failed with message: revisions.serving.knative.dev "canary-00002" already exists.',
      ),
    },
  ],
  [
    'not-owned',
    'There is already a Configuration named canary that belongs to nobody or to somebody else.',
    {
      subject: failing(
        'Service',
        'canary',
        'Ready',
        'NotOwned',
        'There is an existing Configuration "canary" that we do not own.',
      ),
    },
  ],
  [
    'image-name',
    'The name of the image is not one.',
    pod({
      waiting: {
        reason: 'InvalidImageName',
        message: 'Failed to apply default image tag "A:b:c": couldn\'t parse image reference',
      },
    }),
  ],
  [
    'image-not-found',
    'The image example.com/nope:1 does not exist.',
    revision('ContainerMissing', image404, 'ContainerHealthy'),
  ],
  [
    'image-not-found',
    'The image example.com/nope:1 does not exist.',
    pod({
      waiting: {
        reason: 'ErrImagePull',
        message:
          'failed to pull image "example.com/nope:1": rpc error: code = NotFound desc = failed to resolve reference: example.com/nope:1: not found',
      },
    }),
  ],
  [
    'image-forbidden',
    'The cluster may not pull the image example.com/private:1.',
    revision(
      'ContainerMissing',
      'Unable to fetch image "example.com/private:1": failed to resolve image to digest: GET https://example.com/v2/private/manifests/1: UNAUTHORIZED: authentication required',
      'ContainerHealthy',
    ),
  ],
  [
    'image-certificate',
    'The cluster does not trust the registry of the image example.com/a:1.',
    revision(
      'ContainerMissing',
      'Unable to fetch image "example.com/a:1": failed to resolve image to digest: Get "https://example.com/v2/": x509: certificate signed by unknown authority',
      'ContainerHealthy',
    ),
  ],
  [
    'image-unreachable',
    'The cluster cannot reach the registry of the image example.invalid/a:1.',
    revision(
      'ContainerMissing',
      'Unable to fetch image "example.invalid/a:1": failed to resolve image to digest: Get "https://example.invalid/v2/": dial tcp: lookup example.invalid: no such host',
      'ContainerHealthy',
    ),
  ],
  [
    'image',
    'The image cannot be pulled.',
    pod({ waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling it' } }),
  ],
  [
    'reference-missing',
    'The secret database that the container uses does not exist.',
    pod({ waiting: { reason: 'CreateContainerConfigError', message: 'secret "database" not found' } }),
  ],
  [
    'key-missing',
    'default/database has no key password.',
    pod({
      waiting: {
        reason: 'CreateContainerConfigError',
        message: "couldn't find key password in Secret default/database",
      },
    }),
  ],
  [
    'user',
    'The image runs as root, which is not allowed here.',
    pod({
      waiting: {
        reason: 'CreateContainerConfigError',
        message: 'container has runAsNonRoot and image will run as root',
      },
    }),
  ],
  [
    'service-account',
    'The service account builder does not exist.',
    deployment(
      'pods "canary-00001-deployment-1" is forbidden: error looking up service account default/builder: serviceaccount "builder" not found',
    ),
  ],
  [
    'quota',
    'The quota compute of the namespace is used up.',
    deployment(
      'pods "canary-00001-deployment-1" is forbidden: exceeded quota: compute, requested: limits.cpu=2, used: limits.cpu=3, limited: limits.cpu=4',
    ),
  ],
  [
    'limits',
    'The resources do not keep the limits of the namespace.',
    deployment('pods "a" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi'),
  ],
  [
    'pod-security',
    'The pod does not keep the namespace’s security level restricted:latest.',
    deployment(
      'pods "a" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
    ),
  ],
  [
    'unschedulable',
    'No node has enough cpu left.',
    revision(
      'Unschedulable',
      '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available',
    ),
  ],
  [
    'unschedulable',
    'No node has enough memory left.',
    event('FailedScheduling', '0/1 nodes are available: 1 Insufficient memory'),
  ],
  [
    'unschedulable',
    'No node takes the pod.',
    revision(
      'Unschedulable',
      "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
    ),
  ],
  [
    'out-of-memory',
    'The container needed more memory than it may have, and was killed.',
    pod(
      { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
      { exitCode: 137, reason: 'OOMKilled' },
    ),
  ],
  [
    'wrong-architecture',
    'The image was built for another kind of processor.',
    revision('ExitCode1', 'Container failed with: exec /app: exec format error', 'ContainerHealthy'),
  ],
  [
    'command-not-found',
    'The container’s command does not exist in its image.',
    pod(
      { waiting: { reason: 'CrashLoopBackOff' } },
      {
        exitCode: 128,
        reason: 'StartError',
        message: 'exec: "serve": executable file not found in $PATH: unknown',
      },
    ),
  ],
  [
    'command-not-found',
    'The container’s command does not exist in its image.',
    revision('ExitCode127', 'Container failed with: sh: serve: not found', 'ContainerHealthy'),
  ],
  [
    'ended',
    'The container ended by itself, but a service must go on and listen.',
    revision('ExitCode0', 'Container failed with: container exited with no error', 'ContainerHealthy'),
  ],
  [
    'crashed',
    'The container crashed with exit code 1.',
    pod(
      { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting' } },
      { exitCode: 1, reason: 'Error', message: 'no DATABASE_URL' },
    ),
  ],
  [
    'crashed',
    'The container crashed with exit code 3.',
    revision('ExitCode3', 'Container failed with: oops', 'ContainerHealthy'),
  ],
  [
    'crashed',
    'The container crashes again and again.',
    pod({ waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting' } }),
  ],
  [
    'nobody-listens',
    'Nothing in the container listens on port 8080.',
    event('Unhealthy', 'Readiness probe failed: dial tcp 10.1.2.3:8080: connect: connection refused'),
  ],
  [
    'probe-refused',
    'The readiness probe is answered with status 503.',
    event('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'),
  ],
  [
    'probe',
    'The readiness probe fails.',
    event('Unhealthy', 'Readiness probe failed: context deadline exceeded'),
  ],
  [
    'deadline',
    'No pod became ready in time.',
    revision('ProgressDeadlineExceeded', 'Initial scale was never achieved'),
  ],
  [
    'no-ingress',
    'No ingress controller has taken up the route.',
    route('IngressNotConfigured', 'Ingress has not yet been reconciled.'),
  ],
  [
    'domain-taken',
    'The domain belongs to another namespace.',
    {
      subject: failing(
        'DomainMapping',
        'a.example.com',
        'DomainClaimed',
        'DomainAlreadyClaimed',
        'The domain name is already in use.',
      ),
    },
  ],
];

describe('known causes', () => {
  test('each is looked at', () => {
    const looked = new Set(cases.map(([id]) => id));
    assert.deepEqual(
      knownCauses.filter(({ id }) => !looked.has(id)).map(({ id }) => id),
      [],
    );
  });

  for (const [id, sentence, some] of cases) {
    test(`${id}: ${sentence}`, () => {
      const { cause } = diagnose(evidence(some));
      assert.ok(cause);
      assert.equal(cause.id, id);
      assert.equal(english(cause.sentence), sentence);
      assert.ok(cause.fix);
      assert.doesNotMatch(english(cause.fix), /\{\d\}|undefined/);
    });
  }
});

describe('a diagnosis', () => {
  test('knows the name that was probably meant', () => {
    const { cause } = diagnose(
      evidence({
        ...route('RevisionMissing', 'Revision "canary-0001" referenced in traffic not found.'),
        revisionNames: ['canary-00001', 'canary-00002', 'other-00001'],
      }),
    );
    assert.deepEqual(cause?.rename, { from: 'canary-0001', to: 'canary-00001' });
    assert.equal(cause.fix && english(cause.fix), 'Did you mean canary-00001?');
  });

  test('prefers what is inside to what it brings about', () => {
    const { cause, log } = diagnose(
      evidence({
        subject: failing(
          'Service',
          'canary',
          'Ready',
          'RevisionMissing',
          'Configuration "canary" does not have any ready Revision.',
        ),
        configuration: failing(
          'Configuration',
          'canary',
          'Ready',
          'RevisionFailed',
          'Revision "canary-00001" failed with message: Container failed with: oops.',
        ),
        ...pod({ waiting: { reason: 'CrashLoopBackOff' } }, { exitCode: 2, reason: 'Error' }),
      }),
    );
    assert.equal(cause?.id, 'crashed');
    assert.deepEqual(log, { pod: 'canary-pod', container: 'user-container', previous: true });
  });

  test('says what the cluster says where nothing known fits', () => {
    const diagnosis = diagnose(
      evidence({ subject: failing('Broker', 'default', 'Ready', 'Odd', 'The moon is full.') }),
    );
    assert.equal(diagnosis.cause, undefined);
    assert.equal(sentenceOf(diagnosis), 'The moon is full.');
  });

  test('says nothing where nothing is said', () => {
    const diagnosis = diagnose(evidence({}));
    assert.equal(sentenceOf(diagnosis), '');
    assert.deepEqual(diagnosis.clues, []);
  });

  test('a revision at zero is not at fault', () => {
    const conditions = [
      {
        type: 'Active',
        status: 'False',
        reason: 'NoTraffic',
        message: 'The target is not receiving traffic.',
        severity: 'Info',
      },
    ];
    const asleep = { kind: 'Revision', metadata: { name: 'a' }, status: { conditions } };
    assert.deepEqual(diagnose(evidence({ revision: asleep })).clues, []);
  });
});

/** The pod of 2019 is today's without what came since. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { container, podSpecFields } from '#knative/resources/core.ts';
import { asOf2019 } from '#knative/resources/core/asOf2019.ts';
import { object, type ObjectShape, type Shape } from '#knative/resources/shape.ts';

const today = object('v1.Pod', {
  container: { shape: container, doc: '' },
  volumes: podSpecFields.volumes,
  affinity: podSpecFields.affinity,
});

/** `STRUCT.FIELD` of all that is reached in `then` and is gone from it. */
function gone(now: Shape, then: Shape, found = new Set<string>()): ReadonlySet<string> {
  if (now.type === 'list' && then.type === 'list') gone(now.items, then.items, found);
  if (now.type === 'map' && then.type === 'map') gone(now.values, then.values, found);
  if (now.type !== 'object' || then.type !== 'object') return found;
  for (const [name, field] of Object.entries(now.fields)) {
    const older = then.fields[name];
    if (older === undefined) found.add(`${now.go}.${name}`);
    else gone(field.shape, older.shape, found);
  }
  return found;
}

function embeddedNames(shape: ObjectShape): readonly (string | undefined)[] {
  return ['exec', 'httpGet', 'tcpSocket'].map((name) => shape.fields[name]?.embedded);
}

describe('the pod of 2019', () => {
  it('lacks what is younger', () => {
    assert.deepEqual([...gone(today, asOf2019(today))].toSorted(), [
      'v1.CinderVolumeSource.secretRef',
      'v1.Container.resizePolicy',
      'v1.Container.restartPolicy',
      'v1.Container.restartPolicyRules',
      'v1.Container.startupProbe',
      'v1.EnvVarSource.fileKeyRef',
      'v1.Lifecycle.stopSignal',
      'v1.LifecycleHandler.sleep',
      'v1.PodAffinityTerm.matchLabelKeys',
      'v1.PodAffinityTerm.mismatchLabelKeys',
      'v1.PodAffinityTerm.namespaceSelector',
      'v1.Probe.grpc',
      'v1.Probe.terminationGracePeriodSeconds',
      'v1.QuobyteVolumeSource.tenant',
      'v1.ResourceRequirements.claims',
      'v1.SecurityContext.appArmorProfile',
      'v1.SecurityContext.procMount',
      'v1.SecurityContext.seccompProfile',
      'v1.SecurityContext.windowsOptions',
      'v1.Volume.csi',
      'v1.Volume.ephemeral',
      'v1.Volume.image',
      'v1.VolumeMount.recursiveReadOnly',
      'v1.VolumeMount.subPathExpr',
      'v1.VolumeProjection.clusterTrustBundle',
      'v1.VolumeProjection.podCertificate',
    ]);
  });

  it('called what probes and hooks do by one name', () => {
    const { readinessProbe, lifecycle } = asOf2019(container).fields;
    assert.deepEqual(embeddedNames(readinessProbe.shape), ['Handler', 'Handler', 'Handler']);
    assert.equal(lifecycle.shape.fields.preStop.shape.go, 'v1.Handler');
  });

  it('is made once', () => {
    assert.equal(asOf2019(container), asOf2019(container));
    const { fields } = asOf2019(container);
    assert.equal(fields.readinessProbe.shape, fields.livenessProbe.shape);
  });
});

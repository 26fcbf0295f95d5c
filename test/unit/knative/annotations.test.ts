/** The table of annotations, held against what admission refuses: a value the table calls good is never refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { autoscalingErrors } from '#knative/admission/annotations/autoscaling.ts';
import { networkingErrors } from '#knative/admission/annotations/networking.ts';
import { queueSidecarErrors } from '#knative/admission/annotations/queueSidecar.ts';
import { progressDeadlineErrors, rolloutDurationErrors } from '#knative/admission/annotations/seconds.ts';
import { annotationOf, annotations, annotationsFor, placeOf } from '#knative/annotations.ts';
import type { KnownAnnotation } from '#knative/annotations/known.ts';
import type { Resource } from '#knative/resource.ts';

const hpa = 'hpa.autoscaling.knative.dev';

function errorsOf(key: string, value: string): readonly string[] {
  const given = { [key]: value };
  // CPU and memory are for the other class.
  if (key.endsWith('/metric') && (value === 'cpu' || value === 'memory'))
    given['autoscaling.knative.dev/class'] = hpa;
  return [
    ...autoscalingErrors(given, [], {
      podAutoscalerClass: 'kpa.autoscaling.knative.dev',
      maxScaleLimit: 0n,
      allowZeroInitialScale: true,
    }),
    ...networkingErrors(key.endsWith('/visibility') ? {} : given, []),
    ...queueSidecarErrors(given, []),
    ...progressDeadlineErrors(given, []),
    ...rolloutDurationErrors(given, []),
  ]
    .filter(({ level }) => level !== 'warning')
    .map(({ message }) => message);
}

const numeric = annotations().filter(({ range }) => range !== undefined);

/** A value just outside a bound, in the bound's own form. */
function beyond(bound: string, by: number): string {
  const [, number = '0', unit = ''] = /^(-?[\d.]+)(\w*)$/.exec(bound) ?? [];
  if (unit.includes('h')) return '2h';
  return `${Number(number) + by * (Number(number) < 1 && number.includes('.') ? 0.005 : 1)}${unit}`;
}

describe('the table of annotations', () => {
  it('has each key and alias once', () => {
    const keys = annotations().flatMap(({ key, aliases }) => [key].concat(aliases));
    assert.deepEqual(keys, [...new Set(keys)]);
    assert.ok(keys.length > 50);
  });

  it('offers nothing that admission refuses, in any spelling', () => {
    for (const one of annotations()) {
      for (const key of [one.key, ...one.aliases]) {
        for (const value of [...one.examples, ...(one.allowed ?? [])]) {
          assert.deepEqual(errorsOf(key, value), [], `${key}: ${value}`);
        }
      }
    }
  });

  it('has the ranges that admission enforces: the bounds pass, what lies beyond is refused', () => {
    assert.ok(numeric.length > 12);
    for (const { key, aliases, range, type } of numeric) {
      for (const spelling of [key, ...aliases]) {
        const [low = '', high = ''] = range ?? [];
        assert.deepEqual(errorsOf(spelling, low), [], `${spelling}: ${low}`);
        assert.notDeepEqual(errorsOf(spelling, beyond(low, -1)), [], `${spelling}: ${beyond(low, -1)}`);
        if (high === '') continue;
        assert.deepEqual(errorsOf(spelling, high), [], `${spelling}: ${high}`);
        assert.notDeepEqual(errorsOf(spelling, beyond(high, 1)), [], `${spelling}: ${beyond(high, 1)}`);
      }
      assert.notEqual(type, 'text');
    }
  });

  it('knows which autoscaling keys have an alias, as admission reads them', () => {
    for (const one of annotations().filter(({ key }) => key.startsWith('autoscaling.'))) {
      const camel = one.key.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      if (camel === one.key || one.type === 'text') continue;
      assert.equal(errorsOf(camel, 'not-a-value').length > 0, one.aliases.includes(camel), camel);
    }
  });

  it('finds by old spellings, and by place', () => {
    assert.equal(annotationOf('autoscaling.knative.dev/minScale')?.key, 'autoscaling.knative.dev/min-scale');
    assert.equal(annotationOf('example.com/x'), undefined);
    const names = (found: readonly KnownAnnotation[]): readonly string[] =>
      found.map(({ key }) => key.split('/')[1] ?? '');
    assert.ok(names(annotationsFor('template', 'annotation')).includes('min-scale'));
    assert.ok(names(annotationsFor('Revision', 'annotation')).includes('min-scale'));
    assert.ok(!names(annotationsFor('Service', 'annotation')).includes('min-scale'));
    assert.deepEqual(names(annotationsFor('Service', 'label')), ['visibility']);
  });

  it('tells the metadata of a template from that of a resource', () => {
    const service: Resource = {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      name: '',
      namespace: '',
      duplicateKeys: [],
      value: { spec: { template: {} } },
    };
    assert.equal(placeOf(service, ['metadata']), 'Service');
    assert.equal(placeOf(service, ['spec', 'template', 'metadata']), 'template');
    assert.equal(placeOf(service, ['spec', 'metadata']), undefined);
    assert.equal(placeOf({ ...service, kind: 'PingSource' }, ['metadata']), undefined);
  });
});

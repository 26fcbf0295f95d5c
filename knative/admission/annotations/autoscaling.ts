/**
 * The autoscaling annotations of a template, Revision or PodAutoscaler (knative.dev/serving
 * pkg/apis/autoscaling/annotation_validation.go).
 */
import { formatDuration, hour, parseDuration, parseFloat64, second } from '../../goNumbers.ts';
import type { Path } from '../../path.ts';
import { type FieldError, invalidValue, keySpot } from '../fieldError.ts';
import { type Annotations, changeTo, find, type Found } from './found.ts';
import { bounded, page } from './bounds.ts';
import { className, classErrors, metricErrors } from './classAndMetric.ts';
import { initialScaleErrors, scaleErrors } from './scale.ts';

export interface AutoscalerSettings {
  readonly podAutoscalerClass: string;
  /** 0 is no limit. */
  readonly maxScaleLimit: bigint;
  readonly allowZeroInitialScale: boolean;
}

export const autoscalingGroup = 'autoscaling.knative.dev';

/** What is wrong with the autoscaling annotations; `at` leads to the map they are in, and paths start with the key. */
export function autoscalingErrors(
  annotations: Annotations,
  at: Path,
  settings: AutoscalerSettings,
): readonly FieldError[] {
  if (!Object.keys(annotations).some((key) => key.startsWith(autoscalingGroup))) return [];
  return [
    ...classErrors(annotations, at),
    ...scaleErrors(annotations, at, settings.maxScaleLimit),
    ...numberErrors(annotations, at),
    ...durationErrors(annotations, at),
    ...metricErrors(annotations, at, settings.podAutoscalerClass),
    ...algorithmErrors(annotations, at),
    ...initialScaleErrors(annotations, at, settings.allowZeroInitialScale),
  ];
}

function key(name: string): string {
  return `${autoscalingGroup}/${name}`;
}

/** A key and its old spelling. */
function bothSpellings(name: string): readonly [today: string, old: string] {
  return [key(name), key(name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()))];
}

const spellings = {
  panicWindow: bothSpellings('panic-window-percentage'),
  panicThreshold: bothSpellings('panic-threshold-percentage'),
  targetUtilization: bothSpellings('target-utilization-percentage'),
  burstCapacity: bothSpellings('target-burst-capacity'),
  retentionPeriod: bothSpellings('scale-to-zero-pod-retention-period'),
  scaleDownDelay: bothSpellings('scale-down-delay'),
  algorithm: bothSpellings('metric-aggregation-algorithm'),
};

function numberErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  return [
    ...percentage(find(annotations, ...spellings.panicWindow), at, 1, 100),
    ...percentage(find(annotations, ...spellings.panicThreshold), at, 110, 1000),
    ...percentage(find(annotations, ...spellings.targetUtilization), at, 1, 100),
    ...target(find(annotations, key('target')), at),
    ...burstCapacity(find(annotations, ...spellings.burstCapacity), at),
  ];
}

function percentage(found: Found | undefined, at: Path, low: number, high: number): readonly FieldError[] {
  if (found === undefined) return [];
  const value = parseFloat64(found.value);
  if (value === undefined) return [invalid(found, at)];
  if (value < low) return [bounded(found, at, String(low), String(high), String(low))];
  return value > high ? [bounded(found, at, String(low), String(high), String(high))] : [];
}

const lowestTarget = 0.01;

function target(found: Found | undefined, at: Path): readonly FieldError[] {
  if (found === undefined) return [];
  const value = parseFloat64(found.value);
  if (value === undefined) return [invalid(found, at)];
  if (!(value < lowestTarget)) return [];
  return [
    {
      ...invalid(found, at),
      message: `target ${found.value} should be at least ${lowestTarget}`,
      advice: { code: 'out-of-bounds', docs: page('target'), fixes: changeTo(at, found.key, '1') },
    },
  ];
}

function burstCapacity(found: Found | undefined, at: Path): readonly FieldError[] {
  if (found === undefined) return [];
  const value = parseFloat64(found.value);
  return value === undefined || (value < 0 && value !== -1) ? [invalid(found, at)] : [];
}

function durationErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  return [
    ...duration(find(annotations, key('window')), at, 6n * second, true),
    ...duration(find(annotations, ...spellings.retentionPeriod), at, 0n, false),
    ...duration(find(annotations, ...spellings.scaleDownDelay), at, 0n, true),
  ];
}

function duration(
  found: Found | undefined,
  at: Path,
  low: bigint,
  wholeSeconds: boolean,
): readonly FieldError[] {
  if (found === undefined) return [];
  const value = parseDuration(found.value);
  if (value === undefined) return [{ ...invalid(found, at), ...unitFix(found, at) }];
  const [lowText, highText] = [formatDuration(low), formatDuration(hour)];
  if (value < low) return [bounded(found, at, lowText, highText, lowText)];
  if (value > hour) return [bounded(found, at, lowText, highText, '1h')];
  if (!wholeSeconds || value % second === 0n) return [];
  return [
    {
      ...invalid(found, at),
      message: 'must be specified with at most second precision',
      advice: {
        code: 'second-precision',
        docs: page(found.key),
        fixes: changeTo(at, found.key, formatDuration(value - (value % second))),
      },
    },
  ];
}

/** A bare number was most likely meant in seconds. */
function unitFix({ key, value }: Found, at: Path): Pick<FieldError, 'advice'> | undefined {
  if (!/^\d+$/.test(value)) return undefined;
  return {
    advice: { code: 'invalid-value', docs: page(key), fixes: changeTo(at, key, `${value}s`) },
  };
}

const algorithms = new Set(['', 'linear', 'weighted-exponential', 'weightedExponential']);

/** Only looked at where the annotation itself says it is Knative's own autoscaler. */
function algorithmErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  if (find(annotations, key('class'))?.value !== className.kpa) return [];
  const found = find(annotations, ...spellings.algorithm);
  return found === undefined || algorithms.has(found.value) ? [] : [invalid(found, at)];
}

function invalid({ key, value }: Found, at: Path): FieldError {
  return invalidValue(value, keySpot(at, key), { docs: page(key) });
}

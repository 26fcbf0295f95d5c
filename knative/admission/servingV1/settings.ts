/** The cluster's ConfigMaps as Serving reads them: flags, defaults and bounds, with Knative's own where they are silent. */
import { type ClusterProfile, type Flag, featureFlag } from '../../clusterProfile.ts';
import { parseInteger } from '../../goNumbers.ts';
import { parseQuantity } from '../../quantity.ts';
import type { AutoscalerSettings } from '../annotations/autoscaling.ts';

export interface Settings {
  readonly flag: (key: string) => Flag;
  /** config-features `secure-pod-defaults`, which has a value of its own. */
  readonly secureDefaults: 'Enabled' | 'AllowRootBounded' | 'Disabled';
  /** Seconds. */
  readonly timeout: bigint;
  readonly maxTimeout: bigint;
  readonly responseStartTimeout: bigint;
  readonly idleTimeout: bigint;
  readonly concurrency: bigint;
  readonly minConcurrency: bigint;
  readonly maxConcurrency: bigint;
  /** undefined leaves the field unset. */
  readonly enableServiceLinks: boolean | undefined;
  readonly containerName: string;
  readonly initContainerName: string;
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
  readonly autoscaler: AutoscalerSettings;
}

const known = new WeakMap<ClusterProfile, Settings>();

/** Reads a profile once. */
export function settingsOf(profile: ClusterProfile): Settings {
  const read = known.get(profile);
  if (read !== undefined) return read;
  const settings = readSettings(profile);
  known.set(profile, settings);
  return settings;
}

type ConfigMap = Readonly<Record<string, string>>;

/** knative.dev/serving pkg/apis/config/defaults.go and features.go. */
function readSettings(profile: ClusterProfile): Settings {
  const { defaults, autoscaler } = profile;
  const timeout = integer(defaults, 'revision-timeout-seconds', 300n);
  return {
    flag: (key) => featureFlag(profile, key),
    secureDefaults: secureDefaults(profile),
    timeout,
    maxTimeout: integer(defaults, 'max-revision-timeout-seconds', 600n),
    responseStartTimeout: integer(defaults, 'revision-response-start-timeout-seconds', timeout),
    idleTimeout: integer(defaults, 'revision-idle-timeout-seconds', 0n),
    concurrency: integer(defaults, 'container-concurrency', 0n),
    minConcurrency: boolean(defaults, 'allow-container-concurrency-zero', true) ? 0n : 1n,
    maxConcurrency: integer(defaults, 'container-concurrency-max-limit', 1000n),
    enableServiceLinks: serviceLinks(defaults),
    containerName: value(defaults, 'container-name-template') ?? 'user-container',
    initContainerName: value(defaults, 'init-container-name-template') ?? 'init-container',
    requests: quantities(defaults, 'request'),
    limits: quantities(defaults, 'limit'),
    autoscaler: {
      podAutoscalerClass: value(autoscaler, 'pod-autoscaler-class') ?? 'kpa.autoscaling.knative.dev',
      maxScaleLimit: integer(autoscaler, 'max-scale-limit', 0n),
      allowZeroInitialScale: boolean(autoscaler, 'allow-zero-initial-scale', false),
    },
  };
}

function secureDefaults({ features }: ClusterProfile): Settings['secureDefaults'] {
  switch (value(features, 'secure-pod-defaults')?.toLowerCase()) {
    case 'enabled':
      return 'Enabled';
    case 'allowrootbounded':
      return 'AllowRootBounded';
    default:
      return 'Disabled';
  }
}

function serviceLinks(defaults: ConfigMap): boolean | undefined {
  const written = value(defaults, 'enable-service-links')?.toLowerCase();
  if (written === undefined) return false;
  return written === 'true' ? true : written === 'false' ? false : undefined;
}

function quantities(defaults: ConfigMap, kind: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
    const written = value(defaults, `revision-${resource}-${kind}`);
    if (written !== undefined && parseQuantity(written) !== undefined) found[resource] = written;
  }
  return found;
}

function integer(map: ConfigMap, key: string, otherwise: bigint): bigint {
  const number = parseInteger(value(map, key) ?? '');
  return typeof number === 'bigint' ? number : otherwise;
}

/** strconv.ParseBool; what it refuses is as if it were not there. */
function boolean(map: ConfigMap, key: string, otherwise: boolean): boolean {
  const written = value(map, key) ?? '';
  if (/^(?:1|t|T|TRUE|true|True)$/.test(written)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(written) ? false : otherwise;
}

function value(map: ConfigMap, key: string): string | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

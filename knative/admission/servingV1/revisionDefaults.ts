/** The defaults of a revision's spec (knative.dev/serving pkg/apis/serving/v1/revision_defaults.go, and the CRD's). */
import { named } from './containerNames.ts';
import { withSecureDefaults } from './secureDefaults.ts';
import type { Settings } from './settings.ts';
import type { Container, ContainerPort, Defaulting, ObjectMeta, Probe, RevisionSpec } from './types.ts';

/** The CRD's own defaults; init containers it does not look into. */
export function schemaDefaults(spec: RevisionSpec): RevisionSpec {
  const { containers } = spec;
  if (containers === undefined) return spec;
  return { ...spec, containers: containers.map(containerSchemaDefaults) };
}

function containerSchemaDefaults(container: Container): Container {
  const { ports } = container;
  const result = withGrpcServices(container);
  if (ports === undefined) return result;
  return { ...result, ports: ports.map(withProtocol) };
}

function withProtocol(port: ContainerPort): ContainerPort {
  return port.protocol === undefined ? { ...port, protocol: 'TCP' } : port;
}

/** `parent` is the metadata of the Service or Configuration, from which names can be made. */
export function revisionSpecDefaults(
  spec: RevisionSpec,
  parent: ObjectMeta,
  { settings, isUpdate }: Defaulting,
): RevisionSpec {
  const containers = spec.containers ?? [];
  const initContainers = spec.initContainers ?? [];
  const names = new Set([...containers, ...initContainers].map(({ name = '' }) => name));
  const only = containers.length === 1;
  const filled = named(containers, names, settings.containerName, parent).map((container) =>
    withSecureDefaults(containerDefaults(container, spec, only, settings), spec.securityContext, settings),
  );
  const filledInit = named(initContainers, names, settings.initContainerName, parent).map((container) =>
    withSecureDefaults(container, spec.securityContext, settings),
  );
  return {
    ...spec,
    ...timeouts(spec, settings),
    ...(spec.containers !== undefined && { containers: filled }),
    ...(spec.initContainers !== undefined && { initContainers: filledInit }),
    ...serviceLinks(spec, settings, isUpdate),
  };
}

/** The other timeouts are only filled in where they are shorter. */
function timeouts(spec: RevisionSpec, settings: Settings): RevisionSpec {
  const given = spec.timeoutSeconds ?? 0;
  const timeout = given === 0 ? Number(settings.timeout) : given;
  const shorter = (value: bigint): number | undefined =>
    value !== 0n && value < timeout ? Number(value) : undefined;
  const idle = spec.idleTimeoutSeconds ?? shorter(settings.idleTimeout);
  const responseStart = spec.responseStartTimeoutSeconds ?? shorter(settings.responseStartTimeout);
  return {
    timeoutSeconds: timeout,
    containerConcurrency: spec.containerConcurrency ?? Number(settings.concurrency),
    ...(idle !== undefined && { idleTimeoutSeconds: idle }),
    ...(responseStart !== undefined && { responseStartTimeoutSeconds: responseStart }),
  };
}

function serviceLinks(spec: RevisionSpec, settings: Settings, isUpdate: boolean): RevisionSpec {
  const enableServiceLinks = spec.enableServiceLinks ?? settings.enableServiceLinks;
  // Filled in along with the first container, and only when the object is created.
  const applies = !isUpdate && (spec.containers ?? []).length > 0 && enableServiceLinks !== undefined;
  return applies ? { enableServiceLinks } : {};
}

function containerDefaults(
  container: Container,
  spec: RevisionSpec,
  only: boolean,
  settings: Settings,
): Container {
  const serves = only || (container.ports ?? []).length > 0;
  const readiness = readinessDefaults(container.readinessProbe, serves);
  return withGrpcServices({
    ...container,
    ...resourceDefaults(container, settings),
    ...(readiness !== undefined && { readinessProbe: readiness }),
    ...(container.volumeMounts !== undefined && { volumeMounts: readOnlyMounts(container, spec) }),
  });
}

function resourceDefaults({ resources = {} }: Container, { requests, limits }: Settings): Container {
  const result = {
    ...resources,
    requests: { ...requests, ...resources.requests },
    limits: { ...limits, ...resources.limits },
  };
  const { requests: noRequests, limits: noLimits, ...rest } = result;
  return {
    resources: {
      ...rest,
      ...(Object.keys(noRequests).length > 0 && { requests: noRequests }),
      ...(Object.keys(noLimits).length > 0 && { limits: noLimits }),
    },
  };
}

/** The container that serves is always probed; by a connection to its port if nothing else is said. */
function readinessDefaults(given: Probe | undefined, serves: boolean): Probe | undefined {
  if (given === undefined && !serves) return undefined;
  const probe = given ?? {};
  const isHandled =
    probe.tcpSocket !== undefined ||
    probe.httpGet !== undefined ||
    probe.exec !== undefined ||
    probe.grpc !== undefined;
  return {
    ...probe,
    ...(serves && !isHandled && { tcpSocket: {} }),
    successThreshold: probe.successThreshold ?? 1,
    ...(probe.periodSeconds !== undefined && {
      failureThreshold: probe.failureThreshold ?? 3,
      timeoutSeconds: probe.timeoutSeconds ?? 1,
    }),
  };
}

function withGrpcServices(container: Container): Container {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  return {
    ...container,
    ...(livenessProbe !== undefined && { livenessProbe: withGrpcService(livenessProbe) }),
    ...(readinessProbe !== undefined && { readinessProbe: withGrpcService(readinessProbe) }),
    ...(startupProbe !== undefined && { startupProbe: withGrpcService(startupProbe) }),
  };
}

function withGrpcService(probe: Probe): Probe {
  if (probe.grpc === undefined || probe.grpc.service !== undefined) return probe;
  return { ...probe, grpc: { ...probe.grpc, service: '' } };
}

/** Volumes that hold given data can only be read. */
function readOnlyMounts(
  { volumeMounts = [] }: Container,
  { volumes = [] }: RevisionSpec,
): NonNullable<Container['volumeMounts']> {
  const writable = new Set(
    volumes
      .filter(
        ({ emptyDir, persistentVolumeClaim, ephemeral }) =>
          emptyDir !== undefined || persistentVolumeClaim !== undefined || ephemeral !== undefined,
      )
      .map(({ name = '' }) => name),
  );
  return volumeMounts.map((mount) =>
    writable.has(mount.name ?? '') || mount.readOnly === true ? mount : { ...mount, readOnly: true },
  );
}

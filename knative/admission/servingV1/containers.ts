/**
 * The lists of containers (knative.dev/serving pkg/apis/serving/k8s_validation.go validateContainers,
 * validateContainersPorts, validateInitContainers). Paths start below the pod's spec.
 */
import type { Path } from '../../path.ts';
import {
  fieldError,
  type FieldError,
  missingField,
  pathlessError,
  type Spot,
  spot,
  viaItem,
} from '../fieldError.ts';
import { containerFieldErrors } from './container.ts';
import { pages } from './pages.ts';
import { probeErrors, refusedProbeErrors, sidecarProbeErrors } from './probes.ts';
import type { Container, ContainerPort, PodRules, RevisionSpec } from './types.ts';

/** The containers, and what holds for all of them together. */
export function containerErrors(spec: RevisionSpec, at: Path, rules: PodRules): readonly FieldError[] {
  const { containers = [] } = spec;
  const where = [...at, 'containers'];
  const [first] = containers;
  const port = servingPort(containers);
  if (first === undefined) {
    return [missingField([spot(at, 'containers')], { docs: pages.api })];
  }
  const errors = portCountErrors(containers, where);
  if (containers.length === 1) {
    const own = servingContainerErrors(first, [...where, 0], port, rules);
    return [...errors, ...viaItem(own, 'containers', 0)];
  }
  return [...errors, ...severalErrors(containers, where, port, rules)];
}

/** The port requests are sent to: the first of the last container that has any. */
function servingPort(containers: readonly Container[]): ContainerPort {
  const found = containers.findLast(({ ports = [] }) => ports.length > 0)?.ports?.[0];
  return { ...found, name: found?.name ?? 'http' };
}

function portCountErrors(containers: readonly Container[], where: Path): readonly FieldError[] {
  const count = containers.reduce((sum, { ports = [] }) => sum + ports.length, 0);
  const docs = pages.containers;
  if (count === 0 && containers.length > 1) {
    const printed: Spot = { printed: 'containers[*].ports', path: where, at: 'key' };
    return [missingField([printed], { code: 'container-port-count', docs })];
  }
  if (count <= 1) return [];
  const spots = containers.flatMap(({ ports = [] }, index): readonly Spot[] =>
    ports.length === 0
      ? []
      : [{ printed: 'containers[*].ports', path: [...where, index, 'ports'], at: 'key' }],
  );
  const advice = { code: 'container-port-count', docs };
  return [
    fieldError('more than one container port is set', spots, advice, [
      'Only a single port is allowed across all containers',
    ]),
  ];
}

function severalErrors(
  containers: readonly Container[],
  where: Path,
  port: ContainerPort,
  rules: PodRules,
): readonly FieldError[] {
  if (rules.settings.flag('multi-container') !== 'Enabled') {
    const words = `multi-container is off, but found ${containers.length} containers`;
    return [pathlessError(words, where, { code: 'feature-disabled', docs: pages.features })];
  }
  const names = new Set<string>();
  let errors: readonly FieldError[] = [];
  containers.forEach((container, index) => {
    const { name = '', ports = [] } = container;
    const path = [...where, index];
    // A quirk: the prefix goes on everything found so far.
    if (names.has(name)) errors = viaItem([...errors, duplicateName(name, path)], 'containers', index);
    names.add(name);
    const own =
      ports.length === 0
        ? sidecarErrors(container, path, rules)
        : servingContainerErrors(container, path, port, rules);
    errors = [...errors, ...viaItem(own, 'containers', index)];
  });
  return errors;
}

function duplicateName(name: string, path: Path): FieldError {
  const advice = { code: 'duplicate-container-name', docs: pages.containers };
  return fieldError(`duplicate container name "${name}"`, [spot(path, 'name')], advice);
}

function servingContainerErrors(
  container: Container,
  path: Path,
  port: ContainerPort,
  rules: PodRules,
): readonly FieldError[] {
  return [
    ...probeErrors(container, path, { portName: port.name ?? '' }),
    ...containerFieldErrors(container, path, 'serving', rules),
  ];
}

function sidecarErrors(container: Container, path: Path, rules: PodRules): readonly FieldError[] {
  const probing = rules.settings.flag('multi-container-probing') === 'Enabled';
  return [
    ...(probing ? probeErrors(container, path, 'sidecar') : sidecarProbeErrors(container, path)),
    ...containerFieldErrors(container, path, 'sidecar', rules),
  ];
}

/** Their errors are printed as if they were about `containers`. */
export function initContainerErrors(spec: RevisionSpec, at: Path, rules: PodRules): readonly FieldError[] {
  const { initContainers = [], containers = [] } = spec;
  if (initContainers.length === 0) return [];
  const where = [...at, 'initContainers'];
  if (rules.settings.flag('kubernetes.podspec-init-containers') !== 'Enabled') {
    const words = `pod spec support for init-containers is off, but found ${initContainers.length} init containers`;
    return [pathlessError(words, where, { code: 'feature-disabled', docs: pages.features })];
  }
  const names = new Set(containers.map(({ name = '' }) => name));
  let errors: readonly FieldError[] = [];
  initContainers.forEach((container, index) => {
    const { name = '' } = container;
    const path = [...where, index];
    // The same quirk as among containers; names of init containers among themselves are not compared.
    if (names.has(name)) errors = viaItem([...errors, duplicateName(name, path)], 'containers', index);
    const own = [
      ...refusedProbeErrors(container, path),
      ...containerFieldErrors(container, path, 'init', rules),
    ];
    errors = [...errors, ...viaItem(own, 'containers', index)];
  });
  return errors;
}

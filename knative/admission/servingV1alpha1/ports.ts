/**
 * The port of the container (knative.dev/serving pkg/apis/serving/v1alpha1/revision_validation.go
 * validateContainerPorts): of several only the first is looked at. Paths have no index, and capitals as Go has them.
 */
import type { Path } from '../../path.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import { disallowedField, fieldError, type FieldError, outOfBounds, type Spot } from '../fieldError.ts';
import { remove, setTo } from '../servingV1/fixes.ts';
import { invalidQuoted } from './quoted.ts';
import type { ContainerPort } from './types.ts';

const docs = `${servingPages.runtime}#protocols-and-ports`;

/** Ports of the queue proxy: requests, administration, metrics. */
const reserved = new Set([8012, 8022, 9090]);
const defaultPort = 8080;

/** `at` leads to the list. */
export function portErrors(ports: readonly ContainerPort[] = [], at: Path): readonly FieldError[] {
  const [port] = ports;
  if (port === undefined) return [];
  const first = [...at, 0];
  return [
    ...(ports.length > 1 ? [tooMany(ports.length, at)] : []),
    ...protocolErrors(port, first),
    ...hostErrors(port, first),
    ...numberErrors(port, first),
    ...nameErrors(port, first),
  ];
}

/** Of none but the first could be told which is meant, so no fix is preferred. */
function tooMany(count: number, at: Path): FieldError {
  const others = Array.from({ length: count - 1 }, (_, i) => [...at, count - 1 - i]);
  return fieldError(
    'More than one container port is set',
    [{ printed: '', path: at, at: 'value' }],
    {
      code: 'port-count',
      docs,
      fixes: others.length === 1 && others[0] !== undefined ? remove(others[0], 'ports[1]') : [],
    },
    ['Only a single port is allowed'],
  );
}

function protocolErrors({ protocol = '' }: ContainerPort, at: Path): readonly FieldError[] {
  if (protocol === '' || protocol === 'TCP') return [];
  const where = place(at, 'Protocol', 'protocol');
  return [invalidQuoted(protocol, where, { docs, fixes: setTo(where.path, 'TCP') })];
}

function hostErrors({ hostIP = '', hostPort = 0 }: ContainerPort, at: Path): readonly FieldError[] {
  return [
    ...(hostIP === '' ? [] : [hostField('HostIP', 'hostIP', at)]),
    ...(hostPort === 0 ? [] : [hostField('HostPort', 'hostPort', at)]),
  ];
}

function hostField(printed: string, name: string, at: Path): FieldError {
  const where: Spot = { ...place(at, printed, name), at: 'key' };
  return disallowedField([where], { docs, fixes: remove(where.path, name) });
}

function numberErrors({ containerPort = 0 }: ContainerPort, at: Path): readonly FieldError[] {
  const where = place(at, 'ContainerPort', 'containerPort');
  const advice = { docs, fixes: setTo(where.path, defaultPort) };
  if (reserved.has(containerPort)) {
    return [invalidQuoted(containerPort, where, { code: 'reserved-port', ...advice })];
  }
  return containerPort >= 1 && containerPort <= 65535
    ? []
    : [outOfBounds(containerPort, 1, 65535, where, advice)];
}

const names = new Set(['', 'h2c', 'http1']);

function nameErrors({ name = '' }: ContainerPort, at: Path): readonly FieldError[] {
  if (names.has(name)) return [];
  const path = [...at, 'name'];
  const meant = /grpc|http2|h2/i.test(name) ? 'h2c' : 'http1';
  return [
    fieldError(
      `Port name ${name} is not allowed`,
      [{ printed: '', path, at: 'value' }],
      { code: 'port-name', docs, fixes: setTo(path, meant) },
      ["Name must be empty, or one of: 'h2c', 'http1'"],
    ),
  ];
}

function place(at: Path, printed: string, name: string): Spot {
  return { printed, path: [...at, name], at: 'value' };
}

/**
 * The ports of a container (knative.dev/serving pkg/apis/serving/k8s_validation.go validateContainerPorts). Of a
 * container that serves only the first is looked at, and paths have no index.
 */
import type { Path } from '../../path.ts';
import { fieldError, type FieldError, invalidValue, outOfBounds, type Spot } from '../fieldError.ts';
import { setTo } from './fixes.ts';
import { maskErrors, masks } from './masks.ts';
import { pages } from './pages.ts';
import type { ContainerPort, Role } from './types.ts';

/** Ports of the queue proxy and of its profiling. */
const reserved = new Set([8008, 8012, 8013, 8022, 9090, 9091]);

/** `at` leads to the list. */
export function portErrors(
  ports: readonly ContainerPort[] = [],
  at: Path,
  role: Role,
): readonly FieldError[] {
  if (role === 'init') return ports.flatMap((port, index) => numberErrors(port, [...at, index]));
  const [port] = ports;
  if (port === undefined) return [];
  const path = [...at, 0];
  return [...numberErrors(port, path), ...protocolErrors(port, path), ...nameErrors(port, path)];
}

function numberErrors(port: ContainerPort, at: Path): readonly FieldError[] {
  const { containerPort = 0 } = port;
  const where = place(at, 'containerPort');
  const errors = [...maskErrors(port, masks.port, at)];
  if (reserved.has(containerPort)) {
    errors.push(
      invalidValue(
        `${containerPort} is a reserved port`,
        where,
        { code: 'reserved-port', docs: pages.deploy, fixes: setTo(where.path, 8080) },
        `${containerPort} is a reserved port, please use a different value`,
      ),
    );
  }
  if (containerPort < 0 || containerPort > 65535) {
    const fixes = setTo(where.path, 8080);
    errors.push(outOfBounds(containerPort, 0, 65535, where, { docs: pages.deploy, fixes }));
  }
  return errors;
}

function protocolErrors({ protocol }: ContainerPort, at: Path): readonly FieldError[] {
  if (protocol === undefined || protocol === 'TCP') return [];
  const where = place(at, 'protocol');
  return [invalidValue(protocol, where, { docs: pages.runtime, fixes: setTo(where.path, 'TCP') })];
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
      { code: 'port-name', docs: pages.runtime, fixes: setTo(path, meant) },
      ["Name must be empty, or one of: 'h2c', 'http1'"],
    ),
  ];
}

function place(at: Path, name: string): Spot {
  return { printed: name, path: [...at, name], at: 'value' };
}

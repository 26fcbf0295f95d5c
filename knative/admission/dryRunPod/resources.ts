/** Requests and limits (validateResourceRequirements in k8s.io/kubernetes pkg/apis/core/validation). */
import type { Json } from '../../json.ts';
import { compareQuantities, formatQuantity, isWhole, parseQuantity, type Quantity } from '../../quantity.ts';
import { text } from '../../text.ts';
import { qualifiedNameErrors } from '../structure/kubernetesNames.ts';
import type { Place } from './place.ts';

const code = 'pod-resources';
const standard: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];
const hugePages = 'hugepages-';

interface Amount {
  readonly place: Place;
  readonly quantity: Quantity;
}

/** `defaults`: requests and limits Knative fills in where the container has none. */
export function checkResources(resources: Place, defaults: ResourceDefaults): void {
  const limits = amounts(resources.get('limits'), defaults.limits);
  const written = amounts(resources.get('requests'), defaults.requests);
  for (const [name, amount] of limits) checkAmount(name, amount);
  for (const [name, amount] of written) {
    checkAmount(name, amount);
    checkAgainstLimit(name, amount, limits.get(name), resources);
  }
  // Kubernetes takes the limit for a request that is absent: nothing new to refuse there.
  const names = [...limits.keys(), ...written.keys()];
  if (
    names.some((name) => name.startsWith(hugePages)) &&
    !names.includes('cpu') &&
    !names.includes('memory')
  ) {
    resources.forbidden(code, 'HugePages require cpu or memory');
  }
}

export interface ResourceDefaults {
  readonly requests: ReadonlyMap<string, string>;
  readonly limits: ReadonlyMap<string, string>;
}

function amounts(list: Place, defaults: ReadonlyMap<string, string>): ReadonlyMap<string, Amount> {
  const found = new Map<string, Amount>();
  for (const [name, place] of list.entries()) {
    const quantity = quantityOf(place.value);
    if (quantity !== undefined) found.set(name, { place, quantity });
  }
  for (const [name, value] of defaults) {
    const quantity = parseQuantity(value);
    if (quantity !== undefined && !found.has(name)) found.set(name, { place: list, quantity });
  }
  return found;
}

function quantityOf(value: Json | undefined): Quantity | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? parseQuantity(value)
    : undefined;
}

function checkAmount(name: string, { place, quantity }: Amount): void {
  place.invalidAll(code, nameErrors(name), { value: name });
  const remark = { value: formatQuantity(quantity) };
  if (quantity.nanos < 0n) place.invalid(code, 'must be greater than or equal to 0', remark);
  if (isExtended(name) && !isWhole(quantity)) place.invalid(code, 'must be an integer', remark);
  if (name.startsWith(hugePages) && !isDivisible(name, quantity)) {
    place.invalid(code, `${remark.value} is not positive integer multiple of ${name}`, remark);
  }
}

/** The name of a resource a container may ask for (validateContainerResourceName). */
function nameErrors(name: string): readonly string[] {
  const errors = [...qualifiedNameErrors(name)];
  if (!name.includes('/')) {
    if (standard.includes(name) || name.startsWith(hugePages)) return errors;
    if (errors.length === 0) errors.push('must be a standard resource type or fully qualified');
    return [...errors, 'must be a standard resource for containers'];
  }
  if (isNative(name) || isExtended(name)) return errors;
  return [...errors, "doesn't follow extended resource name standard"];
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isExtended(name: string): boolean {
  return (
    !isNative(name) && !name.startsWith('requests.') && qualifiedNameErrors(`requests.${name}`).length === 0
  );
}

/** Whether the scheduler may promise more of it than there is. */
function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !name.startsWith(hugePages);
}

function isDivisible(name: string, quantity: Quantity): boolean {
  const page = parseQuantity(name.slice(hugePages.length));
  return page !== undefined && page.nanos > 0n && quantity.nanos % page.nanos === 0n && quantity.nanos >= 0n;
}

function checkAgainstLimit(name: string, request: Amount, limit: Amount | undefined, resources: Place): void {
  const requests = resources.get('requests');
  if (limit === undefined) {
    if (isOvercommitAllowed(name)) return;
    request.place.required(code, 'Limit must be set for non overcommitable resources', {
      field: resources.get('limits').field,
    });
    return;
  }
  const order = compareQuantities(request.quantity, limit.quantity);
  const strict = !isOvercommitAllowed(name);
  if (strict ? order === 0 : order <= 0) return;
  const relation = strict ? 'equal to' : 'less than or equal to';
  const value = formatQuantity(request.quantity);
  const ceiling = formatQuantity(limit.quantity);
  request.place.invalid(code, `must be ${relation} ${name} limit of ${ceiling}`, {
    value,
    field: requests.field,
    fixes: [
      {
        title: text('Change the request to {0}', ceiling),
        changes: [{ op: 'set', path: [...requests.path, name], value: ceiling }],
      },
      {
        title: text('Change the limit to {0}', value),
        changes: [{ op: 'set', path: [...resources.path, 'limits', name], value }],
      },
    ],
  });
}

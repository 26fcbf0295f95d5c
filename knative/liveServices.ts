/** Finds a service in what is known of the cluster, by a table that is made once an inventory. */
import type { Inventory, LiveService, NameKey } from './world.ts';

const tables = new WeakMap<Inventory, ReadonlyMap<string, readonly LiveService[]>>();

/** The services of this name; several where neither side says the namespace; none while the inventory is stale. */
export function liveServices(
  inventory: Inventory | undefined,
  { namespace, name }: Pick<NameKey, 'namespace' | 'name'>,
): readonly LiveService[] {
  if (inventory === undefined || inventory.stale) return [];
  let table = tables.get(inventory);
  if (table === undefined) {
    table = Map.groupBy(inventory.services, (service) => service.name);
    tables.set(inventory, table);
  }
  const found = table.get(name) ?? [];
  return namespace === '' ? found : found.filter((service) => service.namespace === namespace);
}

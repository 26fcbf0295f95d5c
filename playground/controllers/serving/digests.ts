/** Which image exactly a Revision means: the digests behind its tags. */
import { type ApiObject, textAt } from '../../api/object.ts';
import type { Conditions } from '../conditions.ts';
import { type Environment, settingsIn } from '../environment.ts';
import type { Draft } from '../reconciled.ts';
import { partsOf, type Registries } from '../workload/images.ts';
import { containersOf } from './revisionChildren.ts';

/** Tags are turned into digests once, so that a tag that is moved changes nothing. */
export function resolveDigests(
  environment: Environment,
  registry: Registries,
  revision: ApiObject,
  conditions: Conditions,
  status: Draft,
): boolean {
  if (status['containerStatuses'] !== undefined) return true;
  const statuses: { name: string; imageDigest?: string }[] = [];
  for (const container of containersOf(revision)) {
    const image = textAt(container, 'image');
    const name = textAt(container, 'name');
    const found = isSkipped(environment, image) ? undefined : registry.resolve(image);
    if (found !== undefined && 'failure' in found) {
      const message = `Unable to fetch image ${JSON.stringify(image)}: ${found.failure}`;
      conditions.mark('ContainerHealthy', 'False', 'ContainerMissing', message);
      return false;
    }
    statuses.push({ name, ...(found !== undefined && { imageDigest: found.image }) });
  }
  status['containerStatuses'] = statuses;
  return true;
}

function isSkipped(environment: Environment, image: string): boolean {
  const given = settingsIn(environment, 'config-deployment')['registries-skipping-tag-resolving'];
  const skipped = (given ?? 'kind.local,ko.local,dev.local').split(',').map((one) => one.trim());
  return skipped.includes(partsOf(image).registry);
}

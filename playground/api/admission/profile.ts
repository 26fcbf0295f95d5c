/** Serving's config maps as they are in the cluster right now, for its webhook. */
import { type ClusterProfile, defaultProfile } from '#knative/clusterProfile.ts';
import { isObject, type JsonObject } from '#knative/json.ts';
import type { ApiObject } from '../object.ts';

/** Reads a config map of `knative-serving` by name. */
export type ReadConfigMap = (name: string) => ApiObject | undefined;

/** Gives the same profile as long as the config maps stay the same, so that what was read of it stays valid. */
export function profileReader(read: ReadConfigMap): () => ClusterProfile {
  let seen: readonly (ApiObject | undefined)[] = [];
  let profile = defaultProfile;
  return () => {
    const maps = ['config-features', 'config-defaults', 'config-autoscaler'].map(read);
    if (maps.every((map, index) => map === seen[index]) && seen.length > 0) return profile;
    seen = maps;
    const [features, defaults, autoscaler] = maps.map(dataOf);
    // A flag is any text here; `featureFlag` reads it as Serving does.
    profile = {
      features: (features ?? {}) as ClusterProfile['features'],
      defaults: defaults ?? {},
      autoscaler: autoscaler ?? {},
    };
    return profile;
  };
}

function dataOf(map: ApiObject | undefined): Readonly<Record<string, string>> {
  const data: JsonObject = isObject(map?.['data']) ? map['data'] : {};
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

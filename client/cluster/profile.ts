/** What a cluster of today says of itself in the ConfigMaps of Serving that decide what it admits. */
import type { ClusterProfile, Flag } from '#knative/clusterProfile.ts';
import { isObject } from '#knative/json.ts';
import { requestJson } from './api.ts';
import { ClusterError } from './errors.ts';
import { jsonOf, pathOf, type KubeObject } from './object.ts';
import type { Session } from './session.ts';

/** Undefined where nothing of it may be read, and for clusters of 2019, which are not configured this way. */
export async function readProfile(
  session: Session,
  signal?: AbortSignal,
): Promise<ClusterProfile | undefined> {
  if (session.serving?.version !== 'v1') return undefined;
  const read = async (name: string): Promise<Texts | undefined> => configMap(session, name, signal);
  const [features, defaults, autoscaler] = await Promise.all([
    read('config-features'),
    read('config-defaults'),
    read('config-autoscaler'),
  ]);
  if (features === undefined && defaults === undefined && autoscaler === undefined) return undefined;
  return {
    // Anything but the three words keeps Knative's default, as in the cluster.
    features: (features ?? {}) as Readonly<Record<string, Flag>>,
    defaults: defaults ?? {},
    autoscaler: autoscaler ?? {},
  };
}

type Texts = Readonly<Record<string, string>>;

async function configMap(
  { api, served }: Session,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Texts | undefined> {
  const resource = served.find('v1', 'ConfigMap');
  if (resource === undefined) return undefined;
  try {
    const path = pathOf(resource, 'knative-serving', name);
    return textsOf(await requestJson<KubeObject>(api, { path, signal }));
  } catch (error) {
    if (error instanceof ClusterError) return undefined;
    throw error;
  }
}

/** Without `_example`, which is a block of documentation. */
function textsOf(object: KubeObject): Texts {
  const data = jsonOf(object)['data'];
  if (!isObject(data)) return {};
  return Object.fromEntries(
    Object.entries(data).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== '_example',
    ),
  );
}

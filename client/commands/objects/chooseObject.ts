/** The object in the cluster that a command is about: what a tree's item stands for, else a Service that is picked. */
import type { ApiResource, KubeObject } from '../../cluster/object.ts';
import type { LiveService } from '../../cluster/services.ts';
import type { Session } from '../../cluster/session.ts';
import type { KnownServices } from '../../clusterAccess.ts';
import type { Subject } from '../../subject.ts';
import { chooseService } from '../cluster/chooseService.ts';

export interface ChosenObject {
  readonly kind: string;
  readonly resource: ApiResource;
  readonly object: KubeObject;
  readonly service: LiveService;
  readonly subject: Subject;
}

export async function chooseObject(
  known: KnownServices,
  wanted: Subject | undefined,
): Promise<ChosenObject | undefined> {
  const chosen = await chooseService(known, wanted);
  if (chosen === undefined) return undefined;
  const { service, subject } = chosen;
  const found = objectOf(known.session, service, subject);
  return found === undefined ? undefined : { ...found, kind: found.resource.kind, service, subject };
}

function objectOf(
  { serving, served }: Session,
  service: LiveService,
  subject: Subject,
): { readonly resource: ApiResource; readonly object: KubeObject } | undefined {
  if (serving === undefined) return undefined;
  if (subject.kind === 'service' || subject.kind === 'traffic') {
    return { resource: serving.service, object: service.object };
  }
  const revision = service.revisions.find(({ name }) => name === subject.revision);
  if (subject.kind !== 'pod') return revision && { resource: serving.revision, object: revision.object };
  const resource = served.find('v1', 'Pod');
  const pod = revision?.pods.find(({ name }) => name === subject.pod);
  return resource && pod && { resource, object: pod.object };
}

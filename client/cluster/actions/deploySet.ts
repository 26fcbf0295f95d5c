/** Several manifests as one deployment: all are tried first, then written one after the other until one fails. */
import { textAt } from '#knative/json.ts';
import { ClusterError } from '../errors.ts';
import type { KubeObject } from '../object.ts';
import { isRejection } from '../rejection.ts';
import type { Session } from '../session.ts';
import { deploy, type DeployOptions } from './deploy.ts';
import { prepareDeploy, type Prepared } from './prepareDeploy.ts';
import type { Manifest } from './write.ts';

export interface Refused<M extends Manifest = Manifest> {
  readonly manifest: M;
  readonly error: ClusterError;
}

export interface Rehearsal<M extends Manifest = Manifest> {
  readonly prepared: readonly (Prepared & { readonly manifest: M })[];
  /** What the cluster would not take. */
  readonly refused: readonly Refused<M>[];
}

interface RehearsalOptions<M> {
  /** Where manifests go that name no namespace. */
  readonly namespace: string;
  readonly onNext?: (manifest: M) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Throws a ClusterError where the cluster cannot be asked at all. */
export async function rehearse<M extends Manifest>(
  session: Session,
  manifests: readonly M[],
  { namespace, onNext, signal }: RehearsalOptions<M>,
): Promise<Rehearsal<M>> {
  const prepared: (Prepared & { readonly manifest: M })[] = [];
  const refused: Refused<M>[] = [];
  for (const manifest of manifests) {
    if (signal?.aborted === true) throw new ClusterError('aborted', 'Stopped.');
    onNext?.(manifest);
    try {
      prepared.push({ ...(await prepareDeploy(session, manifest, namespace, signal)), manifest });
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const coming = cameWithIt(session, manifest, manifest.namespace || namespace, manifests, error);
      if (coming !== undefined) prepared.push({ ...coming, manifest });
      else if (isAboutIt(error)) refused.push({ manifest, error });
      else throw error;
    }
  }
  return { prepared, refused };
}

export interface Performance {
  readonly done: readonly { readonly prepared: Prepared; readonly object: KubeObject }[];
  readonly failed: { readonly prepared: Prepared; readonly error: ClusterError } | undefined;
  /** After the failure. */
  readonly left: readonly Prepared[];
}

/** Stops at the first failure: what comes later may need what was not written. */
export async function perform(
  session: Session,
  set: readonly Prepared[],
  { onNext, ...options }: DeployOptions & { readonly onNext?: (prepared: Prepared) => void } = {},
): Promise<Performance> {
  const done: { readonly prepared: Prepared; readonly object: KubeObject }[] = [];
  for (const [index, prepared] of set.entries()) {
    onNext?.(prepared);
    try {
      done.push({ prepared, object: await deploy(session, prepared, options) });
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      return { done, failed: { prepared, error }, left: set.slice(index + 1) };
    }
  }
  return { done, failed: undefined, left: [] };
}

/** What goes into a namespace of the same set cannot be tried before that is there. */
function cameWithIt(
  session: Session,
  manifest: Manifest,
  namespace: string,
  set: readonly Manifest[],
  { reason, message }: ClusterError,
): Prepared | undefined {
  const isMissing = reason === 'notFound' && message.startsWith(`namespaces "${namespace}" not found`);
  const comes = set.some(
    ({ apiVersion, kind, value }) =>
      apiVersion === 'v1' && kind === 'Namespace' && textAt(value['metadata'], 'name') === namespace,
  );
  const resource = session.served.find(manifest.apiVersion, manifest.kind);
  if (!isMissing || !comes || resource === undefined) return undefined;
  return {
    manifest,
    resource,
    namespace,
    way: manifest.name === '' ? 'create' : 'apply',
    live: undefined,
    outcome: manifest.value,
    foretold: false,
    warnings: [],
    conflicts: [],
  };
}

/** Refusals of one object; what else goes wrong would go wrong for all. */
function isAboutIt(error: ClusterError): boolean {
  const reasons: readonly ClusterError['reason'][] = [
    'forbidden',
    'notFound',
    'conflict',
    'alreadyExists',
    'unsupported',
  ];
  return isRejection(error) || reasons.includes(error.reason);
}

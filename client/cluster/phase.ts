/** The state of the cluster in one word: the context key `knative.cluster`, which chooses the welcome view. */
import type { ConnectionState } from './connection.ts';
import type { ClusterError, ClusterErrorReason } from './errors.ts';
import type { ServicesState } from './servicesStore.ts';

export type ClusterPhase =
  | 'untrusted'
  | 'noKubeconfig'
  | 'idle'
  | 'connecting'
  | 'connected'
  /** Connected, and there is no Service in the chosen namespace. */
  | 'empty'
  | 'notInstalled'
  | 'forbidden'
  | `failed:${ClusterErrorReason}`;

export function clusterPhase(
  isTrusted: boolean,
  connection: ConnectionState,
  services: ServicesState,
): ClusterPhase {
  if (!isTrusted) return 'untrusted';
  switch (services.phase) {
    case 'known':
      return services.services.length === 0 ? 'empty' : 'connected';
    case 'loading':
      return 'connecting';
    case 'failed':
      return phaseOfError(services.error);
    case 'idle':
      return phaseOfConnection(connection);
  }
}

function phaseOfConnection(connection: ConnectionState): ClusterPhase {
  return connection.phase === 'failed' ? phaseOfError(connection.error) : connection.phase;
}

function phaseOfError({ reason }: ClusterError): ClusterPhase {
  switch (reason) {
    case 'untrusted':
    case 'noKubeconfig':
    case 'forbidden':
      return reason;
    case 'notFound':
      return 'notInstalled';
    default:
      return `failed:${reason}`;
  }
}

/** The kubeconfig of the playground: a context for each cluster, and one more for its viewer. */
import { stringify } from 'yaml';

export interface Access {
  /** The name of the context. */
  readonly context: string;
  readonly cluster: string;
  readonly url: string;
  /** PEM. */
  readonly certificate: string;
  readonly token: string;
}

/** YAML; the first context is the current one. */
export function kubeconfig(accesses: readonly Access[]): string {
  const clusters = new Map(accesses.map((access) => [access.cluster, access]));
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': accesses[0]?.context ?? '',
    clusters: [...clusters].map(([name, { url, certificate }]) => ({
      name: clusterName(name),
      cluster: {
        server: url,
        'certificate-authority-data': Buffer.from(certificate).toString('base64'),
      },
    })),
    users: accesses.map(({ context, token }) => ({ name: userName(context), user: { token } })),
    contexts: accesses.map(({ context, cluster }) => ({
      name: context,
      context: { cluster: clusterName(cluster), user: userName(context), namespace: 'default' },
    })),
  });
}

function clusterName(name: string): string {
  return `playground-${name}`;
}

function userName(context: string): string {
  return `playground-${context}`;
}

/**
 * Which kubeconfig files count and what they say together, as kubectl has it: the files of a setting, else of KUBECONFIG,
 * else the default one; of several entries of one name the first counts. Secrets stay in here and in `api.ts`.
 */
import { homedir } from 'node:os';
import path from 'node:path';
import type { Cluster, Context, KubeConfig, User } from '@kubernetes/client-node';
import { text } from '#knative/text.ts';
import { ClusterError } from './errors.ts';
import { proxyFor } from './proxy.ts';

export interface KubeconfigOptions {
  /** The files of the setting; empty for those of kubectl. `~` and `${env:NAME}` are replaced. */
  readonly paths: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A kubeconfig of our own beside the user's: its contexts are offered too, their names begin with the label. */
  readonly own?: OwnKubeconfig | undefined;
}

export interface OwnKubeconfig {
  readonly file: string;
  /** `playground: `, say. */
  readonly label: string;
}

/** A context that can be connected to. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  /** `default` where the context names none. */
  readonly namespace: string;
  /** Connecting runs a program that the kubeconfig names. */
  readonly runsProgram: boolean;
}

export interface Kubeconfig {
  readonly files: readonly string[];
  readonly contexts: readonly KubeContext[];
  /** The context kubectl would take; undefined where none is chosen. */
  readonly current: string | undefined;
  /** Credentials and certificates of one context, for `api.ts`. */
  readonly forContext: (name: string) => KubeConfig;
}

/** The files that count, whether they exist or not. */
export function kubeconfigFiles({ paths, environment }: KubeconfigOptions): readonly string[] {
  const set = paths.map((one) => expanded(one, environment)).filter((one) => one !== '');
  if (set.length > 0) return set;
  const listed = (environment['KUBECONFIG'] ?? '').split(path.delimiter).filter((one) => one !== '');
  if (listed.length > 0) return listed;
  return [path.join(environment['HOME'] ?? homedir(), '.kube', 'config')];
}

/** Reads and joins the files; those that do not exist are passed over, as by kubectl. */
export async function loadKubeconfig(options: KubeconfigOptions): Promise<Kubeconfig> {
  const files = kubeconfigFiles(options);
  // The only place that loads this package, and late: it costs more than the whole extension.
  const { KubeConfig } = await import('./kubernetesClient.ts');
  const read = (file: string): readonly KubeConfig[] => {
    const part = new KubeConfig();
    try {
      part.loadFromFile(file, { onInvalidEntry: 'filter' });
      return [part];
    } catch (error) {
      if (isMissing(error)) return [];
      throw new ClusterError('kubeconfig', `${file}: ${messageOf(error)}`, { cause: error });
    }
  };
  const { own } = options;
  const joined = joinParts(
    files.flatMap(read),
    own === undefined ? [] : read(own.file).map((part) => labelled(part, own.label)),
  );
  const forContext = (name: string): KubeConfig => {
    const context = joined.contexts.find((one) => one.name === name);
    if (context === undefined) {
      throw new ClusterError('kubeconfig', text('There is no context {0} in {1}.', name, files.join(', ')));
    }
    const config = new KubeConfig();
    config.loadFromOptions({
      contexts: [context],
      clusters: joined.clusters
        .filter((one) => one.name === context.cluster)
        .map((one) => withProxy(one, options.environment)),
      users: joined.users.filter((one) => one.name === context.user),
      currentContext: name,
    });
    return config;
  };
  return { files, contexts: describeContexts(joined), current: joined.currentContext, forContext };
}

/** What the kubeconfig says counts more than the environment. */
function withProxy(cluster: Cluster, environment: KubeconfigOptions['environment']): Cluster {
  const proxyUrl = cluster.proxyUrl ?? proxyFor(cluster.server, environment);
  return proxyUrl === undefined ? cluster : Object.assign({}, cluster, { proxyUrl });
}

interface Joined {
  readonly clusters: readonly Cluster[];
  readonly users: readonly User[];
  readonly contexts: readonly Context[];
  readonly currentContext: string | undefined;
}

/** What kubectl would take is chosen among the user's own. */
function joinParts(parts: readonly KubeConfig[], own: readonly Entries[]): Joined {
  const all: readonly Entries[] = [...parts.map(entriesOf), ...own];
  return {
    clusters: firstOfName(all.flatMap(({ clusters }) => clusters)),
    users: firstOfName(all.flatMap(({ users }) => users)),
    contexts: firstOfName(all.flatMap(({ contexts }) => contexts)),
    currentContext: parts.map((part) => part.getCurrentContext()).find((name) => Boolean(name)),
  };
}

type Entries = Pick<Joined, 'clusters' | 'users' | 'contexts'>;

function entriesOf(part: KubeConfig): Entries {
  return { clusters: part.getClusters(), users: part.getUsers(), contexts: part.getContexts() };
}

/** Nothing of ours takes a name that the user may have given. */
function labelled(part: KubeConfig, label: string): Entries {
  const { clusters, users, contexts } = entriesOf(part);
  const renamed = <T extends { readonly name: string }>(one: T): T =>
    Object.assign({}, one, { name: label + one.name });
  return {
    clusters: clusters.map(renamed),
    users: users.map(renamed),
    contexts: contexts.map((one) =>
      renamed(Object.assign({}, one, { cluster: label + one.cluster, user: label + one.user })),
    ),
  };
}

function firstOfName<T extends { readonly name: string }>(entries: readonly T[]): readonly T[] {
  const byName = new Map<string, T>();
  for (const entry of entries) if (!byName.has(entry.name)) byName.set(entry.name, entry);
  return [...byName.values()];
}

function describeContexts({ clusters, users, contexts }: Joined): readonly KubeContext[] {
  return contexts.flatMap(({ name, cluster, user, namespace }) => {
    const found = clusters.find((one) => one.name === cluster);
    if (found === undefined) return [];
    const account = users.find((one) => one.name === user);
    return [
      {
        name,
        cluster,
        server: found.server,
        user,
        namespace: namespace ?? 'default',
        runsProgram: account?.exec !== undefined || account?.authProvider !== undefined,
      },
    ];
  });
}

function expanded(file: string, environment: KubeconfigOptions['environment']): string {
  const home = environment['HOME'] ?? homedir();
  const replaced = file.replaceAll(
    /\$\{env:([A-Za-z_]\w*)\}/g,
    (_all, name: string) => environment[name] ?? '',
  );
  return replaced.startsWith('~/') || replaced === '~' ? path.join(home, replaced.slice(1)) : replaced;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

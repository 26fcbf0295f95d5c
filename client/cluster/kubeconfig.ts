/**
 * Which kubeconfig files count and what they say together, as kubectl has it: the files of a setting, else of KUBECONFIG,
 * else the default one; of several entries of one name the first counts. Secrets stay in here and in `api.ts`.
 */
import { watch } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Cluster, Context, KubeConfig, User } from '@kubernetes/client-node';
import { ClusterError } from './errors.ts';

export interface KubeconfigOptions {
  /** The files of the setting; empty for those of kubectl. `~` and `${env:NAME}` are replaced. */
  readonly paths: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
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
  const { KubeConfig } = await import('@kubernetes/client-node');
  const parts: KubeConfig[] = [];
  for (const file of files) {
    const part = new KubeConfig();
    try {
      part.loadFromFile(file, { onInvalidEntry: 'filter' });
      parts.push(part);
    } catch (error) {
      if (isMissing(error)) continue;
      throw new ClusterError('kubeconfig', `${file}: ${messageOf(error)}`, { cause: error });
    }
  }
  const joined = joinParts(parts);
  const forContext = (name: string): KubeConfig => {
    if (!joined.contexts.some((context) => context.name === name)) {
      throw new ClusterError('kubeconfig', `There is no context "${name}" in ${files.join(', ')}.`);
    }
    const config = new KubeConfig();
    config.loadFromOptions({ ...joined, currentContext: name });
    return config;
  };
  return { files, contexts: describeContexts(joined), current: joined.currentContext, forContext };
}

/** Calls back when one of the files has changed, comes or goes; a burst of changes once. */
export function watchKubeconfig(files: readonly string[], onChange: () => void): { dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, burst);
  };
  // The folder: editors and `kubectl config` put a new file in the place of the old one.
  const folders = new Map<string, Set<string>>();
  for (const file of files) {
    const names = folders.get(path.dirname(file)) ?? new Set();
    folders.set(path.dirname(file), names.add(path.basename(file)));
  }
  const watchers = [...folders].flatMap(([folder, names]) => {
    try {
      return [
        watch(folder, (_event, name) => {
          if (name === null || names.has(name)) changed();
        }).on('error', () => undefined),
      ];
    } catch {
      return [];
    }
  });
  return {
    dispose() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Milliseconds in which several changes count as one. */
const burst = 200;

interface Joined {
  readonly clusters: readonly Cluster[];
  readonly users: readonly User[];
  readonly contexts: readonly Context[];
  readonly currentContext: string | undefined;
}

function joinParts(parts: readonly KubeConfig[]): Joined {
  return {
    clusters: firstOfName(parts.flatMap((part) => part.getClusters())),
    users: firstOfName(parts.flatMap((part) => part.getUsers())),
    contexts: firstOfName(parts.flatMap((part) => part.getContexts())),
    currentContext: parts.map((part) => part.getCurrentContext()).find((name) => Boolean(name)),
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

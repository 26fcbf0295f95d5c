/**
 * What becomes of an image, chosen by its name: the playground runs no containers. The last part of the repository or
 * the tag decides, where it contains one of these words; every other image starts and serves.
 */
import { createHash } from 'node:crypto';

export type Behaviour =
  /** Starts, and answers requests. */
  | 'serves'
  /** The registry does not know it: its tag cannot be resolved, and where that is skipped, it cannot be pulled. */
  | 'missing'
  /** The registry knows it, yet the node may not pull it. */
  | 'forbidden'
  /** Ends with exit code 1 soon after it was started, and again. */
  | 'crashes'
  /** Runs, and never passes its probe. */
  | 'unready'
  /** Takes twenty seconds until it passes its probe. */
  | 'slow';

const words: readonly (readonly [Behaviour, readonly string[]])[] = [
  ['missing', ['no-such-image', 'missing', 'not-found']],
  ['forbidden', ['forbidden', 'unpullable', 'private']],
  ['crashes', ['crash']],
  ['unready', ['unready', 'never-ready', 'probe-fails']],
  ['slow', ['slow']],
];

export function behaviourOf(image: string): Behaviour {
  const { repository, tag } = partsOf(image);
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  return (
    words.find(([, some]) => some.some((word) => last.includes(word) || tag.includes(word)))?.[0] ?? 'serves'
  );
}

/** The container registries: give digests, and know again what they gave one for. */
export interface Registries {
  /** The image by its digest, or why there is none. */
  resolve(image: string): { readonly image: string } | { readonly failure: string };
  /** The image as it was written. */
  written(image: string): string;
}

export function registries(): Registries {
  const known = new Map<string, string>();
  return {
    resolve: (image) => {
      const { registry, repository, tag } = partsOf(image);
      if (image.includes('@')) return { image };
      if (behaviourOf(image) === 'missing') return { failure: notFound(registry, repository, tag) };
      const digest = createHash('sha256').update(image).digest('hex');
      const resolved = `${registry}/${repository}@sha256:${digest}`;
      known.set(resolved, image);
      return { image: resolved };
    },
    written: (image) => known.get(image) ?? image,
  };
}

/** In the words of the registry library that Knative uses. */
function notFound(registry: string, repository: string, tag: string): string {
  const url = `https://${registry}/v2/${repository}/manifests/${tag}`;
  return `failed to resolve image to digest: HEAD ${url}: unexpected status code 404 Not Found (HEAD responses have no body, use GET for details)`;
}

interface Parts {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** Without a registry it is Docker's, without a tag `latest`. */
export function partsOf(image: string): Parts {
  const [named = ''] = image.split('@');
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const path = hasTag ? named.slice(0, colon) : named;
  const tag = hasTag ? named.slice(colon + 1) : 'latest';
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(0, slash));
  if (/[.:]|^localhost$/.test(first)) return { registry: first, repository: path.slice(slash + 1), tag };
  return { registry: 'index.docker.io', repository: path.includes('/') ? path : `library/${path}`, tag };
}

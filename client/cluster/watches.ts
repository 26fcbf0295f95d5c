/** One watch a kind and scope, shared by all who look; it starts with the first viewer and ends with the last. */
import type { Api } from './api.ts';
import { WritableCollection, type Collection } from './collection.ts';
import { apiVersionOf, type ApiResource } from './object.ts';
import { reflect } from './reflector.ts';

export interface Lease {
  readonly collection: Collection;
  /** This viewer needs it no more. */
  release(): void;
}

interface Watched {
  readonly collection: WritableCollection;
  readonly stop: AbortController;
  viewers: number;
  ending: NodeJS.Timeout | undefined;
}

/** Milliseconds a watch goes on without viewers, so that switching between views does not read all again. */
const linger = 5000;

export class Watches {
  readonly #api: Api;
  readonly #watched = new Map<string, Watched>();
  readonly #linger: number;

  constructor(api: Api, lingerMilliseconds = linger) {
    this.#api = api;
    this.#linger = lingerMilliseconds;
  }

  /** How many watches run now. */
  get running(): number {
    return this.#watched.size;
  }

  /** @param namespace all namespaces without one */
  lease(resource: ApiResource, namespace?: string): Lease {
    const key = `${apiVersionOf(resource)} ${resource.kind} ${namespace ?? ''}`;
    const watched = this.#watched.get(key) ?? this.#start(key, resource, namespace);
    clearTimeout(watched.ending);
    watched.viewers++;
    let released = false;
    return {
      collection: watched.collection,
      release: () => {
        if (released) return;
        released = true;
        watched.viewers--;
        if (watched.viewers === 0) watched.ending = setTimeout(() => this.#end(key), this.#linger);
      },
    };
  }

  dispose(): void {
    for (const key of this.#watched.keys()) this.#end(key);
  }

  #start(key: string, resource: ApiResource, namespace: string | undefined): Watched {
    const collection = new WritableCollection();
    const stop = new AbortController();
    const watched: Watched = { collection, stop, viewers: 0, ending: undefined };
    this.#watched.set(key, watched);
    void reflect({ api: this.#api, resource, namespace, into: collection }, stop.signal);
    return watched;
  }

  #end(key: string): void {
    const watched = this.#watched.get(key);
    this.#watched.delete(key);
    clearTimeout(watched?.ending);
    watched?.stop.abort();
  }
}

/** Collects what one resource declares and mentions; what is no text, or empty, names nothing. */
import { member, type Json } from '../json.ts';
import { type Path, valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import type { Facts, Mention } from '../world.ts';

export interface Notes {
  readonly resource: Resource;
  /** The text at `path` is declared here. */
  define(type: string, path: Path, data?: unknown): void;
  /** The text at `path` names something; in this resource's namespace where no other is given. */
  refer(type: string, path: Path, more?: { readonly namespace?: string; readonly data?: unknown }): void;
  /** A name that is only a part of the text at `path`. */
  referWithin(type: string, path: Path, name: string, data?: unknown): void;
  /** The value at `path`. */
  at(path: Path): Json | undefined;
  facts(): Facts;
}

export function notesOn(resource: Resource): Notes {
  const defines: Mention[] = [];
  const refersTo: Mention[] = [];
  const at = (path: Path): Json | undefined => valueAt(resource.value, path);
  const put = (
    list: Mention[],
    type: string,
    path: Path,
    name: Json | undefined,
    data: unknown,
    given?: string,
  ) => {
    if (typeof name !== 'string' || name === '') return;
    const namespace = clusterWide.has(type) ? '' : (given ?? resource.namespace);
    list.push({ type, namespace, name, path, ...(data === undefined ? {} : { data }) });
  };
  return {
    resource,
    at,
    define: (type, path, data) => put(defines, type, path, at(path), data),
    refer: (type, path, more) => put(refersTo, type, path, at(path), more?.data, more?.namespace),
    referWithin: (type, path, name, data) => put(refersTo, type, path, name, data),
    facts: () => ({ defines, refersTo }),
  };
}

const clusterWide = new Set(['clusterBuildTemplate']);

/** A text member of an object; '' where it has none. */
export function textOf(value: Json | undefined, key: string): string {
  const text = member(value, key);
  return typeof text === 'string' ? text : '';
}

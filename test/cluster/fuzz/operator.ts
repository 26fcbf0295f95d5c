/** What a mutation of a manifest is, and the ways most of them are made. */
import type { Json } from '#knative/json.ts';
import type { Path } from '#knative/path.ts';
import type { Draft } from './draft.ts';
import type { Random } from './random.ts';

/** Changes the draft and says how; undefined where it cannot, and then it has changed nothing. */
export type Mutate = (draft: Draft, random: Random) => string | undefined;

/** One kind of change. `sound` ones are likely to be accepted, `broken` ones to be refused; only the cluster knows. */
export interface Operator {
  readonly name: string;
  readonly sound?: Mutate;
  readonly broken?: Mutate;
  /** Only for manifests that change a stored object, or only for those that make a new one. */
  readonly only?: 'updates' | 'creates';
}

/** Finds a place in the draft. */
export type Place = (draft: Draft, random: Random) => Path | undefined;

/** Sets one of several values at a place. */
export function setting(place: Place, values: readonly Json[]): Mutate {
  return (draft, random) => {
    const path = place(draft, random);
    const value = random.pick(values);
    if (path === undefined || value === undefined) return undefined;
    draft.set(path, value);
    return `set ${shown(path)} to ${short(value)}`;
  };
}

/** An operator that sets one of these values at a place. */
export function values(
  name: string,
  place: Place,
  sound: readonly Json[],
  broken: readonly Json[],
): Operator {
  return {
    name,
    ...(sound.length > 0 && { sound: setting(place, sound) }),
    ...(broken.length > 0 && { broken: setting(place, broken) }),
  };
}

/** An operator that appends one of these items to the list at a place. */
export function items(name: string, place: Place, sound: readonly Json[], broken: readonly Json[]): Operator {
  const appending =
    (choices: readonly Json[]): Mutate =>
    (draft, random) => {
      const path = place(draft, random);
      const item = random.pick(choices);
      if (path === undefined || item === undefined) return undefined;
      draft.append(path, item);
      return `append ${short(item)} to ${shown(path)}`;
    };
  return {
    name,
    ...(sound.length > 0 && { sound: appending(sound) }),
    ...(broken.length > 0 && { broken: appending(broken) }),
  };
}

/** A container of the draft, one of several. */
export const container: Place = (draft, random) => {
  const { pod } = draft;
  if (pod === undefined) return undefined;
  const containers = draft.at([...pod, 'containers']);
  if (!Array.isArray(containers) || containers.length === 0) return undefined;
  return [...pod, 'containers', random.below(containers.length)];
};

/** A place below another one. */
export function below(place: Place, ...rest: Path): Place {
  return (draft, random) => {
    const path = place(draft, random);
    return path === undefined ? undefined : [...path, ...rest];
  };
}

export const pod: Place = (draft) => draft.pod;
export const revisionMetadata: Place = (draft) => draft.revisionMetadata;
export const metadata: Place = () => ['metadata'];

/** Names a path for the reports; keys may contain dots. */
export function shown(path: Path): string {
  return path.join('.');
}

export function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Parameters of build templates, tasks and pipelines: as they are declared, and where placeholders name them. */
import { isArray, isObject, member, type Json } from '../json.ts';
import type { Path } from '../path.ts';
import type { Mention } from '../world.ts';
import { textOf, type Notes } from './notes.ts';

export interface Parameter {
  readonly name: string;
  /** Absent where it must be given; a list or an object for a Tekton parameter of that type. */
  readonly default?: Json;
  readonly description?: string;
}

/** What the definition of a template, task or pipeline carries. */
export interface ParametersData {
  readonly parameters: readonly Parameter[];
}

/** What a `parameter` carries, declared or mentioned: whose it is, `BuildTemplate/kaniko`. */
export interface OwnerData {
  readonly owner: string;
}

/** The parameters that a definition carries; none for one of another type. */
export function parametersOf({ data }: Pick<Mention, 'data'>): readonly Parameter[] {
  // The index hands back what `factsOf` put in.
  return (data as Partial<ParametersData> | undefined)?.parameters ?? [];
}

/** Whose parameter it is; '' for what is no parameter. */
export function ownerOf({ data }: Pick<Mention, 'data'>): string {
  return (data as Partial<OwnerData> | undefined)?.owner ?? '';
}

/** The parameters of a list as it is written. */
export function declared(list: Json | undefined): readonly Parameter[] {
  if (!isArray(list)) return [];
  return list.flatMap((item) => {
    const name = textOf(item, 'name');
    if (name === '') return [];
    const fallback = member(item, 'default');
    const description = textOf(item, 'description');
    return [
      {
        name,
        ...(fallback === undefined || fallback === null ? {} : { default: fallback }),
        ...(description === '' ? {} : { description }),
      },
    ];
  });
}

/** Those who may own a name, the innermost first. */
export interface Scope {
  readonly owner: string;
  readonly names: ReadonlySet<string>;
  readonly outer?: Scope;
}

/** Declares the parameters of a list and opens their scope. */
export function declareParameters(notes: Notes, path: Path, owner: string, outer?: Scope): Scope {
  const list = notes.at(path);
  const names = new Set<string>();
  if (isArray(list)) {
    for (const [index, item] of list.entries()) {
      names.add(textOf(item, 'name'));
      notes.define('parameter', [...path, index, 'name'], { owner } satisfies OwnerData);
    }
  }
  return outer === undefined ? { owner, names } : { owner, names, outer };
}

/** The innermost owner who declares a name; who nobody declares is taken for the outermost's. */
export function ownerIn(scope: Scope, name: string): string {
  if (scope.names.has(name) || scope.outer === undefined) return scope.owner;
  return ownerIn(scope.outer, name);
}

/** The placeholders of a text: the name, and where all of it stands. */
export interface Placeholder {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export type Syntax = 'build' | 'tekton';

/** Build replaces `${NAME}`; Tekton `$(params.name)`, its elements, and the bracket forms for names with dots. */
const patterns: Readonly<Record<Syntax, RegExp>> = {
  build: /\$\{(?<name>[^${}]+)\}/g,
  tekton:
    /\$\((?:inputs\.)?params(?:\.(?<name>[\w-]+)|\[(?<quote>["'])(?<quoted>[^"']+)\k<quote>\])[^()]*\)/g,
};

export function placeholdersIn(text: string, syntax: Syntax): readonly Placeholder[] {
  if (!text.includes('$')) return [];
  return Array.from(text.matchAll(patterns[syntax]), (match) => ({
    name: match.groups?.['name'] ?? match.groups?.['quoted'] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Notes the parameters that a text or all texts below a path name. */
export function mentionParameters(
  notes: Notes,
  path: Path,
  syntax: Syntax,
  owner: (name: string) => string,
): void {
  walkTexts(notes.at(path), path, (text, at) => {
    for (const name of new Set(placeholdersIn(text, syntax).map((one) => one.name))) {
      notes.referWithin('parameter', at, name, { owner: owner(name) } satisfies OwnerData);
    }
  });
}

function walkTexts(value: Json | undefined, path: Path, see: (text: string, path: Path) => void): void {
  if (typeof value === 'string') see(value, path);
  else if (isArray(value)) value.forEach((item, index) => walkTexts(item, [...path, index], see));
  else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key !== 'description') walkTexts(item, [...path, key], see);
    }
  }
}

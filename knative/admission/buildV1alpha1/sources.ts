/** Where the files come from (build's build_validation.go validateSources): the first error ends it. */
import type { Path } from '../../path.ts';
import { buildPages } from '../../resources/build/pages.ts';
import type { Build } from '../../resources/buildV1alpha1.ts';
import { fieldError, type FieldError, multipleOneOf, spot, type Spot, via } from '../fieldError.ts';
import { remove, setTo } from '../servingV1/fixes.ts';
import { goQuote } from '../structure/goJson.ts';
import { duplicateName, freeName } from './duplicates.ts';
import { newTargetPaths } from './targetPaths.ts';

type BuildSpec = NonNullable<Build['spec']>;
type Source = NonNullable<BuildSpec['sources']>[number];

const docs = `${buildPages.builds}#source`;
const sourcesPath: Path = ['spec', 'sources'];

/** A single `source` is not looked into. */
export function sourcesErrors({ source, sources = [] }: BuildSpec): readonly FieldError[] {
  if (source !== undefined && sources.length > 0) {
    const spots = [spot(['spec'], 'source', 'key'), spot(['spec'], 'sources', 'key')];
    return [multipleOneOf(spots, { docs, fixes: remove(['spec', 'source'], 'source') })];
  }
  const check = checkOf(sources);
  for (const [index, item] of sources.entries()) {
    const error = check(item, index);
    if (error !== undefined) return via([error], 'sources');
  }
  return [];
}

/** Looks at one source after the other, and remembers what the earlier ones took. */
function checkOf(sources: readonly Source[]): (source: Source, index: number) => FieldError | undefined {
  const names = new Map<string, number>();
  const overlaps = newTargetPaths();
  let withSubPath: number | undefined;
  let withoutTarget: number | undefined;
  return ({ name = '', subPath = '', targetPath = '', custom }, index) => {
    const known = names.get(name);
    if (known !== undefined) return sameName(sources, index, known);
    names.set(name, index);
    if (subPath !== '') {
      if (withSubPath !== undefined) return secondSubPath(index, withSubPath);
      withSubPath = index;
    }
    if (targetPath !== '') {
      if (custom !== undefined) return customTarget(targetPath, index);
      return overlaps(targetPath) ? overlapping(index) : undefined;
    }
    if (custom !== undefined) return undefined;
    if (withoutTarget !== undefined) return secondWithoutTarget(sources, index, withoutTarget);
    withoutTarget = index;
    return undefined;
  };
}

function at(index: number, field: string): Path {
  return [...sourcesPath, index, field];
}

/** Two without a name have the same one. */
function sameName(sources: readonly Source[], index: number, known: number): FieldError {
  const free = freeName(sources[index]?.name || 'source', sources);
  return duplicateName(sourcesPath, index, known, { docs, fixes: setTo(at(index, 'name'), free) });
}

function secondSubPath(index: number, known: number): FieldError {
  const place = (item: number): Spot => ({ printed: 'subpath', path: at(item, 'subPath'), at: 'key' });
  return multipleOneOf([place(index), place(known)], {
    docs,
    fixes: remove(at(index, 'subPath'), 'subPath'),
  });
}

function secondWithoutTarget(sources: readonly Source[], index: number, known: number): FieldError {
  const place = (item: number): Spot => ({
    printed: 'targetPath',
    path: at(item, 'targetPath'),
    at: 'value',
  });
  const folder = sources[index]?.name || `source-${index + 1}`;
  const advice = { code: 'missing-target-path', docs, fixes: setTo(at(index, 'targetPath'), folder) };
  return fieldError('invalid value "Empty Target Path"', [place(index), place(known)], advice);
}

function customTarget(targetPath: string, index: number): FieldError {
  const where: Spot = { printed: 'targetPath', path: at(index, 'targetPath'), at: 'value' };
  const advice = { code: 'invalid-value', docs, fixes: remove(where.path, 'targetPath') };
  return fieldError(`invalid value ${goQuote(targetPath)}`, [where], advice);
}

function overlapping(index: number): FieldError {
  const where: Spot = { printed: 'targetPath', path: at(index, 'targetPath'), at: 'value' };
  return fieldError('Overlapping Target Paths', [where], { code: 'overlapping-target-paths', docs });
}

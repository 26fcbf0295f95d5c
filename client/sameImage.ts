/** The image of a Service found again, in a file that may have changed since it was read. Pure. */
import type { ImageField } from '#knative/builds/imageFields.ts';
import type { Change } from '#knative/change.ts';
import { formatPath } from '#knative/path.ts';

export interface NamedImage extends ImageField {
  /** Of the Service. */
  readonly name: string;
  readonly namespace: string;
  /** Of the Service among the resources of its file. */
  readonly index: number;
}

/**
 * By the names of Service and container, since both may have moved; by its place, where the container has none. Of several
 * the one that stands where it stood; undefined where that does not tell which is meant.
 */
export function sameImage<Image extends NamedImage>(
  now: readonly Image[],
  { name, namespace, container, path, index }: NamedImage,
): Image | undefined {
  const same = now.filter(
    (one) =>
      one.name === name &&
      one.namespace === namespace &&
      one.container === container &&
      (container !== '' || formatPath(one.path) === formatPath(path)),
  );
  return same.length === 1 ? same[0] : same.find((one) => one.index === index);
}

/** What gives it the image it had; where there was none, there is none again. */
export function changeBack({ path }: NamedImage, before: string): Change {
  return before === '' ? { op: 'remove', path } : { op: 'set', path, value: before };
}

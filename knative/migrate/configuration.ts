/** A Configuration, on its own or inside a Service: its template, and the build that has no successor. */
import { isObject, member } from '../json.ts';
import { formatPath, valueAt, type Path } from '../path.ts';
import type { Resource } from '../resource.ts';
import { text } from '../text.ts';
import { toTemplate } from './annotations.ts';
import {
  blocked,
  isBlocked,
  nothing,
  remark,
  todo,
  together,
  type Migration,
  type MigrationNote,
} from './migration.ts';
import { template } from './template.ts';

export function configuration(resource: Resource): Migration {
  const problems = obstacles(resource, ['spec']);
  if (problems.length > 0) return blocked(...problems);
  const old = ['spec', 'revisionTemplate'];
  const path = ['spec', 'template'];
  const isOld = valueAt(resource.value, old) !== undefined;
  const moving = { from: isOld ? old : path, to: path };
  const inside = template(resource, moving);
  if (isBlocked(inside)) return inside;
  const renamed: Migration = isOld
    ? { changes: [{ op: 'rename', path: old, key: 'template' }], notes: [] }
    : nothing;
  return together([renamed, inside, withoutGeneration(resource), toTemplate(resource, moving)]);
}

/** What keeps the configuration at this path from being carried over. */
export function obstacles({ value }: Resource, path: Path): readonly MigrationNote[] {
  const configuration = valueAt(value, path);
  const build = member(configuration, 'build');
  if (build !== undefined && build !== null) {
    // 0.6 said: build cannot be migrated forward.
    const message = text(
      'Clusters of today do not build images. Let a Tekton TaskRun push the image, remove the build, then migrate.',
    );
    return [todo([...path, 'build'], message)];
  }
  const [old, today] = ['revisionTemplate', 'template'].map((key) => member(configuration, key));
  if (old !== undefined && today !== undefined)
    return [todo([...path, 'template'], text('There are two templates here. Keep the one that is meant.'))];
  if (isObject(old) || isObject(today)) return [];
  return [todo(path, text('There is no template here to carry over.'))];
}

/** The counter from which revisions were named; the webhook raised it. */
export function withoutGeneration({ value }: Resource): Migration {
  const path = ['spec', 'generation'];
  if (valueAt(value, path) === undefined) return nothing;
  return { changes: [{ op: 'remove', path }], notes: [generationNote(path)] };
}

export function generationNote(path: Path): MigrationNote {
  return remark(path, text('The cluster counts generations by itself: {0} is left out.', formatPath(path)));
}

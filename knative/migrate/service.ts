/** A Service: each of its modes is a template and a way to split the traffic. */
import { isObject, member } from '../json.ts';
import { formatPath, valueAt, type Path } from '../path.ts';
import type { Resource } from '../resource.ts';
import { text } from '../text.ts';
import { toTemplate } from './annotations.ts';
import { generationNote, obstacles, withoutGeneration } from './configuration.ts';
import { blocked, isBlocked, nothing, todo, together, type Migration } from './migration.ts';
import { pinned, release } from './modes.ts';
import { route } from './route.ts';
import { template } from './template.ts';

type Mode = 'runLatest' | 'release' | 'pinned';

const modes = ['runLatest', 'release', 'pinned', 'manual', 'template'] as const;

export function service(resource: Resource): Migration {
  const spec = valueAt(resource.value, ['spec']);
  const given = modes.filter((mode) => isObject(member(spec, mode)));
  const [mode, second] = given;
  if (mode === undefined)
    return blocked(
      todo(['spec'], text('There is none of {0} here to carry over.', 'runLatest, release, pinned')),
    );
  if (second !== undefined)
    return blocked(todo(['spec', second], text('Keep one of {0} first.', given.join(', '))));
  switch (mode) {
    case 'manual':
      // 0.6 said: manual mode cannot be migrated forward.
      return blocked(todo(['spec', 'manual'], manualAdvice));
    case 'template':
      return ofToday(resource);
    case 'runLatest':
    case 'release':
    case 'pinned':
      return ofMode(resource, mode);
  }
}

const manualAdvice = text(
  'The mode manual has no successor. Migrate the Route and the Configuration themselves, and delete this Service with {0}, which keeps them.',
  'kubectl delete --cascade=orphan',
);

/** Releases 0.6 and 0.7 knew the fields of today in v1alpha1 as well. */
function ofToday(resource: Resource): Migration {
  const path = ['spec', 'template'];
  const inside = template(resource, { from: path, to: path });
  if (isBlocked(inside)) return inside;
  const { changes, notes } = route({ ...resource, value: { spec: resource.value['spec'] ?? null } });
  return together([inside, { changes, notes }, toTemplate(resource, { from: path, to: path })]);
}

function ofMode(resource: Resource, mode: Mode): Migration {
  const problems = obstacles(resource, ['spec', mode, 'configuration']);
  if (problems.length > 0) return blocked(...problems);
  if (valueAt(resource.value, ['spec', 'traffic']) !== undefined)
    return blocked(todo(['spec', 'traffic'], text('Keep one of {0} first.', `${mode}, traffic`)));
  const traffic = trafficOf(resource, mode);
  if (isBlocked(traffic)) return traffic;
  const key = valueAt(resource.value, ['spec', mode, 'configuration', 'revisionTemplate']);
  const from = ['spec', mode, 'configuration', key === undefined ? 'template' : 'revisionTemplate'];
  const moving = { from, to: ['spec', 'template'] };
  const inside = template(resource, moving);
  if (isBlocked(inside)) return inside;
  return together([
    { changes: [{ op: 'move', path: moving.from, to: moving.to }], notes: [] },
    traffic,
    strays(resource, mode),
    { changes: [{ op: 'remove', path: ['spec', mode] }], notes: [] },
    inside,
    withoutGeneration(resource),
    toTemplate(resource, moving),
  ]);
}

function trafficOf(resource: Resource, mode: Mode): Migration {
  switch (mode) {
    case 'runLatest':
      // All traffic to the newest revision is what v1 does when nothing is said.
      return nothing;
    case 'release':
      return release(resource);
    case 'pinned':
      return pinned(resource);
  }
}

/** What a mode may hold; the cluster ignored anything else, and there is no place for it any more. */
const known: Readonly<Record<Mode | 'configuration', readonly string[]>> = {
  runLatest: ['configuration'],
  release: ['configuration', 'revisions', 'rolloutPercent'],
  pinned: ['configuration', 'revisionName'],
  configuration: ['revisionTemplate', 'template'],
};

function strays({ value }: Resource, mode: Mode): Migration {
  const places: readonly [Path, readonly string[]][] = [
    [['spec', mode], known[mode]],
    [['spec', mode, 'configuration'], known.configuration],
  ];
  const parts = places.flatMap(([path, names]) => {
    const object = valueAt(value, path);
    const others = Object.keys(isObject(object) ? object : {}).filter((name) => !names.includes(name));
    return others.map((name): Migration => stray([...path, name]));
  });
  return together(parts);
}

function stray(path: Path): Migration {
  const changes = [{ op: 'remove', path } as const];
  // The counter of 2019, and a build that is none.
  if (path.length === 4 && path[3] === 'generation') return { changes, notes: [generationNote(path)] };
  if (path.length === 4 && path[3] === 'build') return { changes, notes: [] };
  return { changes, notes: [todo(path, text('The cluster ignored {0}. It is left out.', formatPath(path)))] };
}

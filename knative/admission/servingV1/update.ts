/**
 * What only an update can break (knative.dev/pkg apis ValidateCreatorAndModifier, knative.dev/serving
 * pkg/apis/serving/v1 VerifyNameChange and Revision.Validate). The update is a server-side apply by the manager that
 * made the stored object, unless it is said to be the whole of it.
 */
import { isObject, type Json, type JsonObject, jsonEquals, member } from '../../json.ts';
import { valueAt } from '../../path.ts';
import type { Resource } from '../../resource.ts';
import type { ObjectShape } from '../../resources/shape.ts';
import type { Annotations } from '../annotations/found.ts';
import type { AdmissionContext } from '../context.ts';
import { fieldError, type FieldError, invalidValue, keySpot, spot, via } from '../fieldError.ts';
import { decode } from '../structure/decode.ts';
import { applied } from './apply.ts';
import { applyDefaults, type ByKind } from './defaults.ts';
import { differences } from './differences.ts';
import { remove, setTo } from './fixes.ts';
import { goValue } from './goValue.ts';
import { annotationsPath } from './metadata.ts';
import { pages } from './pages.ts';
import type { Settings } from './settings.ts';

export interface Update {
  /** The object as it would be after the update, before the webhooks see it. */
  readonly merged: JsonObject;
  readonly stored: JsonObject;
  /** '' where the stored template has no name of its own. */
  readonly storedTemplateName: string;
  readonly table: ObjectShape;
}

type Kind = keyof ByKind | 'DomainMapping';

/** Reads the stored object; undefined where there is none, so that the manifest creates it. */
export function readUpdate(
  kind: Kind,
  table: ObjectShape,
  resource: Resource,
  { live, whole }: AdmissionContext,
  settings: Settings,
): Update | undefined {
  if (live === undefined || live.kind !== resource.kind || isCollected(live)) return undefined;
  const read = (value: JsonObject): JsonObject => decode(value, table, { withoutPruned: true }).value;
  const said = read(live.value);
  const stored = isFromCluster(live) ? said : asStored(kind, goValue(said, table), settings);
  const manifest = decode(resource.value, table, { withoutPruned: true, keepNulls: true }).value;
  return {
    // Read once more, since what is null had its effect.
    merged: read(whole === true ? manifest : applied(stored, read(ownedBy(live)), manifest, table)),
    stored,
    storedTemplateName: textAt(stored, ['spec', 'template', 'metadata', 'name']),
    table,
  };
}

/** Whether it was read from a cluster, and is no manifest that stands for what is there. */
function isFromCluster(live: Resource): boolean {
  return textAt(live.value, ['metadata', 'uid']) !== '';
}

/** A hand-written owner has a uid that no object has: the garbage collector removes what it is said to own. */
function isCollected(live: Resource): boolean {
  return !isFromCluster(live) && valueAt(live.value, ['metadata', 'ownerReferences', 0]) !== undefined;
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** What the manager said last: a manifest all of it, an object of a cluster what kubectl noted. */
export function ownedBy(live: Resource): JsonObject {
  if (!isFromCluster(live)) return live.value;
  const noted = textAt(live.value, ['metadata', 'annotations', lastApplied]);
  try {
    const value = JSON.parse(noted) as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const creator = 'serving.knative.dev/creator';
const modifier = 'serving.knative.dev/lastModifier';
/** Stands for the name of whoever created the stored object, which a manifest does not tell. */
const someone = '(the user who created it)';

/** A manifest as the cluster stored it when it was created. */
function asStored(kind: Kind, value: JsonObject, settings: Settings): JsonObject {
  const defaulted =
    kind === 'DomainMapping'
      ? value
      : (applyDefaults[kind](value, { settings, isUpdate: false }) as JsonObject);
  if (kind === 'Revision') return defaulted;
  const metadata = member(defaulted, 'metadata');
  const annotations = {
    ...objectOf(member(metadata, 'annotations')),
    [creator]: someone,
    [modifier]: someone,
  };
  return { ...defaulted, metadata: { ...objectOf(metadata), annotations } };
}

/** `object` is what the update would store. */
export function updateErrors(
  kind: Kind,
  object: JsonObject,
  update: Update | undefined,
): readonly FieldError[] {
  if (update === undefined) return [];
  const { stored, table } = update;
  const before = comparable(stored, table);
  const now = comparable(object, table);
  if (kind === 'Revision') return immutableErrors(before, now);
  const sameSpec = jsonEquals(member(before, 'spec') ?? {}, member(now, 'spec') ?? {});
  return [...userErrors(kind, stored, object, sameSpec), ...nameChangeErrors(kind, before, now)];
}

function comparable(object: JsonObject, table: ObjectShape): JsonObject {
  return goValue(object, table, { comparable: true });
}

function immutableErrors(before: JsonObject, now: JsonObject): readonly FieldError[] {
  const changes = differences(member(before, 'spec'), member(now, 'spec'), 'spec');
  if (changes.length === 0) return [];
  const advice = { code: 'immutable-revision', docs: pages.revisions };
  return [
    fieldError('Immutable fields changed (-old +new)', [spot([], 'spec')], advice, [changes.join('\n')]),
  ];
}

/** Owned Configurations and Routes are the controller's; nobody looks at who wrote them. */
function userErrors(
  kind: Kind,
  stored: JsonObject,
  object: JsonObject,
  sameSpec: boolean,
): readonly FieldError[] {
  const mayBeOwned = kind === 'Configuration' || kind === 'Route';
  if (mayBeOwned && valueAt(object, ['metadata', 'ownerReferences']) !== undefined) return [];
  const before = annotationsOf(stored);
  const now = annotationsOf(object);
  const errors: FieldError[] = [];
  const docs = pages.api;
  if ((before[creator] ?? '') !== (now[creator] ?? '')) {
    const where = keySpot(annotationsPath, creator);
    const fixes = now[creator] === undefined ? [] : remove(where.path, creator);
    errors.push(
      fieldError('annotation value is immutable', [where], { code: 'immutable-annotation', docs, fixes }),
    );
  }
  // With a change of the spec the webhook itself writes who made it.
  if (sameSpec && (before[modifier] ?? '') !== (now[modifier] ?? '')) {
    const where = keySpot(annotationsPath, modifier);
    const fixes = now[modifier] === undefined ? [] : remove(where.path, modifier);
    errors.push(invalidValue(now[modifier] ?? '', where, { code: 'immutable-annotation', docs, fixes }));
  }
  return via(errors, 'metadata.annotations');
}

function annotationsOf(object: JsonObject): Annotations {
  const annotations = objectOf(valueAt(object, annotationsPath));
  return Object.fromEntries(
    [creator, modifier].flatMap((key) => {
      const value = member(annotations, key);
      return typeof value === 'string' ? [[key, value]] : [];
    }),
  );
}

/** A name of one's own stands for one revision: what it names must not change. */
function nameChangeErrors(kind: Kind, before: JsonObject, now: JsonObject): readonly FieldError[] {
  if (kind !== 'Service' && kind !== 'Configuration') return [];
  const template = ['spec', 'template'];
  const path = [...template, 'metadata', 'name'];
  const name = textAt(now, path);
  if (name === '' || name !== textAt(before, path)) return [];
  const changes = differences(valueAt(before, template), valueAt(now, template), 'spec.template');
  if (changes.length === 0) return [];
  return [
    fieldError(
      'Saw the following changes without a name change (-old +new)',
      [{ printed: 'spec.template.metadata.name', path, at: 'value' }],
      { code: 'revision-name-reused', docs: pages.revisions, fixes: setTo(path, nextName(name)) },
      [changes.join('\n')],
    ),
  ];
}

/** `hello-v1` becomes `hello-v2`, `hello-green` becomes `hello-green-2`. */
function nextName(name: string): string {
  const number = /\d+$/.exec(name)?.[0];
  if (number === undefined) return `${name}-2`;
  const next = String(BigInt(number) + 1n).padStart(number.length, '0');
  return name.slice(0, -number.length) + next;
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function textAt(value: JsonObject, path: readonly string[]): string {
  const text = valueAt(value, path);
  return typeof text === 'string' ? text : '';
}

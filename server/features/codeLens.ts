/** Above resources: how their traffic is split, what the cluster has of them, who uses a template, and what can be done. */
import type { CodeLens, Command } from 'vscode-languageserver-types';
import { liveServices } from '#knative/liveServices.ts';
import { shareInShort, splitOf } from '#knative/split.ts';
import { text } from '#knative/text.ts';
import type { LiveService, Mention } from '#knative/world.ts';
import { rangesOf, referencesTo } from '../model/names.ts';
import { ourViews } from '../model/ours.ts';
import type { DocumentParams, Snapshot } from '../model/snapshot.ts';
import type { ResourceView } from '../yaml/decode.ts';
import { placesOf, type Document, type Place } from '../yaml/document.ts';
import { rangeOf } from '../yaml/locate.ts';
import { positionAt, type Position, type Segment } from '../yaml/segment.ts';
import { running } from './codeLens/running.ts';

export function codeLens(snapshot: Snapshot, { textDocument }: DocumentParams): readonly CodeLens[] {
  const document = snapshot.document(textDocument.uri);
  if (document === undefined) return [];
  const lenses: CodeLens[] = [];
  for (const place of placesOf(document)) {
    for (const view of ourViews(place.segment)) {
      const { line } = headOf(place.segment, view);
      const start = { line: line + place.line, character: 0 };
      const commands = [
        ...commandsFor(snapshot, document, place, view),
        ...running(snapshot, document.uri, start, view),
        ...deployment(snapshot, document, start, view),
        ...autoscaling(snapshot, document, start, view),
      ];
      lenses.push(...commands.map((command) => ({ range: { start, end: start }, command })));
    }
  }
  return lenses;
}

function* commandsFor(
  snapshot: Snapshot,
  document: Document,
  place: Place,
  view: ResourceView,
): Iterable<Command> {
  const { kind } = view.resource;
  if (kind === 'Service' || kind === 'Route') {
    const split = splitTitle(snapshot, view);
    if (split !== '') yield plain(split);
    if (kind === 'Service') yield* liveTitles(snapshot, view).map(plain);
    return;
  }
  const used = usable.has(kind)
    ? snapshot.facts(view).defines.find(({ type }) => usable.get(kind) === type)
    : undefined;
  if (used !== undefined) yield usersOf(snapshot, document, place, view, used);
}

/** Kinds that the cluster makes by itself are not deployed. */
function deployment(
  { client, translate }: Snapshot,
  { uri }: Document,
  start: Position,
  { resource }: ResourceView,
): readonly Command[] {
  const { deployCommand } = client;
  if (deployCommand === undefined || resource.kind === 'Revision') return [];
  const title = translate(text('$(cloud-upload) Deploy'));
  return [{ title, command: deployCommand, arguments: [uri, start] }];
}

/** Of a Service that the cluster has. */
function autoscaling(
  { client, translate, world }: Snapshot,
  { uri }: Document,
  start: Position,
  { resource }: ResourceView,
): readonly Command[] {
  const { autoscalingCommand } = client;
  if (autoscalingCommand === undefined || resource.kind !== 'Service' || world.inventory === undefined)
    return [];
  if (liveServices(world.inventory, resource).length === 0) return [];
  const title = translate(text('$(graph-line) Autoscaling'));
  return [{ title, command: autoscalingCommand, arguments: [uri, start] }];
}

/** What lenses say that an edit elsewhere, or the cluster, can change; the same text as long as it is the same. */
export function dependencies(snapshot: Snapshot): string {
  const { inventory } = snapshot.world;
  const counts = [...usable.values()].flatMap((type) =>
    snapshot
      .all(type)
      .map((one) => `${type} ${one.namespace}/${one.name} ${referencesTo(snapshot, one).length}`),
  );
  return JSON.stringify([counts, inventory]);
}

/** A lens that only says something. */
function plain(title: string): Command {
  return { title, command: '' };
}

const splits = new WeakMap<ResourceView, string>();

/** Said where the manifest says it: what is left to the default needs no lens. */
function splitTitle({ translate }: Snapshot, view: ResourceView): string {
  let title = splits.get(view);
  if (title === undefined) {
    const shares = splitOf(view.resource).filter(({ percent }) => percent > 0);
    const said = shares.some(({ revision, configuration }) => revision !== '' || configuration !== '');
    title = said ? shares.map((share) => translate(shareInShort(share))).join(' · ') : '';
    splits.set(view, title);
  }
  return title;
}

/** The split too, where the cluster's is another than the manifest's. */
function liveTitles(snapshot: Snapshot, view: ResourceView): readonly string[] {
  const { translate, world } = snapshot;
  if (world.inventory === undefined) return [];
  const { context } = world.inventory;
  const written = splitTitle(snapshot, view);
  return liveServices(world.inventory, view.resource).map((service) => {
    const state =
      service.ready === true
        ? translate(text('$(check) ready in {0}', context))
        : translate(text('$(warning) not ready in {0}', context));
    const split = liveSplit(service).join(' · ');
    return split === '' || split === written ? state : `${state} · ${split}`;
  });
}

function liveSplit({ traffic }: LiveService): readonly string[] {
  return traffic
    .filter(({ percent }) => percent > 0)
    .map(({ percent, revisionName }) => `${percent} % ${revisionName}`);
}

const usable: ReadonlyMap<string, string> = new Map([
  ['BuildTemplate', 'buildTemplate'],
  ['ClusterBuildTemplate', 'clusterBuildTemplate'],
  ['Task', 'task'],
  ['Pipeline', 'pipeline'],
]);

function usersOf(
  snapshot: Snapshot,
  document: Document,
  place: Place,
  view: ResourceView,
  used: Mention,
): Command {
  const users = referencesTo(snapshot, used);
  const count = users.length;
  const title =
    count === 1 ? snapshot.translate(text('1 user')) : snapshot.translate(text('{0} users', count));
  if (count === 0 || !snapshot.client.commands) return plain(title);
  const { start } = rangeOf(place.segment, [...view.path, ...used.path], 'value');
  const position = positionAt(place.segment, start);
  const locations = users.flatMap((user) => rangesOf(user).map((range) => ({ uri: user.uri, range })));
  return {
    title,
    command: 'knative.showReferences',
    arguments: [document.uri, { ...position, line: position.line + place.line }, locations],
  };
}

const heads = new WeakMap<ResourceView, Position>();

/** Where the resource begins, in lines of the segment. */
function headOf(segment: Segment, view: ResourceView): Position {
  let head = heads.get(view);
  if (head === undefined) {
    const first = Object.keys(view.resource.value)[0];
    const path = first === undefined ? view.path : [...view.path, first];
    head = positionAt(segment, rangeOf(segment, path, 'key').start);
    heads.set(view, head);
  }
  return head;
}

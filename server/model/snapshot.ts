/**
 * What a feature is given: all documents as they are now, what they hold, what is wrong with them, and who names whom.
 * A snapshot never changes; features are synchronous functions of a snapshot and a request's parameters.
 */
import type { Problem } from '#knative/problem.ts';
import type { Definition, Mention, NameKey, World } from '#knative/world.ts';
import type { Text } from '#knative/text.ts';
import type { ResourceView } from '../yaml/decode.ts';
import type { Document, Place } from '../yaml/document.ts';
import type { Position, Range } from '../yaml/segment.ts';
import type { Settings } from './settings.ts';

export interface Snapshot {
  /** A document by URI, open or read from the workspace. */
  document(uri: string): Document | undefined;
  documents(): Iterable<Document>;
  readonly world: World;
  readonly settings: Settings;
  /** Our sentence in the user's language. */
  readonly translate: (text: Text) => string;
  /** Another YAML extension gives what any YAML file needs (outline, folding, syntax errors). */
  readonly yamlExtension: boolean;
  readonly client: Client;
  /** Whether a document is a template or directions, and nothing is said of it. */
  isLeftAlone(document: Document): boolean;
  /** Every problem of one segment, lint included, first those of admission. */
  problems(document: Document, place: Place): readonly PlacedProblem[];
  /** Where a name is defined. */
  definitions(key: NameKey): readonly Located[];
  /** Where a name is mentioned by others. */
  references(key: NameKey): readonly Located[];
  /** All definitions of a type (`revision`, `service`, `image` …). */
  all(type: string): readonly Located[];
  /** What a resource declares and mentions; paths are those of the resource (prefix them with the view's). */
  facts(view: ResourceView): { readonly defines: readonly Mention[]; readonly refersTo: readonly Mention[] };
}

/** What the client understands, as far as an answer depends on it. */
export interface Client {
  /** Edits that name the version of the text they fit. */
  readonly versionedEdits: boolean;
  /** Links that say where the name itself stands, beside plain places. */
  readonly links: boolean;
  /** Texts with blanks to fill in. */
  readonly snippets: boolean;
  /** VS Code's commands, and those of our extension. */
  readonly commands: boolean;
  /** Its command that shows a migration before it is made, if it has one. Arguments: a URI, and a position in it or none. */
  readonly migrationPreview?: string;
  /** Its command that deploys a resource, if it has one. Arguments: a URI and the resource's position. */
  readonly deployCommand?: string;
  /** Its command that runs a build, if it has one. Arguments: a URI and the resource's position. */
  readonly runCommand?: string;
  /** Its command that shows how a Service is scaled, if it has one. Arguments: a URI and the resource's position. */
  readonly autoscalingCommand?: string;
}

/** One that understands whatever has no name of its own. */
export const fullClient: Client = { versionedEdits: true, links: true, snippets: true, commands: true };

/** A mention of a name and where it stands. */
export interface Located extends Definition {
  readonly document: Document;
  readonly place: Place;
  readonly view: ResourceView;
  /** Of the mention's value, in the document. */
  readonly range: Range;
}

/** A problem with its place. */
export interface PlacedProblem {
  readonly problem: Problem;
  /** The resource it is about; undefined for what keeps the document from being read. */
  readonly view: ResourceView | undefined;
  /** In the document. */
  readonly range: Range;
}

/** How a feature is written: registered in `server/adapter/features.ts` under its LSP method. */
export type Feature<Params, Result> = (snapshot: Snapshot, params: Params) => Result;

/** A feature that must wait: it is given the document as it was when it was asked, and answers about that one. */
export type WaitingFeature<Params, Result> = (
  snapshot: Snapshot,
  params: Params,
  document: Document,
) => Promise<Result>;

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

export interface PositionParams extends DocumentParams {
  readonly position: Position;
}

export interface RangeParams extends DocumentParams {
  readonly range: Range;
}

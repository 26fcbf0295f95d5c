/**
 * All documents as they are now and what is known of them. The only state of the server; it changes between requests
 * and never during one, so a feature may take it for a snapshot.
 */
import { english, type Text } from '#knative/text.ts';
import type { Facts, Inventory, NameKey, World } from '#knative/world.ts';
import type { ResourceView } from '../yaml/decode.ts';
import { edited, placesOf, textOf, type Document, type Place, type TextChange } from '../yaml/document.ts';
import type { Range, Segment } from '../yaml/segment.ts';
import { admissionOf, adviceOn, rangeOfProblem, type SegmentProblem } from './analysis.ts';
import type { Checks } from './checks.ts';
import { CommittedIndex } from './committedIndex.ts';
import { commonEnds } from './commonEnds.ts';
import type { CommittedRevision } from './committedRevisions.ts';
import { findingsIn, sameFindings, type DocumentFindings, type SegmentFindings } from './documentProblems.ts';
import { NameIndex, sameNamespace, type IndexEntry, type SegmentFacts } from './nameIndex.ts';
import { isLeftAlone, ourViews } from './ours.ts';
import type { Settings } from './settings.ts';
import { fullClient, type Client, type Located, type PlacedProblem, type Snapshot } from './snapshot.ts';
import { committedQuestion, inventoryQuestion, trackedWorld } from './trackedWorld.ts';

interface Admission {
  readonly settings: Settings;
  readonly problems: readonly SegmentProblem[];
}

interface Advice {
  readonly admission: Admission;
  /** Those of admission first. */
  readonly problems: readonly SegmentProblem[];
  /** The stamps of the questions that were asked. */
  readonly asked: ReadonlyMap<string, number>;
  /** When the stamps were last compared. */
  generation: number;
}

/** What was found in a document, and when. */
interface Report {
  readonly settings: Settings;
  readonly generation: number;
  readonly findings: DocumentFindings;
}

export interface ModelOptions {
  readonly checks: Checks;
  readonly settings: Settings;
  readonly translate?: (text: Text) => string;
  readonly yamlExtension?: boolean;
  readonly client?: Client;
  /** Revisions that templates name at Git's HEAD, for who can tell at once; others call `setCommitted`. */
  readonly committed?: (service: NameKey) => readonly CommittedRevision[];
}

export class Model implements Snapshot {
  readonly #checks: Checks;
  readonly #documents = new Map<string, Document>();
  readonly #index = new NameIndex();
  /** The documents whose names are yet to be read, each as it was when they were read last. */
  readonly #unread = new Map<string, readonly Segment[]>();
  readonly #advice = new WeakMap<Segment, Advice>();
  readonly #reports = new Map<string, Report>();
  readonly #facts = new WeakMap<ResourceView, Facts>();
  readonly #leftAlone = new WeakMap<Document, boolean>();
  readonly #committedElsewhere: ModelOptions['committed'];
  readonly #committed = new CommittedIndex();
  readonly translate: (text: Text) => string;
  readonly yamlExtension: boolean;
  readonly client: Client;
  readonly world: World;
  #settings: Settings;
  #inventory: Inventory | undefined;
  /** Counts what the index does not: Git and the cluster. */
  #outside = 0;
  readonly #outsideStamps = new Map<string, number>();

  constructor(options: ModelOptions) {
    const { checks, settings, translate = english, yamlExtension = false, committed } = options;
    this.#checks = checks;
    this.#committedElsewhere = committed;
    this.#settings = settings;
    this.translate = translate;
    this.yamlExtension = yamlExtension;
    this.client = options.client ?? fullClient;
    this.world = this.#worldAsking(() => undefined);
  }

  get settings(): Settings {
    return this.#settings;
  }

  set settings(settings: Settings) {
    this.#settings = settings;
  }

  /** Changes whenever the advice on some segment may have changed without an edit of it. */
  get generation(): number {
    return this.#names.generation + this.#outside;
  }

  document(uri: string): Document | undefined {
    return this.#documents.get(uri);
  }

  documents(): Iterable<Document> {
    return this.#documents.values();
  }

  /** Adds a document or replaces the one of its URI. */
  put(document: Document): void {
    this.#replace(document);
    this.#readNames();
  }

  /** What is typed is parsed when it is asked for, so that an answer which does not need that goes out first. */
  edit(uri: string, version: number, changes: readonly TextChange[]): Document | undefined {
    const old = this.#documents.get(uri);
    if (old === undefined) return undefined;
    const document = edited(old, version, changes);
    this.#replace(document);
    return document;
  }

  remove(uri: string): void {
    this.#noteNames(uri);
    this.#documents.delete(uri);
    this.#reports.delete(uri);
    this.#readNames();
  }

  /** The text a file has at Git's HEAD; undefined where HEAD does not have it. */
  setCommitted(uri: string, text: string | undefined): void {
    for (const service of this.#committed.replace(uri, text)) {
      this.#stampOutside(committedQuestion({ type: 'service', namespace: '', name: service }));
    }
  }

  setInventory(inventory: Inventory | undefined): void {
    this.#inventory = inventory;
    this.#stampOutside(inventoryQuestion);
  }

  problems(document: Document, place: Place): readonly PlacedProblem[] {
    return this.segmentProblems(document, place.segment).map(({ problem, view, range }) => ({
      problem,
      view,
      range: shifted(range, place.line),
    }));
  }

  /** With lines that count from the segment's first; the same array as long as the answer is the same. */
  segmentProblems(document: Document, segment: Segment): readonly SegmentProblem[] {
    if (this.isLeftAlone(document)) return [];
    return this.#problemsOf(segment);
  }

  /**
   * The segments of a document that something is wrong with; the same array as long as the answer is the same. After an
   * edit, few are looked at.
   */
  documentProblems(document: Document): readonly SegmentFindings[] {
    if (this.isLeftAlone(document)) return [];
    const { generation } = this;
    const settings = this.#settings;
    const last = this.#reports.get(document.uri);
    const holds = last?.generation === generation && last.settings === settings;
    const look = (segment: Segment) => this.#problemsOf(segment);
    const fresh = findingsIn(document, look, holds ? last.findings : undefined);
    const findings = last !== undefined && sameFindings(last.findings, fresh) ? last.findings : fresh;
    this.#reports.set(document.uri, { settings, generation, findings });
    return findings.segments;
  }

  definitions(key: NameKey): readonly Located[] {
    return this.#located(this.#names.definitions(key.type, key.name), key);
  }

  references(key: NameKey): readonly Located[] {
    return this.#located(this.#names.mentions(key.type, key.name), key);
  }

  all(type: string): readonly Located[] {
    return this.#located(this.#names.all(type), { namespace: '' });
  }

  facts(view: ResourceView): Facts {
    let facts = this.#facts.get(view);
    if (facts === undefined) {
      facts = this.#checks.factsOf(view.resource);
      this.#facts.set(view, facts);
    }
    return facts;
  }

  /** Whether a document holds anything of ours. */
  isOurs(document: Document): boolean {
    return !this.isLeftAlone(document) && document.segments.some((segment) => ourViews(segment).length > 0);
  }

  #segmentsOf(document: Document | undefined): readonly Segment[] {
    return document === undefined || this.isLeftAlone(document) ? [] : document.segments;
  }

  /** Whether a document is a template or directions, by its address. */
  isLeftAlone(document: Document): boolean {
    let is = this.#leftAlone.get(document);
    if (is === undefined) {
      is = isLeftAlone(document.uri, () => textOf(document));
      this.#leftAlone.set(document, is);
    }
    return is;
  }

  #replace(document: Document): void {
    this.#noteNames(document.uri);
    this.#documents.set(document.uri, document);
  }

  /** Before a document changes: whose names the index has now. */
  #noteNames(uri: string): void {
    if (!this.#unread.has(uri)) this.#unread.set(uri, this.#segmentsOf(this.#documents.get(uri)));
  }

  #readNames(): void {
    for (const [uri, before] of this.#unread) {
      this.#unread.delete(uri);
      this.#reindex(uri, before, this.#segmentsOf(this.#documents.get(uri)));
    }
  }

  /** Who defines and mentions what, in the documents as they are now. */
  get #names(): NameIndex {
    this.#readNames();
    return this.#index;
  }

  #reindex(uri: string, before: readonly Segment[], after: readonly Segment[]): void {
    const [removed, added] = differing(before, after);
    if (removed.length === 0 && added.length === 0) return;
    this.#index.replace(
      uri,
      removed,
      new Map(added.map((segment) => [segment, this.#segmentFacts(segment)])),
    );
  }

  #segmentFacts(segment: Segment): readonly SegmentFacts[] {
    return ourViews(segment).map((view) => ({ view, facts: this.facts(view) }));
  }

  #problemsOf(segment: Segment): readonly SegmentProblem[] {
    const known = this.#advice.get(segment);
    const admission = known?.admission.settings === this.#settings ? known.admission : undefined;
    if (known !== undefined && admission !== undefined && this.#isFresh(known)) return known.problems;
    const advice = this.#adviseOn(segment, admission ?? this.#admit(segment));
    this.#advice.set(segment, advice);
    return advice.problems;
  }

  #admit(segment: Segment): Admission {
    return { settings: this.#settings, problems: admissionOf(segment, this.#checks, this.#settings) };
  }

  #adviseOn(segment: Segment, admission: Admission): Advice {
    const asked = new Map<string, number>();
    const world = this.#worldAsking((question) => asked.set(question, this.#stamp(question)));
    const found = adviceOn(segment, admission.problems, this.#checks, world, this.#settings);
    const problems = found.length === 0 ? admission.problems : [...admission.problems, ...found];
    return { admission, problems, asked, generation: this.generation };
  }

  #isFresh(advice: Advice): boolean {
    if (advice.generation === this.generation) return true;
    for (const [question, stamp] of advice.asked) if (this.#stamp(question) !== stamp) return false;
    advice.generation = this.generation;
    return true;
  }

  #stamp(question: string): number {
    return this.#outsideStamps.get(question) ?? this.#names.stamp(question);
  }

  #stampOutside(question: string): void {
    this.#outside++;
    this.#outsideStamps.set(question, this.#outside);
  }

  #worldAsking(asked: (question: string) => void): World {
    return trackedWorld(
      {
        names: () => this.#names,
        committed: this.#committedElsewhere ?? ((service) => this.#committed.of(service.name)),
        inventory: () => this.#inventory,
      },
      asked,
    );
  }

  #located(entries: Iterable<IndexEntry>, key: Pick<NameKey, 'namespace'>): readonly Located[] {
    const found: Located[] = [];
    const places = new Map<Document, ReadonlyMap<Segment, Place>>();
    for (const { mention, view, segment, uri } of entries) {
      const document = this.#documents.get(uri);
      if (document === undefined || !sameNamespace(mention, key)) continue;
      let ofDocument = places.get(document);
      if (ofDocument === undefined) {
        ofDocument = new Map(Array.from(placesOf(document), (place) => [place.segment, place]));
        places.set(document, ofDocument);
      }
      const place = ofDocument.get(segment);
      if (place === undefined) continue;
      found.push(new LazilyLocated(mention, uri, document, place, view));
    }
    return found;
  }
}

/** Finding the range parses the segment, and most askers want the names only. */
class LazilyLocated implements Located {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly path: Located['path'];
  readonly data?: unknown;
  readonly uri: string;
  readonly document: Document;
  readonly place: Place;
  readonly view: ResourceView;

  constructor(
    { type, namespace, name, path, data }: IndexEntry['mention'],
    uri: string,
    document: Document,
    place: Place,
    view: ResourceView,
  ) {
    this.type = type;
    this.namespace = namespace;
    this.name = name;
    this.path = path;
    if (data !== undefined) this.data = data;
    this.uri = uri;
    this.document = document;
    this.place = place;
    this.view = view;
  }

  get range(): Range {
    return shifted(rangeOfProblem(this.place.segment, this.view, this.path, 'value'), this.place.line);
  }
}

export function shifted({ start, end }: Range, lines: number): Range {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}

/** What stands between the common head and tail of two lists of segments. */
function differing(
  before: readonly Segment[],
  after: readonly Segment[],
): readonly [readonly Segment[], readonly Segment[]] {
  const { head, tail } = commonEnds(before, after);
  return [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
}

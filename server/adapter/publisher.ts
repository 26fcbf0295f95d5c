/**
 * Sends diagnostics: of an edited document at once (a burst of messages counts as one edit), of those whose advice the
 * edit may have changed after it, of files that are not open when nothing else is to do. There is no delay to speak of.
 */
import type { Diagnostic } from 'vscode-languageserver';
import { diagnostics } from '../features/diagnostics.ts';
import type { SegmentFindings } from '../model/documentProblems.ts';
import type { Model } from '../model/model.ts';
import type { Document } from '../yaml/document.ts';
import type { Log } from './guard.ts';

export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: Diagnostic[];
}

export class Publisher {
  readonly #model: Model;
  readonly #log: Log;
  readonly #send: (published: Published) => void;
  readonly #urgent = new Set<string>();
  readonly #later = new Set<string>();
  /** By URI, the document and the generation it was last reported at, and how much there was to say. */
  readonly #reported = new Map<
    string,
    {
      readonly document: Document;
      readonly problems: readonly SegmentFindings[];
      readonly found: readonly Diagnostic[];
      generation: number;
    }
  >();
  #scheduled = false;
  #rest: NodeJS.Timeout | undefined;
  #held = true;
  /** When the first of those that are urgent was edited. */
  #editedAt = 0;
  #generation = 0;
  #idle: (() => void)[] = [];

  constructor(model: Model, log: Log, send: (published: Published) => void) {
    this.#model = model;
    this.#log = log;
    this.#send = send;
  }

  /** Nothing is sent before: the client's settings are still on their way. */
  release(): void {
    this.#held = false;
    this.#schedule();
  }

  changed(uri: string): void {
    if (this.#urgent.size === 0) this.#editedAt = performance.now();
    this.#urgent.add(uri);
    this.#schedule();
  }

  /** A file that is not open. */
  changedInBackground(uri: string): void {
    this.#later.add(uri);
    this.#schedule();
  }

  removed(uri: string): void {
    this.#urgent.delete(uri);
    this.#later.delete(uri);
    const reported = this.#reported.get(uri);
    this.#reported.delete(uri);
    if (reported !== undefined && reported.found.length > 0) this.#send({ uri, diagnostics: [] });
    this.#schedule();
  }

  /** Looks at everything again, open documents first. */
  everythingChanged(): void {
    for (const { uri, version } of this.#model.documents()) {
      if (version === undefined) this.#later.add(uri);
      else this.#urgent.add(uri);
    }
    for (const reported of this.#reported.values()) reported.generation = -1;
    this.#schedule();
  }

  /** Resolves when nothing is left to report. */
  async settled(): Promise<void> {
    if (this.#urgent.size + this.#later.size === 0 && !this.#scheduled) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#idle.push(resolve);
    this.#schedule();
    await promise;
  }

  /** What was last sent about each document. */
  *reported(): Iterable<readonly [string, readonly Diagnostic[]]> {
    for (const [uri, { found }] of this.#reported) yield [uri, found];
  }

  #schedule(): void {
    if (this.#scheduled || this.#held) return;
    this.#scheduled = true;
    setImmediate(() => this.#work());
  }

  /** A slice of what was edited, or else of the other work; what came in meanwhile is read before the next. */
  #work(): void {
    this.#scheduled = false;
    if (this.#urgent.size > 0) {
      if (performance.now() - this.#editedAt < heels) {
        this.#schedule();
        return;
      }
      this.#reportSome(this.#urgent);
      if (this.#urgent.size > 0) this.#schedule();
      else this.#rest = this.#rest?.refresh() ?? setTimeout(() => this.#schedule(), rest);
      return;
    }
    this.#spread();
    this.#reportSome(this.#later);
    if (this.#later.size > 0) this.#schedule();
    else for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Takes from a list what can be done in a few milliseconds. */
  #reportSome(uris: Set<string>): void {
    const until = performance.now() + slice;
    for (const uri of uris) {
      uris.delete(uri);
      this.#tryToReport(uri);
      if (performance.now() > until) return;
    }
  }

  /** When names changed, the others are looked at too; most turn out to be as they were. */
  #spread(): void {
    const { generation } = this.#model;
    if (generation === this.#generation) return;
    this.#generation = generation;
    for (const [uri, reported] of this.#reported) {
      if (reported.generation !== generation) this.#later.add(uri);
    }
  }

  /** A document that cannot be checked must not keep the others from it. */
  #tryToReport(uri: string): void {
    try {
      this.#report(uri);
    } catch (error) {
      this.#log.error(
        `Checking ${uri}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }

  #report(uri: string): void {
    const document = this.#model.document(uri);
    if (document === undefined) return;
    const before = this.#reported.get(uri);
    const problems = this.#model.documentProblems(document);
    const { generation } = this.#model;
    if (before?.document === document && before.problems === problems) {
      before.generation = generation;
      return;
    }
    const found = diagnostics(this.#model, document, problems);
    this.#reported.set(uri, { document, problems, found, generation });
    const { version } = document;
    // An open document's version moves on with every edit, so that is always told.
    const mayBeKnown = version === undefined || before?.document === document;
    if (mayBeKnown && same(before?.found ?? [], found)) return;
    this.#send({ uri, diagnostics: [...found], ...(version === undefined ? {} : { version }) });
  }
}

/** Milliseconds in which a request on the heels of an edit comes in; who asks is answered first. */
const heels = 0.3;

/** Milliseconds without an edit before the other work goes on: many files are opened at once. */
const rest = 10;

/** Milliseconds of work between two looks at what came in. */
const slice = 3;

function same(before: readonly Diagnostic[], now: readonly Diagnostic[]): boolean {
  return (
    before.length === now.length && (before.length === 0 || JSON.stringify(before) === JSON.stringify(now))
  );
}

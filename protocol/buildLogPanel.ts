/** What the log of a build and its host say to each other: a small state and windows of the text down, intent up. */
import type { BuildKind, BuildState, StepState } from '#knative/builds/build.ts';
import type { BuildLogLabels } from './buildLogLabels.ts';

export type BuildLogMessage =
  | { readonly kind: 'state'; readonly state: BuildLogState }
  | LogWindow
  | LogAppendix
  | LogMarks
  /** The places of a line that can be opened, in the order in which they stand there. */
  | { readonly kind: 'links'; readonly line: number; readonly links: readonly LogSpan[] };

/** Which build is looked at; VS Code keeps it over a reload. */
export interface BuildLogSubject {
  readonly context: string;
  readonly kind: BuildKind;
  readonly namespace: string;
  readonly name: string;
}

/** How the log is looked at; kept over a reload, too. */
export interface BuildLogView {
  /** The key of a step; '' for all of them. */
  readonly selected: string;
  readonly wraps: boolean;
  readonly timestamps: boolean;
}

export interface BuildLogState {
  readonly subject: BuildLogSubject;
  readonly view: BuildLogView;
  /** Where it is: context and namespace. */
  readonly place: string;
  readonly look: BuildState;
  /** How it is doing, in a few words: its state, and how long it took. */
  readonly progress: string;
  /** The same for who does not see it: its steps, one by one. */
  readonly summary: string;
  readonly isUnderWay: boolean;
  /** Why it failed, or does not go on. */
  readonly why: readonly string[];
  /** The key of the step that failed; '' for none. */
  readonly failing: string;
  readonly groups: readonly StepGroup[];
  /** It stays at the end of the log. */
  readonly follows: boolean;
  /** Lines that came since it does not follow. */
  readonly behind: number;
  readonly search: SearchState;
  /** How much there is, as words. */
  readonly status: readonly string[];
  /** What keeps the log from being read now; '' for nothing. */
  readonly trouble: string;
  /** The numbers of the lines that there are, from the first up to the end. */
  readonly first: number;
  readonly end: number;
  readonly labels: BuildLogLabels;
}

/** The steps of one task; without a name where there is only one task. */
export interface StepGroup {
  readonly name: string;
  readonly look: BuildState | 'skipped';
  readonly progress: string;
  readonly steps: readonly StepRow[];
}

export interface StepRow {
  readonly key: string;
  readonly name: string;
  readonly look: StepState;
  /** State, duration and exit code, in words. */
  readonly progress: string;
}

export interface SearchState {
  /** How many were found and which one is looked at, in words; what is wrong with the query. */
  readonly told: string;
  readonly isWrong: boolean;
  readonly hasFound: boolean;
}

/** Characters of a line as it is shown, without colours: from one up to another. */
export interface LogSpan {
  readonly start: number;
  readonly end: number;
}

export interface LogMark extends LogSpan {
  readonly line: number;
}

/** Takes the place of all that is shown. */
export interface LogWindow {
  readonly kind: 'window';
  /** Which answer it is: they are counted. */
  readonly id: number;
  /** The number of its first line. */
  readonly from: number;
  readonly lines: readonly string[];
  /** What of it is to be seen: the end, a line at the top, or a place in the middle. */
  readonly shows: 'end' | { readonly top: number } | { readonly middle: LogMark };
  readonly marks: readonly LogMark[];
  readonly current: LogMark | undefined;
}

/** Comes after what is shown. */
export interface LogAppendix {
  readonly kind: 'append';
  readonly id: number;
  readonly lines: readonly string[];
  readonly marks: readonly LogMark[];
}

/** What was found in what is shown; takes the place of what was marked. */
export interface LogMarks {
  readonly kind: 'marks';
  readonly marks: readonly LogMark[];
  readonly current: LogMark | undefined;
}

export type BuildLogIntent =
  /** The panel has loaded and can show something. */
  | { readonly kind: 'ready' }
  /** What was sent under this number is drawn: there may come more. */
  | { readonly kind: 'drawn'; readonly id: number }
  | { readonly kind: 'select'; readonly key: string }
  /** The first line that is seen, and whether that is at the end of what is shown. */
  | { readonly kind: 'scrolled'; readonly top: number; readonly isAtEnd: boolean }
  /** Show the text around a line. */
  | { readonly kind: 'show'; readonly top: number }
  | { readonly kind: 'follow' }
  | { readonly kind: 'look'; readonly wraps: boolean; readonly timestamps: boolean }
  | {
      readonly kind: 'search';
      readonly text: string;
      readonly isRegex: boolean;
      readonly isCaseSensitive: boolean;
    }
  | { readonly kind: 'next' | 'previous' }
  | { readonly kind: 'firstError' | 'places' | 'save' | 'copyAll' | 'showFailing' }
  /** What is done in the cluster, or with what the build made. */
  | { readonly kind: 'rerun' | 'rerunWith' | 'cancel' | 'useImage' }
  /** The text that is selected. */
  | { readonly kind: 'copy'; readonly text: string }
  /** Which places of a line can be opened. */
  | { readonly kind: 'links'; readonly line: number }
  | { readonly kind: 'open'; readonly line: number; readonly start: number };

/** Decodes what a webview sent; undefined for what is none of these. */
export function buildLogIntent(message: unknown): BuildLogIntent | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const one = message as Record<string, unknown>;
  const { kind } = one;
  switch (kind) {
    case 'ready':
    case 'follow':
    case 'next':
    case 'previous':
    case 'firstError':
    case 'places':
    case 'save':
    case 'copyAll':
    case 'rerun':
    case 'rerunWith':
    case 'cancel':
    case 'useImage':
    case 'showFailing':
      return { kind };
    case 'drawn':
      return isCount(one['id']) ? { kind, id: one['id'] } : undefined;
    case 'select':
      return typeof one['key'] === 'string' ? { kind, key: one['key'] } : undefined;
    case 'copy':
      return typeof one['text'] === 'string' ? { kind, text: one['text'] } : undefined;
    case 'show':
      return isCount(one['top']) ? { kind, top: one['top'] } : undefined;
    case 'links':
      return isCount(one['line']) ? { kind, line: one['line'] } : undefined;
    case 'scrolled':
      return scrolled(one);
    case 'look':
      return look(one);
    case 'search':
      return search(one);
    case 'open':
      return open(one);
    default:
      return undefined;
  }
}

/** How a panel was looked at before its window was loaded again; undefined where it was kept by somebody else. */
export function rememberedLog(
  kept: unknown,
): { readonly subject: BuildLogSubject; readonly view: BuildLogView } | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { context, kind, namespace, name, selected, wraps, timestamps } = kept as Record<string, unknown>;
  if (kind !== 'Build' && kind !== 'TaskRun' && kind !== 'PipelineRun') return undefined;
  if (typeof context !== 'string' || typeof namespace !== 'string' || typeof name !== 'string')
    return undefined;
  return {
    subject: { context, kind, namespace, name },
    view: {
      selected: typeof selected === 'string' ? selected : '',
      wraps: wraps !== false,
      timestamps: timestamps === true,
    },
  };
}

type Message = Readonly<Record<string, unknown>>;

function scrolled({ top, isAtEnd }: Message): BuildLogIntent | undefined {
  if (!isCount(top) || typeof isAtEnd !== 'boolean') return undefined;
  return { kind: 'scrolled', top, isAtEnd };
}

function look({ wraps, timestamps }: Message): BuildLogIntent | undefined {
  if (typeof wraps !== 'boolean' || typeof timestamps !== 'boolean') return undefined;
  return { kind: 'look', wraps, timestamps };
}

function search({ text, isRegex, isCaseSensitive }: Message): BuildLogIntent | undefined {
  if (typeof text !== 'string' || text.length > longestQuery) return undefined;
  if (typeof isRegex !== 'boolean' || typeof isCaseSensitive !== 'boolean') return undefined;
  return { kind: 'search', text, isRegex, isCaseSensitive };
}

function open({ line, start }: Message): BuildLogIntent | undefined {
  return isCount(line) && isCount(start) ? { kind: 'open', line, start } : undefined;
}

const longestQuery = 1000;

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

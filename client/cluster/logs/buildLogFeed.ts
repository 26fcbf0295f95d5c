/**
 * The log of one build as text that grows: followed in one session after the other, each going on where the one before
 * was left; what happens to it is said in words, in the text and beside it.
 */
import type { BuildReading, BuildStep, BuildTask } from '#knative/builds/build.ts';
import { member, textAt } from '#knative/json.ts';
import { text, type Text } from '#knative/text.ts';
import { followBuild, type BuildLogNote } from './buildLog.ts';
import type { LogLine, Position } from './containerLog.ts';
import { ClusterError } from '../errors.ts';
import { findBuild } from '../findBuild.ts';
import { LogText } from './logText.ts';
import type { Session } from '../session.ts';
import { watchBuild, type BuildName } from '../watchBuild.ts';

export interface FeedOptions {
  readonly build: BuildName;
  /** Sentences in the user's language. */
  readonly inWords: (sentence: Text) => string;
  readonly errorInWords: (error: ClusterError) => string;
  readonly onChange: () => void;
  /** Milliseconds before a log that broke off is asked for again. */
  readonly retryDelay?: number;
}

export class BuildLogFeed {
  readonly text: LogText;
  readonly #options: FeedOptions;
  readonly #positions = new Map<string, Position>();
  /** What was said already, which a second session would say again. */
  readonly #said = new Set<string>();
  /** Why a step's log cannot be read now, by its key. */
  readonly #troubles = new Map<string, string>();
  #stop = new AbortController();
  #reading: BuildReading | undefined;
  #phase: 'idle' | 'following' | 'over' | 'gone' = 'idle';

  constructor(options: FeedOptions, kept = new LogText()) {
    this.#options = options;
    this.text = kept;
  }

  /** The build as it was known last. */
  get reading(): BuildReading | undefined {
    return this.#reading;
  }

  get phase(): 'idle' | 'following' | 'over' | 'gone' {
    return this.#phase;
  }

  /** What keeps it from reading now; '' for nothing. */
  get trouble(): string {
    const [first = ''] = this.#troubles.values();
    return first;
  }

  /** Follows in this session and no other, to the end of the build. */
  async follow(session: Session): Promise<void> {
    this.stop();
    const { signal } = this.#stop;
    const pods = session.served.find('v1', 'Pod');
    const build = watchBuild(session, this.#options.build);
    if (pods === undefined || build === undefined) {
      build?.release();
      throw new ClusterError(
        'notFound',
        text('{0} does not serve {1}.', session.context.name, this.#options.build.kind),
      );
    }
    this.#phase = 'following';
    const look = (): void => {
      this.#reading = build.reading ?? this.#reading;
      this.#options.onChange();
    };
    const stopListening = build.onChange(look);
    look();
    try {
      await followBuild(
        {
          api: session.api,
          pods,
          build,
          isThere: async () => (await findBuild(session, this.#options.build)) !== undefined,
          positions: this.#positions,
          onLine: (task, step, line) => this.#add(stepKey(task, step), line),
          onNote: (note) => this.#note(note),
          ...(this.#options.retryDelay !== undefined && { retryDelay: this.#options.retryDelay }),
        },
        signal,
      );
    } finally {
      stopListening();
      build.release();
    }
  }

  /** There is another build of this name now: it was deleted, and started again. */
  async isReplaced(session: Session): Promise<boolean> {
    if (this.#phase !== 'over' && this.#phase !== 'gone') return false;
    const found = await findBuild(session, this.#options.build);
    return found !== undefined && uidOf(found) !== uidOf(this.#reading);
  }

  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    if (this.#phase === 'following') this.#phase = 'idle';
  }

  #add(key: string, { time, text: line, isCut }: LogLine): void {
    this.#troubles.delete(key);
    this.text.add(key, time, line, isCut);
    this.#options.onChange();
  }

  #note(note: BuildLogNote): void {
    const { inWords, errorInWords } = this.#options;
    switch (note.kind) {
      case 'begun':
        this.#say('', text('Step {0}', nameOf(note.task, note.step)), note.step.pod);
        break;
      case 'ended':
        this.#end(note);
        break;
      case 'lost': {
        const key = stepKey(note.task, note.step);
        this.#troubles.delete(key);
        const name = nameOf(note.task, note.step);
        this.#say(key, text('The pod of {0} is gone, and with it the rest of the log.', name), note.step.pod);
        break;
      }
      case 'failed': {
        const words = text('{0} cannot be read: {1}', note.step.name, errorInWords(note.error));
        this.#troubles.set(this.#keyOf(note.step), inWords(words));
        break;
      }
      case 'waiting':
        break;
      case 'over':
        this.#phase = 'over';
        this.#reading = note.reading;
        this.#say('', overInWords(note.reading));
        break;
      case 'gone':
        this.#phase = 'gone';
        this.#say('', text('The build was deleted.'));
    }
    this.#options.onChange();
  }

  #end({ task, step, isWhole }: Extract<BuildLogNote, { kind: 'ended' }>): void {
    const key = stepKey(task, step);
    const trouble = this.#troubles.get(key);
    this.#troubles.delete(key);
    if (!isWhole && trouble !== undefined) this.text.note(key, trouble);
    if (step.state === 'failed') this.#say(key, endInWords(nameOf(task, step), step), step.pod);
  }

  /** Once, whichever session it is. */
  #say(key: string, sentence: Text, about = ''): void {
    const words = this.#options.inWords(sentence);
    const once = JSON.stringify([key, words, about]);
    if (this.#said.has(once)) return;
    this.#said.add(once);
    this.text.note(key, words);
  }

  #keyOf({ pod, container }: BuildStep): string {
    const task = this.#reading?.tasks.find(({ steps }) =>
      steps.some((one) => one.pod === pod && one.container === container),
    );
    return JSON.stringify([task?.name ?? '', container]);
  }
}

/** The same before and after a step has its pod, and when its task is tried again. */
export function stepKey(
  { name }: Pick<BuildTask, 'name'>,
  { container }: Pick<BuildStep, 'container'>,
): string {
  return JSON.stringify([name, container]);
}

function uidOf(reading: BuildReading | undefined): string {
  return textAt(member(reading?.object, 'metadata'), 'uid');
}

function nameOf(task: BuildTask, step: BuildStep): string {
  return task.name === '' ? step.name : `${task.name} › ${step.name}`;
}

function endInWords(name: string, { exitCode }: BuildStep): Text {
  return exitCode === undefined
    ? text('Step {0} failed.', name)
    : text('Step {0} ended with exit code {1}.', name, exitCode);
}

function overInWords({ state }: BuildReading): Text {
  switch (state) {
    case 'succeeded':
      return text('The build succeeded.');
    case 'cancelled':
      return text('The build was cancelled.');
    default:
      return text('The build failed.');
  }
}

/** One recorder for each Service, shared by all who look at it; it goes a while after the last of them has. */
import type { Session } from '../session.ts';
import type { MetricsSource } from './metricsSource.ts';
import { MetricsRecorder } from './metricsRecorder.ts';

export interface RecordersOptions {
  /** Best first; made anew for each session. */
  readonly sourcesFor: (session: Session) => readonly MetricsSource[];
  /** Milliseconds for which what was recorded is kept after the last viewer has gone. */
  readonly keep?: number;
}

export interface RecorderLease {
  readonly recorder: MetricsRecorder;
  /** Whether whoever leased it sees it now; at first it is taken to. */
  setVisible(isVisible: boolean): void;
  release(): void;
}

const usualKeep = 30 * 60 * 1000;

interface Kept {
  readonly recorder: MetricsRecorder;
  ending: NodeJS.Timeout | undefined;
}

export class MetricsRecorders {
  readonly #options: RecordersOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: RecordersOptions) {
    this.#options = options;
  }

  /** How many there are. */
  get size(): number {
    return this.#kept.size;
  }

  /**
   * The recorder and how to let go of it; it records while somebody has a `view()` of it. A session ends with every
   * change of context or credentials: the recorder goes on with the next one to the same cluster.
   */
  lease(session: Session, subject: { readonly namespace: string; readonly service: string }): RecorderLease {
    const key = keyOf(session, subject);
    const kept = this.#kept.get(key) ?? { recorder: this.#made(session, subject), ending: undefined };
    this.#kept.set(key, kept);
    clearTimeout(kept.ending);
    const { recorder } = kept;
    if (recorder.session !== session) recorder.goOnWith(session, this.#options.sourcesFor(session));
    const stopLooking = recorder.view();
    let show: (() => void) | undefined;
    let released = false;
    const setVisible = (isVisible: boolean): void => {
      if (released || isVisible === (show === undefined)) return;
      if (!isVisible) show = recorder.hide();
      else {
        show?.();
        show = undefined;
      }
    };
    return {
      recorder,
      setVisible,
      release: () => {
        if (released) return;
        setVisible(true);
        released = true;
        stopLooking();
        if (recorder.viewers === 0) this.#endLater(key, kept);
      },
    };
  }

  dispose(): void {
    for (const { recorder, ending } of this.#kept.values()) {
      clearTimeout(ending);
      recorder.dispose();
    }
    this.#kept.clear();
  }

  #made(
    session: Session,
    { namespace, service }: { readonly namespace: string; readonly service: string },
  ): MetricsRecorder {
    return new MetricsRecorder(session, {
      namespace,
      service,
      sources: this.#options.sourcesFor(session),
    });
  }

  #endLater(key: string, kept: Kept): void {
    clearTimeout(kept.ending);
    kept.ending = setTimeout(() => {
      kept.recorder.dispose();
      this.#kept.delete(key);
    }, this.#options.keep ?? usualKeep);
    // What is merely kept must not keep a process alive.
    kept.ending.unref();
  }
}

/** A context that leads to another server by now leads to another cluster. */
function keyOf(
  { context }: Session,
  { namespace, service }: { readonly namespace: string; readonly service: string },
): string {
  return JSON.stringify([context.name, context.server, namespace, service]);
}

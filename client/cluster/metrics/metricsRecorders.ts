/** One recorder for each Service, shared by all who look at it; it goes a while after the last of them has. */
import type { Session } from '../session.ts';
import type { MetricsSource } from './metricsSource.ts';
import { MetricsRecorder } from './metricsRecorder.ts';

export interface RecordersOptions {
  /** Best first; made once for each recorder. */
  readonly sourcesFor: (session: Session) => readonly MetricsSource[];
  /** Milliseconds for which what was recorded is kept after the last viewer has gone. */
  readonly keep?: number;
}

const usualKeep = 30 * 60 * 1000;

interface Kept {
  readonly recorder: MetricsRecorder;
  ending: NodeJS.Timeout | undefined;
}

export class MetricsRecorders {
  readonly #options: RecordersOptions;
  readonly #kept = new Map<Session, Map<string, Kept>>();

  constructor(options: RecordersOptions) {
    this.#options = options;
  }

  /** How many there are. */
  get size(): number {
    return [...this.#kept.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** The recorder and how to let go of it; it records while somebody has a `view()` of it. */
  lease(
    session: Session,
    { namespace, service }: { readonly namespace: string; readonly service: string },
  ): { readonly recorder: MetricsRecorder; release(): void } {
    const ofSession = this.#kept.get(session) ?? new Map<string, Kept>();
    this.#kept.set(session, ofSession);
    const key = `${namespace}/${service}`;
    const kept = ofSession.get(key) ?? {
      recorder: new MetricsRecorder(session, {
        namespace,
        service,
        sources: this.#options.sourcesFor(session),
      }),
      ending: undefined,
    };
    ofSession.set(key, kept);
    clearTimeout(kept.ending);
    const stopLooking = kept.recorder.view();
    let released = false;
    return {
      recorder: kept.recorder,
      release: () => {
        if (released) return;
        released = true;
        stopLooking();
        if (kept.recorder.viewers === 0) this.#endLater(session, key, kept);
      },
    };
  }

  dispose(): void {
    for (const ofSession of this.#kept.values()) {
      for (const { recorder, ending } of ofSession.values()) {
        clearTimeout(ending);
        recorder.dispose();
      }
    }
    this.#kept.clear();
  }

  #endLater(session: Session, key: string, kept: Kept): void {
    clearTimeout(kept.ending);
    kept.ending = setTimeout(() => {
      kept.recorder.dispose();
      const ofSession = this.#kept.get(session);
      ofSession?.delete(key);
      if (ofSession?.size === 0) this.#kept.delete(session);
    }, this.#options.keep ?? usualKeep);
    // What is merely kept must not keep a process alive.
    kept.ending.unref();
  }
}

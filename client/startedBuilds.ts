/** The builds that the user has started here: told when they end out of sight. */
import type { Disposable } from 'vscode';
import { isUnderWay, type BuildReading } from '#knative/builds/build.ts';
import type { BuildLogSubject } from '#protocol/buildLogPanel.ts';
import { watchBuild, type BuildName } from './cluster/watchBuild.ts';
import type { Session } from './cluster/session.ts';
import { Watches } from './cluster/watches.ts';

export class StartedBuilds implements Disposable {
  readonly #isSeen: (build: BuildLogSubject) => boolean;
  readonly #stops = new Set<() => void>();

  /** @param isSeen whether the user has a build before his eyes */
  constructor(isSeen: (build: BuildLogSubject) => boolean) {
    this.#isSeen = isSeen;
  }

  /** Waits for its end, by watches of its own: it goes on when another cluster is looked at meanwhile. */
  follow(session: Session, { kind, namespace, name }: BuildName): void {
    const build: BuildLogSubject = { context: session.context.name, kind, namespace, name };
    const watches = new Watches(session.api);
    const watched = watchBuild({ ...session, watches }, build);
    if (watched === undefined) return;
    let wasThere = false;
    const look = (): void => {
      const { reading } = watched;
      const isGone = reading === undefined && wasThere;
      wasThere ||= reading !== undefined;
      if (!isGone && (reading === undefined || isUnderWay(reading))) return;
      stop();
      if (reading !== undefined && !this.#isSeen(build)) void tell(session, reading);
    };
    const stopListening = watched.onChange(look);
    const stop = (): void => {
      stopListening();
      watches.dispose();
      this.#stops.delete(stop);
    };
    this.#stops.add(stop);
    look();
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
  }
}

async function tell(session: Session, reading: BuildReading): Promise<void> {
  const { tellBuildEnd } = await import('./tellBuildEnd.ts');
  await tellBuildEnd(session, reading);
}

/** What the autoscaling dashboards need of their surroundings. */
import type { Uri } from 'vscode';
import type { AutoscalingSubject, LoadState, LoadWish } from '#protocol/autoscalingPanel.ts';
import type { ClusterError } from '../../../cluster/errors.ts';
import type { MetricsRecorder } from '../../../cluster/metrics/metricsRecorder.ts';
import type { LiveService } from '../../../cluster/services.ts';

export interface AutoscalingWorld {
  readonly extensionUri: Uri;
  /** The recorder of a Service in the cluster that is looked at now; undefined where that is another one. */
  record(subject: AutoscalingSubject): Promise<Recording | undefined>;
  /** There is a new connection, maybe to another cluster; or there is none, and why. */
  onConnection(listener: (error: ClusterError | undefined) => void): () => void;
  /** Somebody looks, until the returned function is called: a connection that breaks is made again. */
  attend(): () => void;
  /** The name of the manifest that gives the Service; '' where none is known. */
  fileOf(subject: AutoscalingSubject): Promise<string>;
  readonly load: LoadGenerator;
}

export interface Recording {
  readonly recorder: Pick<MetricsRecorder, 'state' | 'onChange' | 'choose' | 'since' | 'mark'>;
  /** One that nobody sees costs the cluster less. */
  setVisible(isVisible: boolean): void;
  release(): void;
}

export interface LoadGenerator {
  /** What it never goes beyond, in words. */
  readonly limits: string;
  /** Asks first where it must; what comes of it is told until it has ended. */
  start(order: LoadOrder, tell: (load: LoadTold) => void): Promise<StartedLoad | undefined>;
}

export interface LoadOrder {
  readonly subject: AutoscalingSubject;
  readonly service: LiveService;
  readonly wish: LoadWish;
}

export type LoadTold = Omit<LoadState, 'limits'>;

export interface StartedLoad {
  /** Ends it; what it came to is told. */
  stop(): void;
  /** Ends it without a word. */
  dispose(): void;
}

/** Work that its user sees and may stop: a notification with a way to cancel. */
import { ProgressLocation, window, type Progress } from 'vscode';
import { ClusterError } from '../cluster/errors.ts';

export type Tell = Progress<{ readonly message?: string }>;

/** Undefined where its user has stopped it. */
export async function cancellable<T>(
  title: string,
  work: (signal: AbortSignal, tell: Tell) => Promise<T>,
): Promise<T | undefined> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    const listening = token.onCancellationRequested(() => stop.abort());
    try {
      return await work(stop.signal, progress);
    } catch (error) {
      if (error instanceof ClusterError && error.reason === 'aborted') return undefined;
      throw error;
    } finally {
      listening.dispose();
    }
  });
}

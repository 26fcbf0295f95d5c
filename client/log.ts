/** Where the extension writes what it does: the one output channel `Knative`, which never takes the focus. */
import { window, type LogOutputChannel } from 'vscode';

export type Log = LogOutputChannel;

export function createLog(): Log {
  return window.createOutputChannel('Knative', { log: true });
}

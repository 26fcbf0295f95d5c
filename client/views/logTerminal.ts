/** A terminal that shows log lines as they come; nothing of them is a command to it (terminalText). */
import { EventEmitter, ThemeIcon, window, type Disposable, type Terminal } from 'vscode';
import { terminalLine, terminalNote } from '../cluster/logs/terminalText.ts';
import type { LogLine } from '../cluster/logs/logs.ts';

export interface LogWriter {
  line(line: LogLine): void;
  note(text: string): void;
}

/** Starts when the terminal is shown and ends with it, or when Ctrl+C is pressed in it. */
export type LogSource = (writer: LogWriter, signal: AbortSignal) => Promise<void>;

export class LogTerminals implements Disposable {
  /** By what they show; only those that still follow it. */
  readonly #open = new Map<string, Terminal>();
  readonly #all = new Set<Terminal>();
  readonly #closing = window.onDidCloseTerminal((terminal) => {
    this.#forget(terminal);
    this.#all.delete(terminal);
  });

  /** @param key which log; one that is open already is shown */
  show(key: string, title: string, showPods: boolean, source: LogSource): void {
    const open = this.#open.get(key);
    if (open !== undefined && open.exitStatus === undefined) {
      open.show(true);
      return;
    }
    const written = new EventEmitter<string>();
    const stop = new AbortController();
    const writer: LogWriter = {
      line: (line) => written.fire(terminalLine(line, showPods)),
      note: (text) => written.fire(terminalNote(text)),
    };
    const terminal = window.createTerminal({
      name: title,
      iconPath: new ThemeIcon('output'),
      isTransient: true,
      pty: {
        onDidWrite: written.event,
        open: () => {
          // One that has ended shows what was; a new one goes on.
          void source(writer, stop.signal).finally(() => this.#forget(terminal));
        },
        close: () => {
          stop.abort();
          written.dispose();
        },
        handleInput: (data: string) => {
          if (data === '\u0003') stop.abort();
        },
      },
    });
    this.#open.set(key, terminal);
    this.#all.add(terminal);
    terminal.show(true);
  }

  #forget(terminal: Terminal): void {
    for (const [key, one] of this.#open) if (one === terminal) this.#open.delete(key);
  }

  dispose(): void {
    this.#closing.dispose();
    for (const terminal of this.#all) terminal.dispose();
  }
}

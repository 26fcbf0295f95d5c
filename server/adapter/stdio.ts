/**
 * LSP over the standard streams. The package's own writer hands a message out in two pieces and lets the loop turn before
 * each; here it goes out whole and at the end of the turn, which the client sees sooner and reads in one go.
 */
import { Console } from 'node:console';
import type { Writable } from 'node:stream';
import {
  AbstractMessageWriter,
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  type Connection,
  type Message,
  type MessageWriter,
} from 'vscode-languageserver/node';

export function stdioConnection(): Connection {
  const { stdin, stdout, stderr } = process;
  // What somebody prints would stand in the middle of the messages.
  globalThis.console = new Console(stderr);
  stdin.once('end', () => process.exit());
  const reader = new StreamMessageReader(stdin);
  return createConnection(ProposedFeatures.all, reader, new WholeMessageWriter(stdout));
}

/** Messages in one piece, several together where they are sent in one turn. */
export class WholeMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #output: Writable;
  #waiting = '';

  constructor(output: Writable) {
    super();
    this.#output = output;
    output.on('error', (error: Error) => this.fireError(error));
    output.once('close', () => this.fireClose());
  }

  async write(message: Message): Promise<void> {
    const text = JSON.stringify(message);
    if (this.#waiting === '') process.nextTick(() => this.#flush());
    this.#waiting += `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    return Promise.resolve();
  }

  end(): void {
    this.#flush();
    this.#output.end();
  }

  #flush(): void {
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') this.#output.write(text);
  }
}

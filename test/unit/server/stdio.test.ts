/** Messages over the standard streams: whole, in order, and those of one turn together. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { type Message, StreamMessageReader } from 'vscode-languageserver/node';
import { WholeMessageWriter } from '#server/adapter/stdio.ts';

const notification = (text: string): Message & { params: string } => ({
  jsonrpc: '2.0',
  params: text,
});

describe('the writer of messages', () => {
  it('writes what a reader reads again, whatever the characters', async () => {
    const pipe = new PassThrough();
    const read: Message[] = [];
    new StreamMessageReader(pipe).listen((message) => read.push(message));
    const writer = new WholeMessageWriter(pipe);
    const sent = ['plain', 'Grüße 안녕 😀', '\r\n\r\nContent-Length: 3', 'x'.repeat(100_000)].map(
      notification,
    );
    for (const message of sent) await writer.write(message);
    while (read.length < sent.length) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(read, sent);
  });

  it('writes the messages of one turn in one piece, and those that wait when it ends', async () => {
    const pipe = new PassThrough();
    const pieces: string[] = [];
    pipe.on('data', (piece: Buffer) => pieces.push(piece.toString()));
    const writer = new WholeMessageWriter(pipe);
    void writer.write(notification('a'));
    void writer.write(notification('b'));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pieces.length, 1);
    assert.match(pieces[0] ?? '', /"a".*Content-Length.*"b"/s);
    void writer.write(notification('c'));
    writer.end();
    await new Promise((resolve) => pipe.once('end', resolve));
    assert.match(pieces[1] ?? '', /"c"/);
  });
});

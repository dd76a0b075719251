// Keeps a connection open until the client can have read its answer (RFC 9112, section 9.6): closing one with unread bytes makes
// the system send RST, at which Windows drops the bytes that the client has received but not yet read.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The most that is still read of a refused upload, in bytes and ms; then the client gets a moment to read its answer. */
const drainLimitBytes = 16 * 1024 ** 2;
const drainLimitMs = 10_000;
const lastMomentMs = 1_000;
/** Less for input that is no HTTP. */
const noHttpLimitBytes = 1024 ** 2;

/** Reads and drops the rest of a request. Resolves at its end; beyond the limits the connection is closed. */
async function drained(message: IncomingMessage, limitMs: number): Promise<void> {
  if (message.complete || message.destroyed) return;
  let left = drainLimitBytes;
  let timer = setTimeout(() => message.socket.destroy(), limitMs);
  await new Promise<void>((resolve) => {
    message.once('end', resolve);
    message.once('close', resolve);
    message.on('data', (piece: Uint8Array) => {
      left -= piece.length;
      if (left >= 0 || message.isPaused()) return;
      // Unread bytes stop the client from sending: it reads the answer.
      message.pause();
      clearTimeout(timer);
      timer = setTimeout(() => message.socket.destroy(), lastMomentMs);
    });
    // A consumer that gave up may still listen for `readable`, which keeps the stream from flowing.
    message.removeAllListeners('readable');
    process.nextTick(() => message.resume());
  });
  clearTimeout(timer);
}

/**
 * Ends a written answer once the request has ended: at the end of an answer Node closes a connection that is not kept
 * alive. The head must tell the body's length, so that no client waits for the end. `briefly`: the client has hardly anything to send, because it was not
 * told to go on, or has had its time already.
 */
export async function endAnswer(response: ServerResponse, briefly: boolean): Promise<void> {
  if (response.closed || response.destroyed) return;
  const message = response.req;
  if (!message.complete) {
    if (!response.headersSent) response.flushHeaders();
    await drained(message, briefly ? lastMomentMs : drainLimitMs);
  }
  response.end();
}

const lingering = new WeakSet<Socket>();

/** Answers input that is no HTTP with a bare status, and reads on for a moment. To be called for each error of the connection's parser. */
export function refuseNoHttp(socket: Socket, status: string): void {
  if (lingering.has(socket)) {
    if (socket.bytesRead > noHttpLimitBytes) socket.destroy();
    return;
  }
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  lingering.add(socket);
  // Ended, not closed: later input reaches the parser, which fails again.
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  const timer = setTimeout(() => socket.destroy(), lastMomentMs);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

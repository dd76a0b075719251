// One request and its response on one connection, with time limits on silence and on the answer.
import { Failure } from '../../core/model/failure';
import type { Connection, Exchange } from './connection';
import { MalformedResponse } from './response-head';
import { ResponseReader } from './response-reader';
import { failureOfSocket } from './socket-errors';

export interface Request {
  readonly method: string;
  /** Request line and headers with the empty line behind them, one byte a character. */
  readonly head: string;
  readonly body: Uint8Array;
  readonly host: string;
  readonly silenceMs: number;
  readonly mostBytes: number;
  /** As `Outgoing.into`. */
  readonly into?: Uint8Array | undefined;
  readonly onSent: ((sentBytes: number) => void) | undefined;
  readonly pace: ((bytes: number) => Promise<void> | undefined) | undefined;
}

export interface Told {
  answered(reader: ResponseReader): void;
  /** `unanswered`: not a byte came back, and no time limit was reached. */
  failed(failure: Failure, unanswered: boolean): void;
}

/** Of a slice of the body; it grows while the line takes slices within `fastMs`: each costs a turn of the event loop. */
const sliceBytes = 262_144;
const mostSliceBytes = 2_097_152;
const fastMs = 20;
/**
 * The send buffer of a fresh socket: Windows gives 64 KiB, Linux a little more (tcp_wmem). Node cannot ask for it, and the system lets it grow
 * only with the throughput.
 */
const socketBufferBytes = 65_536;

/** Bytes that went out of the `takenBytes` that the socket took: at least the first, because an open socket sends that at once. */
const outOf = (takenBytes: number): number => Math.max(1, takenBytes - socketBufferBytes);

/** Uses a connection for one request, and gives it back or closes it. */
export class RunningExchange implements Exchange {
  private readonly reader: ResponseReader;
  private answering: NodeJS.Timeout | undefined;
  private offset = 0;
  private nextBytes = sliceBytes;
  private sent = false;
  /** Bytes of the body that the socket has, and that nobody was told of yet. */
  private untold = 0;
  private over = false;

  constructor(
    private readonly connection: Connection,
    private readonly request: Request,
    private readonly told: Told,
  ) {
    this.reader = new ResponseReader(request.method, request.mostBytes, request.into);
    connection.exchange = this;
    connection.limitSilence(request.silenceMs);
    this.write();
  }

  /** Ends it; neither `answered` nor `failed` is called. */
  stop(): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.answering);
    this.connection.drop();
  }

  room(): Uint8Array | undefined {
    return this.over ? undefined : this.reader.room;
  }

  received(bytes: Buffer): void {
    if (this.over) return;
    const { reader } = this;
    const began = reader.status === 0;
    try {
      reader.read(bytes);
    } catch (error) {
      const code = error instanceof MalformedResponse && reader.status === 0 ? 'not-s3' : 'connection-lost';
      this.fail(new Failure(code, { host: this.request.host }, error));
      return;
    }
    if (reader.whole) this.answer();
    else if (began && reader.status !== 0) this.expectAnswer();
  }

  ended(): void {
    if (this.over) return;
    this.reader.end();
    if (this.reader.whole) this.answer();
    else this.fail(new Failure('connection-lost', { host: this.request.host }), !this.reader.begun);
  }

  failed(error: unknown): void {
    const detail = { host: this.request.host };
    this.fail(failureOfSocket(error, detail) ?? new Failure('connection-lost', detail, error), !this.reader.begun);
  }

  fellSilent(): void {
    this.fail(new Failure('timed-out', { host: this.request.host }));
  }

  private fail(failure: Failure, unanswered = false): void {
    if (this.over) return;
    this.stop();
    this.told.failed(failure, unanswered);
  }

  private answer(): void {
    this.over = true;
    clearTimeout(this.answering);
    // It may overtake what the socket says of the body (Windows, or a busy computer).
    this.tellSent();
    // An answer before the last byte of the request was written: the rest would only be thrown away there.
    if (this.reader.reusable && this.sent) this.connection.release(this.reader.header('keep-alive'));
    else this.connection.drop();
    this.told.answered(this.reader);
  }

  /** A slow trickle of bytes is no silence: the time to the first line is limited, and that from there to the last byte. */
  private expectAnswer(): void {
    if (this.answering !== undefined) this.answering.refresh();
    else this.answering = setTimeout(() => this.fellSilent(), this.request.silenceMs);
  }

  private finished(): void {
    this.sent = true;
    if (!this.over && this.answering === undefined) this.expectAnswer();
  }

  private tellSent(): void {
    const { untold } = this;
    this.untold = 0;
    if (untold > 0) this.request.onSent?.(outOf(untold));
  }

  /** Head and body in one system call where the body is small; else in slices, for the progress and for the bandwidth limit. */
  private write(): void {
    const { head, body, pace } = this.request;
    const { socket } = this.connection;
    if (body.length === 0) {
      socket.write(head, 'latin1');
      this.finished();
      return;
    }
    if (body.length <= sliceBytes && pace === undefined) {
      socket.cork();
      socket.write(head, 'latin1');
      this.untold = body.length;
      socket.write(body, (error) => {
        if (failed(error)) {
          this.connection.readLeft();
          return;
        }
        // After the answer the next request waits behind this body.
        if (this.over) return;
        this.tellSent();
        this.finished();
      });
      this.sent = true;
      socket.uncork();
      return;
    }
    socket.cork();
    socket.write(head, 'latin1');
    this.writeNext();
    socket.uncork();
  }

  private writeNext(): void {
    if (this.over) return;
    const { body, pace, silenceMs } = this.request;
    const slice = body.subarray(this.offset, this.offset + this.nextBytes);
    const waiting = pace?.(slice.length);
    if (waiting === undefined) {
      this.writeSlice(slice, false);
      return;
    }
    // Waiting for the bandwidth limit is not the server's silence.
    this.connection.limitSilence(0);
    void waiting.then(() => {
      if (this.over) return;
      this.connection.limitSilence(silenceMs);
      this.writeSlice(slice, true);
    });
  }

  /** `limited`: it had to wait for the bandwidth limit. */
  private writeSlice(slice: Uint8Array, limited: boolean): void {
    const beganMs = performance.now();
    this.offset += slice.length;
    const { body } = this.request;
    const sentBytes = this.offset;
    this.untold = sentBytes;
    this.connection.socket.write(slice, (error) => {
      // A socket that fails drops the slice and calls back too, before it closes.
      if (failed(error)) {
        this.connection.readLeft();
        return;
      }
      this.tellSent();
      const isFast = !limited && performance.now() - beganMs < fastMs;
      this.nextBytes = isFast ? Math.min(2 * slice.length, mostSliceBytes) : sliceBytes;
      if (sentBytes === body.length) this.finished();
      else this.writeNext();
    });
  }
}

const failed = (error: Error | null | undefined): boolean => error !== undefined && error !== null;

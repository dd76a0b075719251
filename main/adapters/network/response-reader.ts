// Reads one HTTP/1.1 response out of the bytes of a connection (RFC 9112). Stricter than a browser: what two readers could understand
// differently (two lengths, folded lines, a bare line feed) is refused, because a second response could hide in it.
import type { IncomingHttpHeaders } from 'node:http';
import { MalformedResponse, parseFields, parseHead, type Framing, type ResponseHead } from './response-head';

/** Of the status line and the headers together, as Node's own limit is. */
const mostHeadBytes = 16_384;
const mostChunkLineBytes = 256;

const endOfHead = Buffer.from('\r\n\r\n');
const endOfLine = Buffer.from('\r\n');
const nothing: Buffer = Buffer.alloc(0);
const beginning = 'HTTP/1.';
const lineFeed = 0x0a;

const bareLineFeed = /(?:^|[^\r])\n/;
const chunkLine = /^([0-9A-Fa-f]{1,8})(?:;[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:=[!#$%&'*+\-.^_`|~0-9A-Za-z]+)?)*$/;

export class ResponseReader {
  /** 0 until the head is whole; never that of an interim response (1xx). */
  status = 0;
  headers: IncomingHttpHeaders = {};
  /** True from the first byte on. */
  begun = false;
  /** True when the response is whole, or longer than `mostBytes`. */
  whole = false;
  /** True when another request may follow on this connection. */
  reusable = false;
  private readonly chunks: Buffer[] = [];
  private receivedBytes = 0;
  /** Bytes of the body that lie in `into`. */
  private placedBytes = 0;
  private isCut = false;
  /** Bytes that cannot be read yet: an incomplete head, or an incomplete line between chunks. */
  private held: Buffer = nothing;
  private trailerBytes = 0;
  private framing: Framing = { kind: 'none' };

  /** `mostBytes`: a longer body is cut off some way behind them. `into`: memory for the beginning of the body. */
  constructor(
    private readonly method: string,
    private readonly mostBytes: number,
    private readonly into: Uint8Array = nothing,
  ) {}

  /** Where nothing but bytes of the body can come next, the memory for them. */
  get room(): Uint8Array | undefined {
    const { framing, placedBytes, into } = this;
    if (this.status === 0 || this.whole || framing.kind !== 'length' || placedBytes < this.receivedBytes)
      return undefined;
    const end = Math.min(into.length, placedBytes + framing.leftBytes);
    return end > placedBytes ? into.subarray(placedBytes, end) : undefined;
  }

  /** Of several headers of that name the values joined. */
  header(name: string): string | undefined {
    const value = this.headers[name];
    return value === undefined ? undefined : String(value);
  }

  /** The body as it came. */
  get pieces(): readonly Buffer[] {
    const { into, placedBytes, chunks } = this;
    return placedBytes === 0 ? chunks : [Buffer.from(into.buffer, into.byteOffset, placedBytes), ...chunks];
  }

  get body(): Buffer {
    const { pieces } = this;
    const [only] = pieces;
    return only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces);
  }

  /** Takes the next bytes of the connection. Raises `MalformedResponse`. */
  read(bytes: Buffer): void {
    this.begun = true;
    let rest: Buffer | undefined = bytes;
    while (this.status === 0) {
      rest = this.readHead(rest);
      if (rest === undefined) return;
    }
    if (!this.whole) rest = this.readBody(rest);
    if (rest === undefined || rest.length === 0 || this.isCut) return;
    // Nobody asked for a second response. Line ends behind the first are harmless, as node:http takes them.
    if (rest.some((byte) => byte !== 0x0d && byte !== 0x0a)) throw new MalformedResponse('more than a response');
    this.reusable = false;
  }

  /** The connection ended: that completes a body without a length, and nothing else. */
  end(): void {
    if (this.status !== 0 && this.framing.kind === 'to the end') this.whole = true;
  }

  /** The bytes behind the head; `undefined` while the head is incomplete. */
  private readHead(bytes: Buffer): Buffer | undefined {
    const held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes]);
    const at = held.indexOf(endOfHead, Math.max(0, this.held.length - 3));
    if (at > mostHeadBytes || (at === -1 && held.length > mostHeadBytes)) throw new MalformedResponse('head too long');
    if (at === -1) {
      const text = held.toString('latin1');
      const begins = beginning.startsWith(text.slice(0, beginning.length));
      if (!begins || bareLineFeed.test(text)) throw new MalformedResponse('no HTTP');
      this.held = held;
      return undefined;
    }
    this.held = nothing;
    this.takeHead(parseHead(held.toString('latin1', 0, at), this.method));
    return held.subarray(at + 4);
  }

  private takeHead({ status, headers, framing, keepsOpen }: ResponseHead): void {
    // Nobody asked for another protocol. RFC 9110 section 15.2: other interim responses precede the real one.
    if (status === 101) throw new MalformedResponse('another protocol');
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
    this.framing = framing;
    this.reusable = keepsOpen && framing.kind !== 'to the end';
    this.whole = framing.kind === 'none';
  }

  /** The bytes behind the body. */
  private readBody(bytes: Buffer): Buffer | undefined {
    const { framing } = this;
    if (framing.kind === 'chunked') return this.readChunks(bytes, framing);
    if (framing.kind !== 'length') {
      this.take(bytes);
      return undefined;
    }
    const taken = this.takeUpTo(framing.leftBytes, bytes);
    framing.leftBytes -= taken;
    if (framing.leftBytes === 0) this.whole = true;
    return bytes.subarray(taken);
  }

  private takeUpTo(leftBytes: number, bytes: Buffer): number {
    const taken = Math.min(leftBytes, bytes.length);
    if (taken > 0) this.take(taken === bytes.length ? bytes : bytes.subarray(0, taken));
    return taken;
  }

  private take(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.place(bytes);
    this.receivedBytes += bytes.length;
    if (this.receivedBytes <= this.mostBytes) return;
    this.isCut = true;
    this.whole = true;
    this.reusable = false;
  }

  private place(bytes: Buffer): void {
    const { into, placedBytes } = this;
    const isNext = placedBytes === this.receivedBytes;
    if (!isNext || bytes.length > into.length - placedBytes) {
      this.chunks.push(bytes);
      return;
    }
    const isThere = bytes.buffer === into.buffer && bytes.byteOffset === into.byteOffset + placedBytes;
    if (!isThere) into.set(bytes, placedBytes);
    this.placedBytes += bytes.length;
  }

  /** RFC 9112 section 7.1. */
  private readChunks(bytes: Buffer, framing: Framing & { readonly kind: 'chunked' }): Buffer {
    let rest = bytes;
    while (!this.whole) {
      if (framing.state === 'data') {
        if (rest.length === 0) return rest;
        const taken = this.takeUpTo(framing.leftBytes, rest);
        framing.leftBytes -= taken;
        rest = rest.subarray(taken);
        if (framing.leftBytes === 0) framing.state = 'end of data';
        continue;
      }
      const most = framing.state === 'trailer' ? mostHeadBytes : mostChunkLineBytes;
      const line = this.readLine(rest, most);
      if (line === undefined) return nothing;
      rest = line.rest;
      if (framing.state === 'size') {
        const size = chunkLine.exec(line.text)?.[1];
        if (size === undefined) throw new MalformedResponse('chunk size');
        framing.leftBytes = Number.parseInt(size, 16);
        framing.state = framing.leftBytes === 0 ? 'trailer' : 'data';
      } else if (framing.state === 'end of data') {
        if (line.text !== '') throw new MalformedResponse('chunk longer than its size');
        framing.state = 'size';
      } else if (line.text === '') this.whole = true;
      else {
        this.trailerBytes += line.text.length;
        const trailer = parseFields([line.text]);
        const framed = 'content-length' in trailer || 'transfer-encoding' in trailer;
        if (framed || this.trailerBytes > mostHeadBytes) throw new MalformedResponse('trailer');
      }
    }
    return rest;
  }

  /** A line and the bytes behind it; `undefined` while it is incomplete. */
  private readLine(bytes: Buffer, mostBytes: number): { readonly text: string; readonly rest: Buffer } | undefined {
    const held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes]);
    const at = held.indexOf(endOfLine);
    const feed = held.indexOf(lineFeed);
    if (at === -1 ? feed !== -1 || held.length > mostBytes : feed !== at + 1 || at > mostBytes) {
      throw new MalformedResponse('line between chunks');
    }
    this.held = at === -1 ? held : nothing;
    return at === -1 ? undefined : { text: held.toString('latin1', 0, at), rest: held.subarray(at + 2) };
  }
}

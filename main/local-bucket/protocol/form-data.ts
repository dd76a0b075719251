// Reads multipart/form-data (RFC 7578) as a stream: the fields into memory, the file piece by piece.

import { S3Error } from './errors';

export interface FormUpload {
  /** Lower-case names; text as UTF-8. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  /** The file's bytes; the reader skips the fields behind the file. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

const maximumFieldsBytes = 64 * 1024;
const maximumHeaderBytes = 8 * 1024;
const lineEnd = Buffer.from('\r\n');
const headerEnd = Buffer.from('\r\n\r\n');

function malformed(): S3Error {
  return new S3Error('MalformedPOSTRequest');
}

/** The boundary in a Content-Type, undefined when that is no form. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const match = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))/is.exec(contentType ?? '');
  return match?.[1] ?? match?.[2];
}

class FormReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;
  /** Bytes received and not yet given out; a line end in front makes the opening boundary look like all others. */
  #held: Buffer = lineEnd;
  /** The bytes around a seam between two pieces, in memory that is used again. */
  readonly #seam: Buffer;

  constructor(pieces: AsyncIterable<Uint8Array>, boundary: string) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
    this.#seam = Buffer.allocUnsafe(2 * (this.#delimiter.length - 1));
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#pieces.next();
    if (done === true) return false;
    this.#held = Buffer.concat([this.#held, value]);
    return true;
  }

  /** Whether a boundary that begins in the bytes held ends in `next`, or may end behind it. */
  #reachesInto(next: Buffer): boolean {
    const most = this.#delimiter.length - 1;
    if (next.length < most) return true;
    const kept = Math.min(most, this.#held.length);
    this.#held.copy(this.#seam, 0, this.#held.length - kept);
    next.copy(this.#seam, kept, 0, most);
    return this.#seam.subarray(0, kept + most).includes(this.#delimiter);
  }

  /** Yields all bytes up to the next boundary and leaves the reader behind that boundary, or, where nothing behind it counts, behind everything. */
  async *untilBoundary(isLast = false): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const at = this.#held.indexOf(this.#delimiter);
      if (at !== -1) {
        if (at > 0) yield this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + this.#delimiter.length);
        if (isLast) while (!(await this.#pieces.next()).done);
        return;
      }
      const { done, value } = await this.#pieces.next();
      if (done === true) throw new S3Error('IncompleteBody');
      const next = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      if (!this.#reachesInto(next)) {
        // As it came: only a whole piece can be freed before the garbage collector finds it.
        if (this.#held.length > 0) yield this.#held;
        this.#held = next;
        continue;
      }
      this.#held = Buffer.concat([this.#held, next]);
      if (this.#held.includes(this.#delimiter)) continue;
      // The end of the bytes held may be the beginning of a boundary, so it stays.
      const safeBytes = this.#held.length - this.#delimiter.length + 1;
      if (safeBytes > 0) {
        yield this.#held.subarray(0, safeBytes);
        this.#held = this.#held.subarray(safeBytes);
      }
    }
  }

  /** Called behind a boundary: the headers of the next part, undefined after the last one. */
  async partHeaders(): Promise<string | undefined> {
    while (this.#held.length < 2) if (!(await this.#more())) throw new S3Error('IncompleteBody');
    if (this.#held.subarray(0, 2).toString('latin1') === '--') return undefined;
    for (;;) {
      const end = this.#held.indexOf(headerEnd);
      if (end > maximumHeaderBytes || (end === -1 && this.#held.length > maximumHeaderBytes)) throw malformed();
      if (end !== -1) {
        const headers = this.#held.subarray(0, end).toString('utf8');
        this.#held = this.#held.subarray(end + headerEnd.length);
        return headers;
      }
      if (!(await this.#more())) throw new S3Error('IncompleteBody');
    }
  }
}

function parameterOf(disposition: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i').exec(disposition);
  // Browsers escape only quotes and line ends in names, as %22, %0D and %0A (HTML Standard, multipart/form-data).
  return match === null
    ? undefined
    : (match[1] ?? match[2] ?? '').replace(/\\(["\\])/g, '$1').replace(/%(22|0D|0A)/gi, decodeURIComponent);
}

function parseHead(headers: string) {
  const title = 'content-disposition:';
  const found = headers.split('\r\n').find((line) => line.toLowerCase().startsWith(title));
  const disposition = found?.slice(title.length).trim() ?? '';
  const name = parameterOf(disposition, 'name');
  if (!/^form-data\b/i.test(disposition) || name === undefined) throw malformed();
  return { name: name.toLowerCase(), fileName: parameterOf(disposition, 'filename') };
}

/** Reads a form up to its `file` field, whose bytes the caller reads. Fields behind the file do not count, as on S3. */
export async function readForm(received: AsyncIterable<Uint8Array>, boundary: string): Promise<FormUpload> {
  const reader = new FormReader(received, boundary);
  for await (const before of reader.untilBoundary()) if (before.length > 0) throw malformed();
  const fields = new Map<string, string>();
  let fieldsBytes = 0;
  for (;;) {
    const headers = await reader.partHeaders();
    if (headers === undefined)
      throw new S3Error('InvalidArgument', 'POST requires exactly one file upload per request.');
    const head = parseHead(headers);
    if (head.name === 'file') {
      const pieces = reader.untilBoundary(true);
      return { fields, fileName: baseName(head.fileName ?? ''), pieces };
    }
    const value: Uint8Array[] = [];
    for await (const piece of reader.untilBoundary()) {
      fieldsBytes += piece.length;
      if (fieldsBytes > maximumFieldsBytes) throw new S3Error('MaxPostPreDataLengthExceededError');
      value.push(piece);
    }
    if (fields.has(head.name) || fields.size >= 100) throw malformed();
    fields.set(head.name, Buffer.concat(value).toString('utf8'));
  }
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

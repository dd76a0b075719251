// Many files become one archive on their way to the reader's disk: one download, which arrives whole or not at all.
import type { Answer } from './answer';
import { savedPaths } from './saved-paths';
import type { Server } from './server';
import type { Entry } from './share';
import { brokenBy } from './whole-body';
import { crc32, localHeader, zipEnd, type ZipMember } from './zip';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where an archive goes. */
export interface Sink {
  /** Begins a file; its header, of `headerBytes`, comes last: the checksum is known when the file has passed. */
  readonly begin: (headerBytes: number) => Promise<SunkFile>;
  readonly append: (bytes: Bytes) => Promise<void>;
}

interface SunkFile {
  readonly append: (bytes: Bytes) => Promise<void>;
  readonly end: (header: Bytes) => Promise<void>;
  /** As if it had never begun. */
  readonly drop: () => Promise<void>;
}

/** The size of an archive with all of `entries`, to the byte: nothing in it is compressed. */
export function archiveBytes(entries: readonly Entry[]): number {
  const paths = savedPaths(entries);
  let offset = 0;
  const members = entries.map((entry): ZipMember => {
    const member = { name: paths.get(entry) ?? '', sizeBytes: entry.sizeBytes, crc: 0, offset };
    offset += localHeader(member, 0).length + entry.sizeBytes;
    return member;
  });
  return zipEnd(members, offset, 0).reduce((sum, part) => sum + part.length, offset);
}

/** `onBytes` hears of every piece that came. */
export function createArchive(sink: Sink, server: Server, onBytes: (count: number) => void) {
  const members: ZipMember[] = [];
  const atMs = Date.now();
  let offset = 0;

  return {
    /** Puts one file in, whole; when anything but `there` comes of it, or it raises because the sink could not take it, it is not in. */
    async add(entry: Entry, path: string, signal: AbortSignal): Promise<Answer> {
      const { answer, body } = await server.stream(entry, signal);
      if (body === undefined) return answer;
      const promised: ZipMember = { name: path, sizeBytes: entry.sizeBytes, crc: 0, offset };
      const headerBytes = localHeader(promised, atMs).length;
      const file = await sink.begin(headerBytes);
      try {
        let crc = 0;
        let sizeBytes = 0;
        const reader = body.getReader();
        for (;;) {
          const read = await reader.read().catch(brokenBy);
          signal.throwIfAborted();
          if (typeof read === 'string') return await left(file, read);
          if (read.done) break;
          crc = crc32(read.value, crc);
          sizeBytes += read.value.length;
          await file.append(read.value);
          onBytes(read.value.length);
        }
        // Another size than stated: not the file.
        if (sizeBytes !== promised.sizeBytes) return await left(file, 'unsure');
        const member = { ...promised, crc };
        await file.end(localHeader(member, atMs));
        members.push(member);
        offset += headerBytes + sizeBytes;
        return 'there';
      } catch (error) {
        await file.drop();
        throw error;
      }
    },
    /** Writes the list of files; without it no reader opens the archive. */
    async end() {
      for (const part of zipEnd(members, offset, atMs)) await sink.append(new Uint8Array(part));
    },
  };
}

export type Archive = ReturnType<typeof createArchive>;

async function left(file: SunkFile, answer: Answer): Promise<Answer> {
  await file.drop();
  return answer;
}

/** Largest archive held in memory, in bytes: fits a telephone. */
export const largestHeldBytes = 256_000_000;
/** Pieces are handed to the browser's own store in portions of this size: there they need not stay in memory. */
const portionBytes = 8_000_000;

/** Holds the archive as one Blob. */
export function blobSink(): Sink & { readonly blob: () => Blob } {
  const parts: BlobPart[] = [];
  return {
    async begin() {
      const kept: Blob[] = [];
      let waiting: Bytes[] = [];
      let waitingBytes = 0;
      const keep = () => {
        kept.push(new Blob(waiting));
        waiting = [];
        waitingBytes = 0;
      };
      return {
        async append(bytes) {
          waiting.push(bytes);
          waitingBytes += bytes.length;
          if (waitingBytes >= portionBytes) keep();
        },
        async end(header) {
          keep();
          parts.push(header, ...kept);
        },
        async drop() {
          kept.length = 0;
        },
      };
    },
    async append(bytes) {
      parts.push(bytes);
    },
    blob: () => new Blob(parts, { type: 'application/zip' }),
  };
}

/** Writes the archive where the reader wants it; the file appears when `writable` is closed, and not at all when it is aborted. */
export function fileSink(writable: FileSystemWritableFileStream): Sink {
  let at = 0;
  const append = async (bytes: Bytes) => {
    await writable.write(bytes);
    at += bytes.length;
  };
  return {
    append,
    async begin(headerBytes) {
      const start = at;
      await append(new Uint8Array(headerBytes));
      return {
        append,
        async end(header) {
          await writable.write({ type: 'write', position: start, data: header });
          await writable.seek(at);
        },
        async drop() {
          await writable.truncate(start);
          await writable.seek(start);
          at = start;
        },
      };
    },
  };
}

// Reads the plain files out of the encrypted ones while they come; nothing that was changed, cut or exchanged is given out.
import { Damaged } from '../share-page/answer';
import type { Requests } from '../share-page/requests';
import type { Fetched, Server } from '../share-page/server';
import type { Entry } from '../share-page/share';
import { streamWhole } from '../share-page/whole-body';
import { createAgeReader, openHead } from '../page/age/open-age';
import { createSha256, sha256Of } from '../page/age/hash';
import { chunkBytes, chunkCount, sealedChunkBytes, tagBytes } from '../page/age/chunks';
import { openChunk } from '../page/age/payload';
import { Refusal } from '../page/age/refusal';
import { byIdentity } from '../page/age/unwrap';
import type { Manifest, SealedEntry } from './manifest';
import { blobOf } from './place';

type Bytes = Uint8Array<ArrayBuffer>;

/** What the reader of age files refuses is damaged to everybody else. */
const refusalIsDamage = (error: unknown): never => {
  throw error instanceof Refusal ? new Damaged(error.reason) : error;
};

/** The entries that it is asked for are those of the manifest, of this or of a later revision of the page. */
export function createSealedServer(requests: Requests, { identity }: Pick<Manifest, 'identity'>): Server {
  const unwrap = byIdentity(identity);
  const sealedOf = (entry: Entry): SealedEntry => {
    if (!('stored' in entry)) throw new Damaged('not of this share');
    return entry as SealedEntry;
  };
  const checkHead = (head: Uint8Array, { headSha256 }: SealedEntry) => {
    if (sha256Of(head) !== headSha256) throw new Damaged('another file');
  };

  const stream: Server['stream'] = async (wanted, signal, isPreview) => {
    const entry = sealedOf(wanted);
    const { answer, body } = await streamWhole(requests, entry.stored, signal, isPreview);
    if (body === undefined) return { answer };
    const age = createAgeReader(unwrap, (head) => checkHead(head, entry));
    const hash = entry.sha256 === undefined ? undefined : createSha256();
    const sealed = body.getReader();
    let plainBytes = 0;
    const note = (plain: Bytes) => {
      plainBytes += plain.length;
      hash?.update(plain);
    };
    const plainOf = new ReadableStream<Bytes>(
      {
        async pull(controller) {
          for (;;) {
            const read = await sealed.read();
            try {
              if (!read.done) {
                const pieces = age.push(read.value);
                for (const plain of pieces) {
                  note(plain);
                  controller.enqueue(plain);
                }
                if (pieces.length > 0) return;
                continue;
              }
              const plain = age.end();
              note(plain);
              const isWhole = plainBytes === entry.sizeBytes && (hash === undefined || hash.digest() === entry.sha256);
              if (!isWhole) throw new Damaged('not the file that was sent');
              if (plain.length > 0) controller.enqueue(plain);
              controller.close();
              return;
            } catch (error) {
              void sealed.cancel().catch(() => undefined);
              refusalIsDamage(error);
            }
          }
        },
        cancel: (reason) => sealed.cancel(reason),
      },
      { highWaterMark: 0 },
    );
    return { answer, body: plainOf };
  };

  const bytesOf = async (entry: SealedEntry, range: string, signal: AbortSignal) => {
    const { answer, response } = await requests.get(entry.stored, { range, isPreview: true }, signal);
    if (response?.status === 416) throw new Damaged('shorter than told');
    if (response?.status !== 206) {
      await response?.body?.cancel();
      return { answer: response === undefined ? answer : ('unsure' as const) };
    }
    return { answer, bytes: new Uint8Array(await response.arrayBuffer()) };
  };

  /** The first bytes of a large file: the chunks that hold them, and the last one, which proves where the file ends. */
  const beginning = async (entry: SealedEntry, mostBytes: number, signal: AbortSignal): Promise<Fetched> => {
    const count = chunkCount(entry.sizeBytes);
    const headBytes = entry.stored.sizeBytes - entry.sizeBytes - count * tagBytes;
    const wanted = Math.min(count - 1, Math.ceil(mostBytes / chunkBytes));
    if (headBytes <= 0) throw new Damaged('not the size that was told');
    const [tail, front] = await Promise.all([
      bytesOf(entry, `${headBytes + (count - 1) * sealedChunkBytes}-`, signal),
      bytesOf(entry, `0-${headBytes + wanted * sealedChunkBytes - 1}`, signal),
    ]);
    if (tail.bytes === undefined) return { answer: tail.answer };
    if (front.bytes === undefined) return { answer: front.answer };
    const opened = openHead(front.bytes, unwrap);
    if (opened?.head.length !== headBytes) throw new Damaged('not the size that was told');
    checkHead(opened.head, entry);
    openChunk(opened.payloadKey, count - 1, true, tail.bytes, new Uint8Array(chunkBytes));
    const plain = new Uint8Array(wanted * chunkBytes);
    for (let index = 0; index < wanted; index += 1) {
      const at = headBytes + index * sealedChunkBytes;
      const sealed = front.bytes.subarray(at, at + sealedChunkBytes);
      openChunk(opened.payloadKey, index, false, sealed, plain.subarray(index * chunkBytes));
    }
    return { answer: 'there', bytes: plain.subarray(0, mostBytes) };
  };

  return {
    nowMs: requests.nowMs,
    ask: (entry) => requests.ask(sealedOf(entry).stored),
    stream,
    async read(wanted, mostBytes, signal) {
      try {
        const entry = sealedOf(wanted);
        if (entry.sizeBytes <= Math.max(mostBytes, 2 * chunkBytes)) {
          const { answer, body } = await stream(entry, signal, true);
          if (body === undefined) return { answer };
          const blob = await blobOf(body);
          return { answer, bytes: new Uint8Array(await blob.slice(0, mostBytes).arrayBuffer()) };
        }
        return await beginning(entry, mostBytes, signal);
      } catch (error) {
        if (signal.aborted) throw error;
        return { answer: error instanceof Damaged || error instanceof Refusal ? 'damaged' : 'unreachable' };
      }
    },
  };
}

// A file of this computer as the guest's rules know files: its bytes are read when they are sent, and only while it is the file that was chosen.
import { basename } from 'node:path';
import type { Body, BodyOf } from '../../../renderer/guest/body';
import { chunkBytes, encryptedBytes, tagBytes } from '../model/age/age-layout';
import type { FileSecrets } from '../model/encryption';
import { asFailure, Failure } from '../model/failure';
import { compareOpen, type FileSnapshot } from '../model/given-file';
import type { FoundFile, OpenFile } from '../ports/files';
import { recipientHeadBytes } from '../ports/recipient-encryption';
import type { SendingContext } from './sending-context';

/** Read at once: chunks of an age file, and about as many plain bytes. */
const chunksAtOnce = 16;
const sealedBytesAtOnce = chunksAtOnce * (chunkBytes + tagBytes);

type Pieces = () => AsyncGenerator<Uint8Array>;

/** A blob whose bytes are made when they are asked for. */
class LateBlob extends Blob {
  constructor(
    override readonly size: number,
    private readonly pieces: Pieces,
  ) {
    super([]);
  }
  override stream(): ReturnType<Blob['stream']> {
    return this.pieces() as unknown as ReturnType<Blob['stream']>;
  }
  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    let at = 0;
    for await (const piece of this.pieces()) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes.buffer;
  }
}

/** Another one is another file. Elsewhere than on Linux a look at a file may change its ctime. */
const stampOf = ({ mtimeNs, ctimeNs, inode, label }: FileSnapshot): string =>
  [mtimeNs, label === undefined ? 0 : ctimeNs, inode].join(' ');

export class FileToSend extends File {
  /** Why it could not be read. */
  failure: Failure | undefined;
  readonly stamp: string;
  override readonly size: number;

  constructor(
    private readonly context: Pick<SendingContext, 'files'>,
    readonly found: FoundFile,
  ) {
    super([], basename(found.name), { lastModified: Number(found.snapshot.mtimeNs / 1_000_000n) });
    this.size = found.snapshot.sizeBytes;
    this.stamp = stampOf(found.snapshot);
  }

  override slice(from = 0, to = this.size): Blob {
    const end = Math.min(to, this.size);
    return new LateBlob(Math.max(0, end - from), () => this.pieces(from, end));
  }

  /**
   * The bytes from `from` to before `to` of the file, or of what `change` makes of it. Raises `file-changed` before the last of them where it is
   * another file than the chosen one, or was written meanwhile, and what reading raises.
   */
  async *pieces(
    from: number,
    to: number,
    change: (file: OpenFile) => Promise<OpenFile> | OpenFile = (file) => file,
    headBytes = 0,
  ): AsyncGenerator<Uint8Array> {
    let open: OpenFile | undefined;
    try {
      const { path, within, snapshot } = this.found;
      open = await this.context.files.open(path, { within, snapshot });
      const now = compareOpen(snapshot, open.snapshot);
      const isEncrypted = headBytes > 0;
      // One key for two contents would give both away.
      const isOther = now === 'changed' || (isEncrypted && now === 'touched' && snapshot.label !== undefined);
      if (isOther) throw this.changed();
      const file = await change(open);
      for (let at = from; at < to;) {
        const groups = Math.floor(Math.max(0, at - headBytes) / sealedBytesAtOnce) + 1;
        const piece = Buffer.allocUnsafe(Math.min(to, headBytes + groups * sealedBytesAtOnce) - at);
        const isWhole = (await file.read(at, piece)) === piece.length;
        at += piece.length;
        if (!isWhole || (at >= to && compareOpen(open.snapshot, await open.inspect()) === 'changed'))
          throw this.changed();
        yield piece;
      }
    } catch (error) {
      throw (this.failure = asFailure(error));
    } finally {
      await open?.close();
    }
  }

  private changed(): Failure {
    return new Failure('file-changed', { fileName: this.name });
  }
}

const stored = (file: FileToSend): Body => ({
  size: file.size,
  bytes: async (from, to) => file.slice(from, to),
  about: (manifest) => new Blob([manifest]),
});

/** What is stored for a file: an age file where the request has a recipient. It takes files to send only. */
export function bodiesFor({ encryption }: Pick<SendingContext, 'encryption'>, recipient: string | undefined): BodyOf {
  return (file) => {
    const own = file as FileToSend;
    if (recipient === undefined) return stored(own);
    let made: Promise<FileSecrets> | undefined;
    // Of this file alone, and for every attempt at it.
    const secrets = () => (made ??= encryption.createSecrets(recipient));
    return {
      size: encryptedBytes({ headBytes: recipientHeadBytes, plainBytes: file.size }),
      async bytes(from, to) {
        const key = await secrets();
        const seal = (open: OpenFile) => encryption.ofFile(key, open);
        return new LateBlob(to - from, () => own.pieces(from, to, seal, recipientHeadBytes));
      },
      async about(manifest) {
        const { head } = await secrets();
        const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Uint8Array.from(head)));
        const said = { ...(JSON.parse(manifest) as object), head: hash.toString('base64url') };
        return new Blob([Uint8Array.from(await encryption.seal(recipient, Buffer.from(JSON.stringify(said))))]);
      },
    };
  };
}

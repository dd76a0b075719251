// Shares a guest's file: links a copy that the server makes of it. Until the slot's lease ends a guest can replace the object itself, and a PUT
// may have stored headers that nobody signed.
import { placeOf } from '../model/connection';
import { Failure } from '../model/failure';
import { requestedSeconds } from '../model/keep-until';
import type { TypedEnd } from '../model/expiry';
import type { Share } from '../model/share';
import type { Shared } from '../model/share-request';
import { hasHashForm, judgeCopy, unquotedEtag, type StoredCheck } from '../model/stored-check';
import { askedDoor, give, givenFile, uploadedFile, linkToStored, type Proof } from '../given/given';
import type { ObjectStore, StoredObject } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { orphanMs, type LinkingContext } from './linked-share';
import { equalBlocks, type OpenConnection } from '../storage/storage';
import { contentDisposition, unknownType } from '../model/links/link-headers';
import { objectKey } from '../model/keys/object-key';

export interface GuestObject {
  readonly key: string;
  /** For the recipient. */
  readonly name: string;
  /** That of the file which the owner knows, without quotes. Default: that of the file which is there now. */
  readonly etag?: string;
}

/**
 * Copies the file inside the bucket, as an attachment without a type, and shares the copy. Raises `object-missing` where the file with this ETag
 * is not there any more, `object-not-found` where nothing is there, `copy-unsupported`, `stored-differs`, `link-unproven`, `token-expired`, and
 * what the store raises.
 */
export async function linkCopy(
  { ports, known }: LinkingContext,
  { key: sourceKey, name, etag }: GuestObject,
  open: OpenConnection,
  end: TypedEnd,
): Promise<Shared> {
  const { connection, objects } = open;
  const { ledger, clock, newId, randomBytes } = ports;
  const source = await objects.describe(sourceKey);
  if (source === undefined || (etag !== undefined && unquotedEtag(source.etag) !== etag)) {
    // Nobody knows of a file there.
    if (etag === undefined) throw new Failure('object-not-found', { fileName: name, bucket: connection.bucket });
    throw new Failure('object-missing', { fileName: name });
  }
  const toAscii = await ports.transliteration();
  const key = objectKey(connection.prefix, randomBytes(16), name, {
    template: connection.keyTemplate,
    nowMs: clock(),
    toAscii,
  });
  const id = newId();
  const expiresAtMs = objects.serverNowMs() + orphanMs;
  ledger.saveOrphan({ shareId: id, connectionId: connection.id, ...placeOf(connection), keys: [key], expiresAtMs });
  try {
    const storedCheck = await copyChecked(objects, { key: sourceKey, name, stored: source }, key, randomBytes);
    const { sizeBytes } = source;
    const kind = { contentType: unknownType, disposition: 'attachment' } as const;
    const draft = uploadedFile({ id, key, name, sizeBytes, ...kind, storedCheck }, connection);
    const given = givenFile(draft, connection, 'unproven');
    // A guest's `Content-Encoding` that outlived the copy makes a browser save other bytes.
    const look = ({ answer }: Proof) => {
      if ((answer?.contentEncoding ?? 'identity') !== 'identity')
        throw new Failure('stored-differs', { fileName: name });
    };
    const { row, told } = await give(ports, open, {
      seconds: (nowMs) => requestedSeconds(end, nowMs),
      make: (until) => linkToStored(ports, given, open, until, { mayBeUnproven: true, look }),
      save({ signedAtMs: createdAtMs, expiresAtMs, limitedBy, verified }, planDoor) {
        const share: Share = { ...draft, createdAtMs, expiresAtMs, limitedBy, verified };
        // One transaction: an orphan beside its share would be deleted while its link lives.
        known.save(share, () => {
          ledger.forgetOrphan(id);
          planDoor(share);
        });
        return share;
      },
      door: askedDoor(connection, {}),
    });
    return { share: row, ...told };
  } catch (error) {
    // A copy that cannot be removed now stays an orphan, for the clean-up.
    await objects.remove(key).then(
      () => ledger.forgetOrphan(id),
      () => undefined,
    );
    throw error;
  }
}

/** Raises `stored-differs` where the copy is of other bytes, as of a server that ignores the condition. */
async function copyChecked(
  objects: ObjectStore,
  source: { readonly key: string; readonly name: string; readonly stored: StoredObject },
  key: string,
  randomBytes: Ports['randomBytes'],
): Promise<StoredCheck> {
  const { stored } = source;
  const headers = { contentType: unknownType, contentDisposition: contentDisposition('attachment', source.name) };
  await objects.copy(source.key, key, headers, stored.sizeBytes, stored.etag);
  const copied = await objects.describe(key);
  const verdict = copied === undefined ? 'differs' : judgeCopy(stored, copied);
  if (copied?.sizeBytes === stored.sizeBytes && verdict !== 'differs') {
    if (verdict === 'same' && copied.crc32 !== undefined && copied.crc32 === stored.crc32) return 'crc32';
    if (verdict === 'same' && hasHashForm(stored.etag)) return 'md5';
    const equal = await equalBlocks(
      stored.sizeBytes,
      randomBytes,
      (offset, length) => objects.readBack(source.key, offset, length, stored.etag),
      (offset, length) => objects.readBack(key, offset, length),
    );
    if (equal) return 'sample';
  }
  throw new Failure('stored-differs', { fileName: source.name });
}

// Runs an upload to its end: the stored file gets a link of its own, proven and saved with its share, or becomes an item of a page.
import { afterSending, asFailure, Failure, wantsCredentials } from '../model/failure';
import { displayName } from '../model/file-name';
import { checkStillAhead, requestedSeconds } from '../model/keep-until';
import { contentDisposition, linkAnswer, unknownType } from '../model/links/link-headers';
import type { Share, ShareItem, ShareSource } from '../model/share';
import type { Shared } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import { give, givenFile, uploadedFile, linkToStored, probeOfSender, type Proof } from '../given/given';
import type { StoredItem, PagePlace } from '../pages/pages';
import type { ObjectHeaders } from '../ports/object-store';
import type { TransferDone } from '../ports/transfer-engine';
import { shareChanged } from '../state/rules/app-state';
import { copyStored } from './server-side-copy';
import { transferFile, type ItemContext } from './transfer-file';

export type Finished =
  | { readonly kind: 'shared'; readonly shared: Shared }
  | { readonly kind: 'stored'; readonly stored: StoredItem };

/** Raises what sharing and storing it raise; the failure says whether bytes of the file had left this computer. */
export async function runUpload(upload: UnfinishedUpload, context: Omit<ItemContext, 'onSent'>): Promise<Finished> {
  const { intent, name } = upload;
  const { page } = intent;
  // An earlier process may have sent parts.
  let sent = (upload.record?.parts.length ?? 0) > 0;
  const noting: ItemContext = { ...context, onSent: () => (sent = true) };
  try {
    // No byte is sent for a link that would be over.
    checkStillAhead(intent, displayName(name), context.ports.clock());
    return page === undefined
      ? { kind: 'shared', shared: await shareItem(upload, noting) }
      : { kind: 'stored', stored: await storeItem(upload, page, noting) };
  } catch (error) {
    throw sent ? afterSending(asFailure(error)) : error;
  }
}

export interface StoredFile extends TransferDone {
  readonly contentType: string;
  /** Of an encrypted file: base64url of SHA-256 over the head of its age file. */
  readonly headSha256?: string;
  /** Absent for a stream. */
  readonly source?: ShareSource;
  /** Copied inside the bucket, not uploaded. */
  readonly copied: boolean;
}

/** Uploads the file (or resumes that), makes its link and saves the share. The upload keeps its row in the ledger until this resolves. */
async function shareItem(upload: UnfinishedUpload, context: ItemContext): Promise<Shared> {
  const { open } = context;
  const stored = await storeFile(upload, context);
  try {
    return await link(upload, stored, context);
  } catch (error) {
    // An object without a link must not stay, unless the network failed just now or the credentials ended: then the next attempt finds it
    // whole.
    const failure = asFailure(error);
    const goesOn = failure.retryable || wantsCredentials(failure);
    if (open.ephemeral || context.stream !== undefined || !goesOn)
      await open.objects.remove(upload.key).catch(() => undefined);
    throw error;
  }
}

async function link(
  upload: UnfinishedUpload,
  { sizeBytes, sizeUntold, contentType, check: storedCheck, clockOffsetMs, source, copied }: StoredFile,
  context: ItemContext,
): Promise<Shared> {
  const { ports, store, open, rows, onDone, goOn } = context;
  const { key, intent } = upload;
  const name = displayName(upload.name);
  const { disposition } = linkAnswer(contentType, intent.disposition);
  const kept = intent.keepUntilMs === undefined ? {} : { keepUntilMs: intent.keepUntilMs };
  const more = { ...kept, ...(source !== undefined && { source }) };
  const facts = { id: upload.id, key, name, sizeBytes, contentType, disposition, storedCheck, ...more };
  const draft = uploadedFile(facts, open.connection);
  const given = givenFile(draft, open.connection, 'unproven');
  const probe = copied ? ports.probe : probeOfSender(ports, open.connection);
  /** What the transfer left to the link is asked now. */
  const look = async ({ verdict }: Pick<Proof, 'verdict'>) => {
    if (verdict === 'proven') return;
    if ((await open.objects.describe(key))?.sizeBytes !== sizeBytes) {
      throw new Failure('stored-differs', { fileName: name });
    }
  };
  const { row, told } = await give(ports, open, {
    // The engine learned the server's clock while it sent; this store may not have made a request yet.
    nowMs: () => (clockOffsetMs === undefined ? open.objects.serverNowMs() : ports.clock() + clockOffsetMs),
    seconds(nowMs) {
      checkStillAhead(intent, name, nowMs);
      return requestedSeconds(intent, nowMs);
    },
    make: (until) =>
      linkToStored({ probe }, given, open, until, { mayBeUnproven: true, ...(sizeUntold === true && { look }) }),
    async save({ signedAtMs: createdAtMs, expiresAtMs, limitedBy, verified }, planDoor) {
      const share: Share = { createdAtMs, expiresAtMs, limitedBy, verified, ...draft };
      // No link after a cancel that came while the link was proven.
      if (open.ephemeral) {
        goOn();
        return share;
      }
      // One transaction: after a crash there is either the upload or its share, never both and never neither.
      const saving = rows.commit(() => {
        goOn();
        ports.ledger.saveShare(share);
        planDoor(share);
        ports.ledger.forgetUpload(upload.id);
      });
      onDone();
      await saving;
      store.apply(shareChanged(share));
      return share;
    },
    door: intent.door,
    isFirst: true,
  });
  return { share: row, ...told, ...(copied && { copiedFiles: 1 }) };
}

/** Uploads a file of a page (or resumes that). Raises what the engine and the ledger raise, and `cancelled`. */
async function storeItem(upload: UnfinishedUpload, page: PagePlace, context: ItemContext): Promise<StoredItem> {
  const { ports, open, rows, onDone, goOn } = context;
  const stored = await storeFile(upload, context);
  // An earlier run had sent it all.
  await context.firstByte;
  const { snapshot, contentType, check, sha256, headSha256, source, copied, clockOffsetMs } = stored;
  const item: ShareItem = {
    shareId: page.id,
    role: 'file',
    key: upload.key,
    path: upload.name,
    // Of an encrypted file that of the plain one.
    sizeBytes: headSha256 === undefined ? stored.sizeBytes : snapshot.sizeBytes,
    contentType,
    ...(sha256 !== undefined && { sha256 }),
    ...(headSha256 !== undefined && { headSha256 }),
    storedCheck: check,
    ...(source !== undefined && { source }),
  };
  if (open.ephemeral) goOn();
  else {
    // One transaction: after a crash there is either the upload or the item, never both and never neither.
    const saving = rows.commit(() => {
      goOn();
      ports.ledger.saveItem(item, page.position);
      ports.ledger.forgetUpload(upload.id);
    });
    onDone();
    await saving;
  }
  return { item, copied, ...(clockOffsetMs !== undefined && { clockOffsetMs }) };
}

/** Shows the upload as under way, then as stored. Raises what the engine raises. */
export async function storeFile(upload: UnfinishedUpload, context: ItemContext): Promise<StoredFile> {
  const { ports, open, rows } = context;
  const contentType = ports.contentTypeOf(upload.name) ?? unknownType;
  const headers = headersOf(upload, contentType);
  // An earlier run may have sent it all, and failed at its link.
  rows.update(upload.id, {
    phase: { kind: 'uploading' },
    isSilent: false,
    ...(upload.record === undefined && { sentBytes: 0 }),
  });
  const streamed = context.stream !== undefined;
  const isEncrypted = upload.encryptWith !== undefined;
  const copied = streamed || isEncrypted ? undefined : await copyStored(upload, headers, open, ports, context);
  const transferIt = isEncrypted ? (await import('./transfer-encrypted')).transferEncrypted : transferFile;
  const done = copied ?? (await transferIt(upload, headers, context));
  const { sizeBytes } = done;
  rows.update(upload.id, { sentBytes: sizeBytes, sizeBytes, bytesPerSecond: 0, phase: { kind: 'verifying' } });
  const { mtimeNs, ctimeNs, inode, device } = done.snapshot;
  return {
    contentType,
    copied: copied !== undefined,
    ...done,
    ...(!streamed && { source: { path: upload.path, stamp: { mtimeNs, ctimeNs, inode, device } } }),
  };
}

function headersOf({ name, encryptWith }: UnfinishedUpload, contentType: string): ObjectHeaders {
  // Nothing of the file: neither its name nor its type.
  if (encryptWith !== undefined) return { contentType: unknownType, contentDisposition: 'attachment' };
  return {
    // A link without a type in its query must not open content that can run code either.
    contentType: linkAnswer(contentType, 'attachment').contentType,
    contentDisposition: contentDisposition('attachment', name.slice(name.lastIndexOf('/') + 1)),
  };
}

// Shares one file: upload, signed link, proof of the link, ledger row, in that order.
import { shareChanged } from '../state/rules/app-state';
import { signedPlaceOf } from '../model/connection';
import { linkAnswer } from '../model/links/link-headers';
import { wishedSeconds } from '../model/keep-until';
import { asFailure, Failure, wantsCredentials } from '../model/failure';
import type { Share } from '../model/share';
import { give, givenFile, linkToStored, probeOfSender } from '../given/given';
import { storeFile, type StoredFile } from './store-file';
import { goOn, type ItemContext } from './transfer-file';
import type { Shared } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import { displayName } from '../model/file-name';

/** Uploads the file (or resumes that), makes its link and saves the share. The upload keeps its row in the ledger until this resolves. */
export async function shareItem(upload: UnfinishedUpload, context: ItemContext): Promise<Shared> {
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
  const { ports, store, open, rows, onDone } = context;
  const { key, intent } = upload;
  const name = displayName(upload.name);
  const { disposition } = linkAnswer(contentType, intent.disposition);
  const draft = {
    id: ports.newId(),
    connectionId: open.connection.id,
    ...signedPlaceOf(open.connection),
    kind: 'file',
    origin: 'uploaded',
    key,
    name,
    sizeBytes,
    fileCount: 1,
    contentType,
    disposition,
    storedCheck,
    ...(source !== undefined && { source }),
    ...(intent.keepUntilMs !== undefined && { keepUntilMs: intent.keepUntilMs }),
  } as const;
  const given = givenFile(draft, open.connection, 'unproven');
  const probe = copied ? ports.probe : probeOfSender(ports, open.connection);
  const { row, told } = await give(ports, open, {
    // The engine learned the server's clock while it sent; this store may not have made a request yet.
    nowMs: () => (clockOffsetMs === undefined ? open.objects.serverNowMs() : ports.clock() + clockOffsetMs),
    seconds: (nowMs) => wishedSeconds(intent, nowMs),
    make: (until) =>
      linkToStored({ probe }, given, open, until, {
        mayBeUnproven: true,
        async look({ verdict }) {
          // What the transfer left to the link is asked now.
          if (sizeUntold !== true || verdict === 'proven') return;
          if ((await open.objects.describe(key))?.sizeBytes !== sizeBytes) {
            throw new Failure('stored-differs', { fileName: name });
          }
        },
      }),
    async save({ signedAtMs: createdAtMs, expiresAtMs, limitedBy, verified }, planDoor) {
      // No link after a cancel that came while the link was proven.
      goOn(context);
      const share: Share = { ...draft, createdAtMs, expiresAtMs, limitedBy, verified };
      if (open.ephemeral) return share;
      // One transaction: after a crash there is either the upload or its share, never both and never neither.
      const saving = rows.commit(() => {
        goOn(context);
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
  });
  return { share: row, ...told, ...(copied && { copiedFiles: 1 }) };
}

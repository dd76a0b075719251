// Shares one file: upload, signed link, proof of the link, ledger row, in that order.
import { shareChanged } from '../state/rules/app-state';
import { signedPlaceOf } from '../model/connection';
import { linkAnswer } from '../model/links/link-headers';
import { lifetimeIn } from '../storage/open-connection';
import { wishedSeconds } from '../model/keep-until';
import { asFailure, Failure, wantsCredentials } from '../model/failure';
import type { Share } from '../model/share';
import { givenShare, judged, probeOfSender, prove, sign, giveShare, planDoor, type PlannedDoor } from '../given/given';
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
  await open.freshen();
  const name = displayName(upload.name);
  const { disposition } = linkAnswer(contentType, intent.disposition);
  // The engine learned the server's clock while it sent; this store may not have made a request yet.
  const nowMs = clockOffsetMs === undefined ? open.objects.serverNowMs() : ports.clock() + clockOffsetMs;
  const { lifetimeSeconds, limitedBy } = lifetimeIn(open, wishedSeconds(intent, nowMs), nowMs);
  const draft: Share = {
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
    createdAtMs: nowMs,
    expiresAtMs: nowMs + lifetimeSeconds * 1_000,
    limitedBy,
    verified: false,
    storedCheck,
    ...(source !== undefined && { source }),
    ...(intent.keepUntilMs !== undefined && { keepUntilMs: intent.keepUntilMs }),
  };
  const given = givenShare(draft, [], open.connection, 'unproven');
  const signed = await sign(given, open, { signedAtMs: nowMs, lifetimeSeconds });
  const prober = copied ? ports.probe : probeOfSender(ports, open.connection);
  const proof = await prove(prober, signed.url, given.opens, open.connection);
  // What the transfer left to the link is asked now.
  if (
    sizeUntold === true &&
    proof.verdict !== 'proven' &&
    (await open.objects.describe(key))?.sizeBytes !== sizeBytes
  ) {
    throw new Failure('stored-differs', { fileName: name });
  }
  const { verified } = judged(given, proof, true);
  // No link after a cancel that came while the link was proven.
  goOn(context);
  const share: Share = { ...draft, expiresAtMs: signed.expiresAtMs, verified };
  let planned: PlannedDoor = {};
  if (!open.ephemeral) {
    // One transaction: after a crash there is either the upload or its share, never both and never neither.
    const saving = rows.commit(() => {
      goOn(context);
      ports.ledger.saveShare(share);
      planned = planDoor(open, { targetKind: 'share', targetId: share.id }, intent.door, ports);
      if (planned.door !== undefined) ports.ledger.saveDoor(planned.door);
      ports.ledger.forgetUpload(upload.id);
    });
    onDone();
    await saving;
    store.apply(shareChanged(share));
  }
  return {
    share,
    ...(await giveShare(share, { url: signed.url, signedAtMs: nowMs }, open, ports, planned)),
    connectionName: open.connection.name,
    ...(copied && { copiedFiles: 1 }),
  };
}

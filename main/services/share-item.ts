// Why this exists: one local file becomes one proven link: upload, signature, proof, ledger row, in that order.
import { shareChanged, type Upload } from '../domain/app-state';
import { placeOf } from '../domain/connection';
import { linkAnswer, unknownType } from '../domain/content-type';
import { contentDisposition, displayName } from '../domain/disposition';
import { effectiveLifetime } from '../domain/expiry';
import { wishedSeconds } from '../domain/keep-until';
import { asFailure, Failure } from '../domain/failure';
import { advance, noProgress, quieted } from '../domain/progress';
import type { Share } from '../domain/share';
import type { OpenConnection } from './access';
import type { Shared } from './app';
import type { RunningTransfer, Save, TransferDone } from './engine';
import { createTell } from './notices';
import { proveLink } from './proof';
import type { Ports, UnfinishedUpload } from './ports';
import type { Store } from './store';

export interface ItemContext {
  readonly ports: Ports;
  readonly store: Store;
  readonly open: OpenConnection;
  readonly update: (change: Partial<Upload>) => void;
  /** Told as soon as the transfer runs, so that it can be stopped. */
  readonly onRunning: (running: RunningTransfer) => void;
  readonly isStopped: () => boolean;
}

/** At most ten changes a second per upload: more is work nobody can see. */
const progressEveryMs = 100;
const quietLookMs = 1_000;

/** Uploads (or goes on with) the file, makes the link and remembers it. The row of the upload is the ledger's until this resolves. */
export async function shareItem(upload: UnfinishedUpload, context: ItemContext): Promise<Shared> {
  const { ports, open, update } = context;
  const contentType = ports.contentTypeOf(upload.name) ?? unknownType;
  update({ phase: { kind: 'uploading' } });
  const done = await transferFile(upload, contentType, context);
  update({ sentBytes: done.sizeBytes, sizeBytes: done.sizeBytes, bytesPerSecond: 0, phase: { kind: 'proving' } });
  try {
    return await link({ ...upload, sizeBytes: done.sizeBytes }, contentType, done, context);
  } catch (error) {
    // Without a link nobody can use the object: it must not stay. Only when the network went away just now is it kept for the next try,
    // which finds it whole.
    if (open.ephemeral || !asFailure(error).retryable) await open.objects.remove(upload.key).catch(() => undefined);
    throw error;
  }
}

async function transferFile(
  upload: UnfinishedUpload,
  contentType: string,
  context: ItemContext,
): Promise<TransferDone> {
  const { ports, store, open, update, onRunning } = context;
  let progress = noProgress(ports.clock());
  let shownAtMs = 0;
  const running = ports.engine.run(
    {
      id: upload.id,
      path: upload.path,
      fileName: upload.name,
      connection: open.connection,
      credentials: open.credentials,
      key: upload.key,
      // A link without the type in its query must not open what can run either.
      headers: {
        contentType: linkAnswer(contentType, 'attachment').contentType,
        contentDisposition: contentDisposition('attachment', upload.name),
      },
      resumable: !open.ephemeral,
      ...(upload.record !== undefined && { record: upload.record }),
    },
    {
      onProgress(sentBytes) {
        const nowMs = ports.clock();
        if (nowMs - shownAtMs < progressEveryMs) return;
        shownAtMs = nowMs;
        progress = advance(progress, sentBytes, nowMs);
        update({ sentBytes, bytesPerSecond: progress.bytesPerSecond });
      },
      save: (fact) => (open.ephemeral ? undefined : save(ports, upload, fact)),
    },
  );
  onRunning(running);
  // A network that went silent tells nothing at all: the last speed must not stand there for as long as that is waited for.
  const looking = setInterval(() => {
    const now = quieted(progress, ports.clock());
    if (now.bytesPerSecond !== progress.bytesPerSecond) update({ bytesPerSecond: now.bytesPerSecond });
    progress = now;
  }, quietLookMs);
  looking.unref();
  const done = await running.done.finally(() => clearInterval(looking));
  if (done.restarted !== undefined) {
    createTell(ports, store)({ kind: 'restarted', name: upload.name, why: done.restarted });
  }
  return done;
}

function save({ ledger }: Ports, upload: UnfinishedUpload, fact: Save): void {
  if (fact.kind === 'part') ledger.saveUploadPart(upload.id, fact.part);
  else ledger.saveUpload({ ...upload, sizeBytes: fact.record.snapshot.sizeBytes, record: fact.record });
}

async function link(
  upload: UnfinishedUpload,
  contentType: string,
  { check: storedCheck, clockOffsetMs }: TransferDone,
  { ports, store, open, isStopped }: ItemContext,
): Promise<Shared> {
  const { key, sizeBytes, intent } = upload;
  const name = displayName(upload.name);
  const answer = linkAnswer(contentType, intent.disposition);
  // The engine heard the server's clock while it sent; this store may not have asked anything yet.
  const nowMs = clockOffsetMs === undefined ? open.objects.serverNowMs() : ports.clock() + clockOffsetMs;
  const lifetime = effectiveLifetime(wishedSeconds(intent, nowMs), {
    nowMs,
    credentialsExpireAtMs: open.credentials.expiresAtMs,
    maxExpirySeconds: open.connection.maxExpirySeconds,
  });
  const signed = await open.objects.link({
    key,
    signedAtMs: nowMs,
    lifetimeSeconds: lifetime.lifetimeSeconds,
    responseContentType: answer.contentType,
    responseContentDisposition: contentDisposition(answer.disposition, name),
  });
  const { verdict, answer: seen } = await proveLink(ports.probe, signed.url, sizeBytes);
  if (verdict === 'wrong' || verdict === 'gone') {
    throw new Failure('link-unproven', { ...(seen !== undefined && { status: seen.status }), fileName: name });
  }
  // A cancel that came while the link was proven still means: no link.
  if (isStopped()) throw new Failure('cancelled');
  const share: Share = {
    id: ports.newId(),
    connectionId: open.connection.id,
    ...placeOf(open.connection),
    kind: 'file',
    origin: 'uploaded',
    key,
    name,
    sizeBytes,
    fileCount: 1,
    contentType,
    disposition: answer.disposition,
    createdAtMs: nowMs,
    expiresAtMs: signed.expiresAtMs,
    limitedBy: lifetime.limitedBy,
    verified: verdict === 'proven',
    storedCheck,
    ...(intent.keepUntilMs !== undefined && { keepUntilMs: intent.keepUntilMs }),
  };
  if (!open.ephemeral) {
    // One transaction: after a crash there is either the upload or its share, never both and never neither.
    ports.ledger.together(() => {
      ports.ledger.saveShare(share);
      ports.ledger.forgetUpload(upload.id);
    });
    store.apply(shareChanged(share));
  }
  return { share, url: signed.url, connectionName: open.connection.name };
}

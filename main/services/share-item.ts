// Why this exists: one local file becomes one proven link: key, upload, signature, proof, ledger row, in that order.
import { uploadChanged, uploadEnded, shareChanged, type Upload, type UploadPhase } from '../domain/app-state';
import { linkAnswer, unknownType } from '../domain/content-type';
import { contentDisposition, displayName } from '../domain/disposition';
import { effectiveLifetime } from '../domain/expiry';
import { asFailure, Failure } from '../domain/failure';
import { provesLink } from '../domain/link-proof';
import { objectKey } from '../domain/object-key';
import { advance, noProgress } from '../domain/progress';
import type { Disposition, Share } from '../domain/share';
import type { OpenConnection } from './access';
import type { ItemResult, Shared } from './app';
import type { MemoryBudget } from './memory-budget';
import type { FoundFile, OpenFile, Ports } from './ports';
import type { Store } from './store';
import { uploadFile } from './upload';

export interface ItemContext {
  readonly ports: Ports;
  readonly store: Store;
  readonly memory: MemoryBudget;
  readonly open: OpenConnection;
  readonly lifetimeSeconds: number;
  readonly disposition: Disposition;
}

/** A file in the queue: its row in the state exists from the moment it was dropped. */
export interface Item {
  readonly uploadId: string;
  readonly file: FoundFile;
  /** What the recipient sees. */
  readonly name: string;
  readonly signal: AbortSignal;
}

/** At most ten changes a second per upload: more is work nobody can see. */
const progressEveryMs = 100;

/** Never rejects for reasons of the item itself: they are its result. */
export async function shareItem(item: Item, context: ItemContext): Promise<ItemResult> {
  const { ports, store } = context;
  try {
    if (item.signal.aborted) throw new Failure('cancelled');
    const shared = await uploadAndLink(item, context);
    store.apply(uploadEnded(item.uploadId));
    return { ok: true, shared };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code === 'unexpected') ports.log.error('an upload failed', failure);
    if (failure.code === 'cancelled') store.apply(uploadEnded(item.uploadId));
    else setPhase(item, context, { kind: 'failed', failure });
    return { ok: false, name: item.name, failure };
  } finally {
    if (!context.open.ephemeral) ports.ledger.forgetPendingUpload(item.uploadId);
  }
}

async function uploadAndLink(item: Item, context: ItemContext): Promise<Shared> {
  const { ports, open } = context;
  const key = objectKey(open.connection.prefix, ports.randomBytes(16), item.name);
  const file = await ports.files.open(item.file.path);
  try {
    const contentType = ports.contentTypeOf(item.name) ?? unknownType;
    await send(item, context, key, file, contentType);
    return await link(item, context, key, file.snapshot.sizeBytes, contentType);
  } catch (error) {
    // Without a link nobody can use the object, and nobody will remember it: it must not stay.
    await open.objects.remove(key).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

async function send(item: Item, context: ItemContext, key: string, file: OpenFile, contentType: string): Promise<void> {
  const { ports, store, memory, open } = context;
  const pending = {
    id: item.uploadId,
    connectionId: open.connection.id,
    bucket: open.connection.bucket,
    key,
    name: item.name,
    sizeBytes: file.snapshot.sizeBytes,
    startedAtMs: ports.clock(),
    ownerPid: ports.pid,
  };
  const remember = (multipartUploadId?: string) => {
    if (open.ephemeral) return;
    ports.ledger.savePendingUpload({ ...pending, ...(multipartUploadId !== undefined && { multipartUploadId }) });
  };
  remember();
  let progress = noProgress(ports.clock());
  let shownAtMs = 0;
  const onSent = (sentBytes: number) => {
    const nowMs = ports.clock();
    if (nowMs - shownAtMs < progressEveryMs) return;
    shownAtMs = nowMs;
    progress = advance(progress, sentBytes, nowMs);
    update(item, store, { sentBytes, bytesPerSecond: progress.bytesPerSecond });
  };
  update(item, store, { sizeBytes: pending.sizeBytes, phase: { kind: 'uploading' } });
  await uploadFile({
    file,
    fileName: item.name,
    objects: open.objects,
    key,
    headers: { contentType, contentDisposition: contentDisposition('attachment', item.name) },
    memory,
    signal: item.signal,
    onSent,
    onMultipart: remember,
    random: Math.random,
  });
  update(item, store, { sentBytes: pending.sizeBytes, bytesPerSecond: 0 });
}

async function link(
  item: Item,
  context: ItemContext,
  key: string,
  sizeBytes: number,
  contentType: string,
): Promise<Shared> {
  const { ports, store, open, lifetimeSeconds, disposition } = context;
  setPhase(item, context, { kind: 'proving' });
  const name = displayName(item.name);
  const answer = linkAnswer(contentType, disposition);
  const nowMs = open.objects.serverNowMs();
  const lifetime = effectiveLifetime(lifetimeSeconds, nowMs, open.credentials.expiresAtMs);
  const signed = await open.objects.link({
    key,
    lifetimeSeconds: lifetime.lifetimeSeconds,
    responseContentType: answer.contentType,
    responseContentDisposition: contentDisposition(answer.disposition, name),
  });
  const seen = await ports.probe.ask(signed.url);
  if (!provesLink(seen, sizeBytes)) throw new Failure('link-unproven', { status: seen.status, fileName: name });
  // A cancel that came while the link was proven still means: no link.
  if (item.signal.aborted) throw new Failure('cancelled');
  const share: Share = {
    id: ports.newId(),
    connectionId: open.connection.id,
    bucket: open.connection.bucket,
    key,
    name,
    sizeBytes,
    contentType,
    disposition: answer.disposition,
    createdAtMs: nowMs,
    expiresAtMs: signed.expiresAtMs,
    limitedBy: lifetime.limitedBy,
    verified: true,
  };
  if (!open.ephemeral) {
    ports.ledger.saveShare(share);
    store.apply(shareChanged(share));
  }
  return { share, url: signed.url, connectionName: open.connection.name };
}

function update(item: Item, store: Store, change: Partial<Upload>): void {
  const upload = store.get().uploads.find((other) => other.id === item.uploadId);
  if (upload !== undefined) store.apply(uploadChanged({ ...upload, ...change }));
}

const setPhase = (item: Item, { store }: ItemContext, phase: UploadPhase) => update(item, store, { phase });

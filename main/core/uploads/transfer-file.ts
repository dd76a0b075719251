// Runs the transfer of one file: shows its progress, and saves every fact to the ledger before the next step.
import type { FileSecretsKeeper } from '../encryption/encryption';
import type { FileSecrets } from '../model/encryption';
import { advance, noProgress, quieted } from './rules/progress';
import type { UploadWays } from '../pages/pages';
import type { OpenConnection } from '../storage/storage';
import type { ByteStream } from '../ports/files';
import type { RunningTransfer, Save, TransferDone } from '../ports/transfer-engine';
import { limitFor, type Tell, type Store } from '../state/state';
import type { ObjectHeaders } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { OnServerClock } from '../model/system';
import type { UnfinishedUpload } from '../model/upload';
import type { UploadRows } from './upload-rows';

/** The ways are those of a file of a page. */
export interface ItemContext extends Partial<UploadWays> {
  readonly ports: Ports;
  readonly store: Store;
  readonly tell: Tell;
  readonly onServerClock: OnServerClock;
  readonly open: OpenConnection;
  /** The bytes in place of the upload's file. */
  readonly stream?: ByteStream;
  /** Of encrypted shares. */
  readonly fileSecrets: FileSecretsKeeper;
  readonly rows: Pick<UploadRows, 'update' | 'commit' | 'requestsAtOnce'>;
  /** Called once the transfer runs, so that it can be stopped. */
  readonly onRunning: (running: RunningTransfer) => void;
  /** Bytes of the file have left this computer, or may have. */
  readonly onSent: () => void;
  /** The server has no more to do: what is left is to save the row, which waits for the disk. */
  readonly onDone: () => void;
  /** Raises `cancelled` when the upload was stopped. Called in the transaction that makes its row, which may wait for others. */
  readonly goOn: () => void;
}

const uploading = { kind: 'uploading' } as const;

/** At most ten changes of a row a second. */
const progressEveryMs = 100;
const quietLookMs = 1_000;
const smallBytes = 1_048_576;

/** Uploads the file, or its age file under `secrets`, or resumes that. Raises what the engine raises. */
export async function transferFile(
  upload: UnfinishedUpload,
  headers: ObjectHeaders,
  context: ItemContext,
  secrets?: FileSecrets,
): Promise<TransferDone> {
  const { ports, store, tell, onServerClock, open, stream, rows, onRunning, onSent } = context;
  let progress = noProgress(ports.clock());
  // A new upload is shown as begun already.
  let shown = { sentBytes: 0, atMs: upload.record === undefined ? ports.clock() : 0 };
  let hasSent = false;
  const limit = () => limitFor(store.get(), open.connection.id);
  const requestsAtOnce = open.ephemeral ? undefined : rows.requestsAtOnce.of(open.connection.id);
  const running = ports.engine.run(
    {
      id: upload.id,
      path: upload.path,
      given: upload.given,
      fileName: upload.name,
      connection: open.connection,
      credentials: open.credentials,
      key: upload.key,
      headers,
      ...(secrets !== undefined && { encryptWith: secrets }),
      resumable: !open.ephemeral && stream === undefined,
      ...(upload.record !== undefined && { record: upload.record }),
      ...((upload.intent.page === undefined || context.linkFollows) && { linkFollows: true }),
      ...(upload.intent.page !== undefined && { wantSha256: true }),
      ...(requestsAtOnce !== undefined && { requestsAtOnce }),
    },
    {
      onProgress(sentBytes) {
        if (sentBytes > 0 && !hasSent) onSent();
        hasSent ||= sentBytes > 0;
        // A small file that has left is shown by its next phase, which comes with the answer.
        if (sentBytes === upload.sizeBytes && sentBytes > 0 && sentBytes <= smallBytes) return;
        const nowMs = ports.clock();
        // What was lost may be the last that a failing transfer tells.
        if (sentBytes >= shown.sentBytes && nowMs - shown.atMs < progressEveryMs) return;
        // A stream that waited for the network goes on with more bytes, not with those that were lost.
        const goesOn = stream !== undefined && sentBytes > shown.sentBytes;
        shown = { sentBytes, atMs: nowMs };
        progress = advance(progress, sentBytes, nowMs, limit());
        const { bytesPerSecond, isSilent } = progress;
        rows.update(upload.id, { sentBytes, bytesPerSecond, isSilent, ...(goesOn && { phase: uploading }) });
      },
      firstByte: context.firstByte,
      save: (fact) => (open.ephemeral ? undefined : save(ports, upload, fact)),
      ...(stream !== undefined && {
        stream,
        onWaiting: (failure) => rows.update(upload.id, { phase: { kind: 'offline', failure }, bytesPerSecond: 0 }),
      }),
    },
  );
  onRunning(running);
  // A silent network makes no progress call: the last speed must not stay until the time limit.
  const looking = setInterval(() => {
    const now = quieted(progress, ports.clock());
    if (now !== progress) rows.update(upload.id, { bytesPerSecond: 0, isSilent: limit() === Infinity });
    progress = now;
  }, quietLookMs);
  looking.unref();
  const done = await running.done.finally(() => clearInterval(looking));
  onServerClock(done.clockOffsetMs);
  if (!open.ephemeral && done.requestsAtOnce !== undefined)
    rows.requestsAtOnce.note(open.connection.id, done.requestsAtOnce);
  if (done.restarted !== undefined) {
    tell({ kind: 'restarted', name: upload.name, why: done.restarted });
  }
  return done;
}

function save({ ledger }: Ports, upload: UnfinishedUpload, fact: Save): void {
  if (fact.kind === 'part') ledger.saveUploadPart(upload.id, fact.part);
  else if (fact.kind === 'tags') ledger.saveUploadTags(upload.id, fact.tags);
  else {
    const { record } = fact;
    const { sizeBytes } = upload.encryptWith === undefined ? record.snapshot : upload;
    ledger.saveUpload({ ...upload, sizeBytes, record });
  }
}

// Why this exists: one upload in the queue, and how it looks to the window before anything moves.
import type { Upload, UploadPhase } from '../domain/app-state';
import { Failure } from '../domain/failure';
import type { ConnectionChoice, ItemResult } from './app';
import type { RunningTransfer, StopReason } from './engine';
import type { UnfinishedUpload } from './ports';

export interface Entry {
  upload: UnfinishedUpload;
  readonly choice: ConnectionChoice;
  status: 'waiting' | 'running' | 'paused' | 'offline' | 'failed';
  running?: RunningTransfer;
  stopping?: StopReason;
  settle: (result: ItemResult) => void;
}

/** What whoever waits for a paused upload is told. */
export const pausedResult = ({ upload: { name } }: Entry): ItemResult => ({
  ok: false,
  name,
  failure: new Failure('paused', { fileName: name }),
});

/** Before it runs: what an earlier process sent counts. */
export function shownUpload({ upload, status }: Entry): Upload {
  const { id, name, sizeBytes, connectionId, startedAtMs, record } = upload;
  const sent = (record?.parts.length ?? 0) * (record?.partBytes ?? 0);
  const phase: UploadPhase = { kind: status === 'paused' ? 'paused' : 'waiting' };
  return {
    id,
    name,
    sizeBytes,
    sentBytes: Math.min(sent, sizeBytes),
    bytesPerSecond: 0,
    phase,
    connectionId,
    startedAtMs,
  };
}

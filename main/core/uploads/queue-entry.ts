// One upload in the queue, how it looks to the window before anything moves, and how it can end.
import { Failure } from '../model/failure';
import type { RunningTransfer, StopReason } from '../ports/transfer-engine';
import type { ConnectionChoice, ItemResult } from '../model/share-request';
import type { UnfinishedUpload, Upload, UploadPhase } from '../model/upload';

/** A file of a page has no link of its own: it is stored, and the page of that id is told. */
export type Ended = ItemResult | { readonly ok: true; readonly pageId: string };

/** Those that somebody waits for by themselves. */
export const results = (ended: readonly Ended[]): readonly ItemResult[] =>
  ended.flatMap((one) => ('pageId' in one ? [] : [one]));

export interface Entry {
  upload: UnfinishedUpload;
  readonly choice: ConnectionChoice;
  /** `held` by the network or for want of credentials. */
  status: 'waiting' | 'running' | 'paused' | 'held' | 'failed';
  /** Which wait it is in. */
  waitToken?: symbol;
  running?: RunningTransfer;
  stopping?: StopReason;
  /** It is to go on as soon as it has paused. */
  resumeRequested?: boolean;
  settle: (ended: Ended) => void;
}

/** Nothing of a connection for once is on disk. */
export const isStored = ({ choice }: Entry): boolean => choice.kind === 'known';

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

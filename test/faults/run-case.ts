// One file, one fault, one engine: what came of it, and what came of going on without the fault.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BodyThreads } from '../../main/adapters/body-threads/pool';
import { encryptFiles } from '../../main/adapters/encryption/encrypt-files';
import { createFiles } from '../../main/adapters/files/files';
import { directNetwork } from '../../main/adapters/network/network';
import { createNetworkedStores } from '../../main/adapters/s3/object-store';
import { usualTimeLimits, type TimeLimits } from '../../main/adapters/network/http-client';
import type { Connection } from '../../main/core/model/connection';
import { asFailure, type FailureCode } from '../../main/core/model/failure';
import { failureWords } from '../../main/core/wording/failure-words';
import type { TransferDone, TransferEngine, TransferJob } from '../../main/core/ports/transfer-engine';
import { createLocalEngine } from '../../main/core/transfer/engine';
import { builtBodyThreads } from '../fakes/built-body-threads';
import { bucketName, type FaultServer } from './fault-server';
import type { PartTags, SavedPart, TransferRecord } from '../../main/core/model/upload';

/** For servers that fall silent, a twentieth of what users get: the same rules, sooner. A busy computer can be silent for as long. */
export const shortLimits: TimeLimits = { connectMs: 1_000, silenceMs: 1_500 };

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function connectionTo(endpoint: string): Connection {
  return {
    id: 'c-faults',
    name: 'Faults',
    kind: 's3',
    provider: 'other',
    endpoint,
    region: 'us-east-1',
    bucket: bucketName,
    addressing: 'path',
    prefix: '',
    whenExpired: 'delete',
  };
}

let running: BodyThreads | undefined;
/** Of all engines of a suite: starting them takes longer than most cases. */
const threads = (): BodyThreads => (running ??= builtBodyThreads());

/** Bodies are sent from threads as soon as these have started. */
export const testEngine = (random: () => number, limits = usualTimeLimits, bodies = threads()): TransferEngine =>
  createLocalEngine({
    clock: Date.now,
    files: createFiles(),
    openObjectStore: createNetworkedStores(Date.now, directNetwork, limits, bodies.openSender),
    random,
    bodies,
    encrypt: encryptFiles,
  });

/** The ledger's rows of one upload, in memory: what `save` made durable. */
export class KeptRecord {
  record: TransferRecord | undefined;
  private readonly parts = new Map<number, SavedPart>();
  private readonly tags = new Map<number, PartTags>();

  save = (fact: Parameters<Parameters<TransferEngine['run']>[1]['save']>[0]): void => {
    if (fact.kind === 'part') this.parts.set(fact.part.number, fact.part);
    else if (fact.kind === 'tags') this.tags.set(fact.tags.number, fact.tags);
    else {
      if (fact.record.multipartUploadId === undefined) {
        this.parts.clear();
        this.tags.clear();
      }
      this.record = fact.record;
    }
  };

  restore(): TransferRecord | undefined {
    const parts = [...this.parts.values()].toSorted((a, b) => a.number - b.number);
    return this.record && { ...this.record, parts, tags: [...this.tags.values()] };
  }
}

export const keyOf = (path: string): string => `AAAAAAAAAAAAAAAAAAAAAA/${basename(path)}`;

export function jobFor(path: string, endpoint: string, record: TransferRecord | undefined): TransferJob {
  return {
    id: 'u-faults',
    path,
    fileName: basename(path),
    connection: connectionTo(endpoint),
    credentials: { accessKeyId: 'AKIDFAULTS', secretAccessKey: 'secret-of-the-fault-server' },
    key: keyOf(path),
    headers: { contentType: 'application/octet-stream', contentDisposition: 'attachment' },
    resumable: true,
    ...(record !== undefined && { record }),
  };
}

export interface Outcome {
  readonly code: FailureCode | 'done';
  readonly done?: TransferDone;
  /** What the user reads. */
  readonly words?: string;
  readonly tookMs: number;
}

export async function runOnce(engine: TransferEngine, job: TransferJob, kept: KeptRecord): Promise<Outcome> {
  const startedMs = performance.now();
  try {
    const done = await engine.run(job, { onProgress: () => undefined, save: kept.save }).done;
    return { code: 'done', done, tookMs: performance.now() - startedMs };
  } catch (error) {
    const failure = asFailure(error);
    const { message, safety, next } = failureWords(failure, 'terminal');
    const cause = failure.code === 'unexpected' ? ` (${String(failure.cause)})` : '';
    return { code: failure.code, words: `${message} ${safety} ${next}${cause}`, tookMs: performance.now() - startedMs };
  }
}

/** What contradicts "done means stored byte for byte"; empty when nothing does. */
export async function contradictions(
  server: FaultServer,
  path: string,
  outcome: Outcome,
  expectedSha256?: string,
): Promise<readonly string[]> {
  if (outcome.code !== 'done') {
    const found: string[] = [];
    if (outcome.code === 'unexpected') found.push(`a failure without a code of its own: ${outcome.words}`);
    if ((outcome.words ?? '').length < 30) found.push('a failure without words');
    return found;
  }
  const stored = server.bucket.objects.get(keyOf(path));
  if (stored === undefined) return ['called done, and nothing is stored'];
  const found: string[] = [];
  const wanted = expectedSha256 ?? sha256(await readFile(path));
  if (sha256(stored.bytes) !== wanted) found.push('called done, and the stored bytes differ');
  if (outcome.done?.sizeBytes !== stored.bytes.length) found.push('the size that was told is wrong');
  if (server.bucket.uploads.size > 0) found.push(`${server.bucket.uploads.size} multipart uploads were left behind`);
  return found;
}

export const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

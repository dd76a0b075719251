// Says who serves a data folder now, so that a second program can use that server instead of starting its own.

import { randomBytes } from 'node:crypto';
import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './durable';
import { systemCode } from './errors';
import { proveOwner } from './owner-proof';

export interface BucketOwner {
  readonly pid: number;
  readonly port: number;
  readonly startedAtMs: number;
  readonly accessKeyId: string;
}

const fileName = 'owner.json';

interface OwnerRecord extends BucketOwner {
  readonly proofSecret: string;
}

function isRecord(value: unknown): value is OwnerRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, port, startedAtMs, accessKeyId, proofSecret } = value as Partial<Record<keyof OwnerRecord, unknown>>;
  return (
    [pid, port, startedAtMs].every(Number.isSafeInteger) &&
    Number(pid) > 0 &&
    Number(port) > 0 &&
    Number(port) < 65_536 &&
    typeof accessKeyId === 'string' &&
    typeof proofSecret === 'string' &&
    proofSecret.length >= 32
  );
}

async function readRecord(dataDir: string): Promise<OwnerRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(dataDir, fileName), 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return systemCode(cause) === 'EPERM';
  }
}

/** Fresh secret with which this run of the server proves that the owner file is its own. */
export function newProofSecret(): string {
  return randomBytes(32).toString('hex');
}

/** Leaves word of this server in the folder. */
export async function announceOwner(dataDir: string, owner: BucketOwner, proofSecret: string): Promise<void> {
  const { pid, port, startedAtMs, accessKeyId } = owner;
  const record: OwnerRecord = { pid, port, startedAtMs, accessKeyId, proofSecret };
  await replaceFile(join(dataDir, fileName), Buffer.from(`${JSON.stringify(record)}\n`));
}

/** Takes the word back. */
export async function withdrawOwner(dataDir: string): Promise<void> {
  await unlink(join(dataDir, fileName)).catch(() => undefined);
}

/**
 * Who serves this folder now; undefined when nobody alive does. A file that a killed server left is no owner, even where its
 * process ID or its port belong to another program by now: whoever answers there must prove that the file is its own.
 */
export async function findBucketOwner(dataDir: string): Promise<BucketOwner | undefined> {
  const record = await readRecord(dataDir);
  if (record === undefined || !isAlive(record.pid)) return undefined;
  if (!(await proveOwner(record.port, record.proofSecret, randomBytes(16).toString('hex')))) return undefined;
  const { pid, port, startedAtMs, accessKeyId } = record;
  return { pid, port, startedAtMs, accessKeyId };
}

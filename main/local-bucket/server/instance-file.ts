// The owner file names the server of a data folder, so that a second program uses that server instead of starting its own.

import { randomBytes } from 'node:crypto';
import { readFile, unlink } from 'node:fs/promises';
import { type Socket, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { replaceFile } from '../storage/fsync';
import { systemCode } from '../protocol/errors';
import { UnprovenError, connectProven } from './instance-proof';
import { askToListen } from './listen-request';
import { pathOfLocalSocket } from './local-socket';
import type { ListenResult } from './network-listeners';

export interface BucketOwner {
  readonly pid: number;
  readonly port: number;
  readonly startedAtMs: number;
  readonly accessKeyId: string;
  /** The network addresses on which its port is served too. */
  readonly addresses: readonly string[];
}

const fileName = 'owner.json';

interface OwnerRecord extends BucketOwner {
  readonly proofSecret: string;
  /** The name of the local socket, where the server has one (local-socket.ts). */
  readonly localSocket?: string | undefined;
}

/** For a connection to the owner and its proof. */
const lookLimitMs = 1500;
const mostAttempts = 4;
const attemptDelayMs = 200;

function isRecord(value: unknown): value is OwnerRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, port, startedAtMs, accessKeyId, proofSecret, localSocket, addresses } = value as Partial<
    Record<keyof OwnerRecord, unknown>
  >;
  return (
    [pid, port, startedAtMs].every(Number.isSafeInteger) &&
    Number(pid) > 0 &&
    Number(port) > 0 &&
    Number(port) < 65_536 &&
    typeof accessKeyId === 'string' &&
    typeof proofSecret === 'string' &&
    proofSecret.length >= 32 &&
    (localSocket === undefined || typeof localSocket === 'string') &&
    Array.isArray(addresses) &&
    addresses.every((one) => typeof one === 'string')
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

/** A fresh secret for each run, with which the server proves that the owner file is its own. */
export function newProofSecret(): string {
  return randomBytes(32).toString('hex');
}

/** Writes the owner file. */
export async function announceOwner(
  dataDir: string,
  owner: BucketOwner,
  proofSecret: string,
  localSocket?: string,
): Promise<void> {
  const { pid, port, startedAtMs, accessKeyId, addresses } = owner;
  const record: OwnerRecord = { pid, port, startedAtMs, accessKeyId, proofSecret, localSocket, addresses };
  await replaceFile(join(dataDir, fileName), Buffer.from(`${JSON.stringify(record)}\n`));
}

/** Removes the owner file. */
export async function withdrawOwner(dataDir: string): Promise<void> {
  await unlink(join(dataDir, fileName)).catch(() => undefined);
}

/** The local socket, or the port of the links where there is none. */
export type Way = 'local' | 'port';

async function connectTo(
  dataDir: string,
  record: OwnerRecord,
  way: Way,
  limitMs: number,
  address = '127.0.0.1',
): Promise<Socket> {
  const { port, localSocket, proofSecret: secret } = record;
  const path = way === 'local' && localSocket !== undefined ? pathOfLocalSocket(dataDir, localSocket) : undefined;
  const to = path === undefined ? { host: address, port, noDelay: true } : { path };
  const nonce = randomBytes(16).toString('hex');
  const name = isIPv6(address) ? `[${address}]` : address;
  return connectProven({ to, host: `${name}:${port}`, secret, nonce, limitMs });
}

/**
 * A proven connection to the present server of this folder, on which only the challenge was sent; it must serve on `port`. `address`: of this computer,
 * loopback if nothing else, where the port is the way. Rejects with `UnprovenError`.
 */
export async function connectToOwner(
  dataDir: string,
  port: number,
  way: Way,
  limitMs: number,
  address?: string,
): Promise<Socket> {
  for (let attempt = 1; ; attempt += 1) {
    const record = await readRecord(dataDir);
    // A server that moved to another port refuses every request for this one.
    if (record?.port !== port) throw new UnprovenError('nobody');
    try {
      return await connectTo(dataDir, record, way, limitMs, address);
    } catch (cause) {
      // A successor listens a moment before it writes the owner file.
      if (!(cause instanceof UnprovenError && cause.code === 'unproven') || attempt === mostAttempts) throw cause;
      await delay(attemptDelayMs);
    }
  }
}

/**
 * The owner of this folder; undefined without a running server. The file of a killed server names no owner, even where its
 * process ID or its port belong to another program by now: the program that answers there must prove that the file is its own.
 */
export async function findBucketOwner(dataDir: string): Promise<BucketOwner | undefined> {
  const record = await readRecord(dataDir);
  if (record === undefined || !isAlive(record.pid)) return undefined;
  try {
    (await connectTo(dataDir, record, 'local', lookLimitMs)).destroy();
  } catch (cause) {
    if (cause instanceof UnprovenError) return undefined;
    throw cause;
  }
  const { pid, port, startedAtMs, accessKeyId, addresses } = record;
  return { pid, port, startedAtMs, accessKeyId, addresses };
}

/** The owner needs a moment to listen, and more where its disk is slow. */
const listenLimitMs = 10_000;

/**
 * Lets the server of this folder serve exactly these network addresses (`LocalBucket.listenOn`). Rejects with `UnprovenError` without a running server, and
 * with another error where it does not answer.
 */
export async function listenAtOwner(dataDir: string, addresses: readonly string[]): Promise<readonly ListenResult[]> {
  const record = await readRecord(dataDir);
  if (record === undefined) throw new UnprovenError('nobody');
  const { port, proofSecret: secret } = record;
  const socket = await connectToOwner(dataDir, port, 'local', lookLimitMs);
  return askToListen({ socket, host: `127.0.0.1:${port}`, secret, addresses, limitMs: listenLimitMs });
}

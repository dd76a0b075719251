// A profile and a bucket that programs of the tests are killed over, behind a front that says when; and a recipient who reads what is left.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { credentialsText } from '../../main/core/credentials/rules/keychain-entry';
import type { Connection } from '../../main/core/model/connection';
import { startLocalBucket, type LocalBucket } from '../../main/local-bucket/server/server';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { clientOf } from '../ports/real-servers';
import type { GrowAct, GrowOrder, GrowReport } from './grow-child';
import type { KillFront, Moment } from './kill-front';

export interface Place {
  readonly folder: string;
  readonly bucket: LocalBucket;
}

export interface Killing {
  readonly program: string;
  readonly front: KillFront;
}

/** To the bucket behind the front, with conditional writes, as the doctor finds them there. */
export const connectionBy = ({ port }: KillFront): Connection => ({
  ...sampleConnection,
  endpoint: `http://127.0.0.1:${port}`,
  capabilities: { madeAtMs: Date.now(), conditionalPut: true },
});

export async function openPlace({ front }: Killing, folder: string): Promise<Place> {
  const bucket = await startLocalBucket(
    { dataDir: join(folder, 'bucket'), bucket: 'files', region: 'us-east-1', port: 0, ...sampleCredentials },
    { now: Date.now, sweepIntervalMs: 60_000, namedPort: front.port },
  );
  front.serve(bucket.port);
  return { folder, bucket };
}

export async function newPlace(killing: Killing, folder: string, to: Connection): Promise<Place> {
  mkdirSync(join(folder, 'profile'), { recursive: true });
  const keys = { [`connection:${to.id}`]: credentialsText(sampleCredentials) };
  writeFileSync(join(folder, 'profile', 'keychain.json'), JSON.stringify(keys));
  const { ledger } = openLedger(join(folder, 'profile'));
  ledger.saveConnection(to);
  ledger.close();
  return openPlace(killing, folder);
}

export function begin(
  program: string,
  { folder }: Place,
  act: GrowAct,
  onLink?: (url: string, child: ChildProcess) => void,
) {
  const child = fork(program, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  let told: GrowReport | undefined;
  child.on('message', (message: GrowReport) => {
    if (message.given !== undefined) onLink?.(message.given, child);
    else told = message;
  });
  const order: GrowOrder = { profileDir: join(folder, 'profile'), act };
  child.send(order);
  return { child, told: ended.then(() => told) };
}

/** `undefined` where the program was killed. */
export async function run(
  { program, front }: Killing,
  place: Place,
  act: GrowAct,
  kill?: Omit<Moment, 'call'>,
  onLink?: (url: string, child: ChildProcess) => void,
): Promise<GrowReport | undefined> {
  const started = { call: async () => undefined as void };
  front.watch(kill && { ...kill, call: () => started.call() });
  const { child, told } = begin(program, place, act, onLink);
  started.call = async () => {
    child.kill('SIGKILL');
    await told;
  };
  return told;
}

export async function mustRun(
  killing: Killing,
  place: Place,
  act: GrowAct,
): Promise<Required<Pick<GrowReport, 'shareId' | 'url'>>> {
  const told = await run(killing, place, act);
  if (told === undefined || told.failure !== undefined) throw new Error(`${act.kind}: ${told?.failure ?? 'died'}`);
  return { shareId: '', url: '', ...told };
}

/** What the rows say that the share, or the only one, holds, and what of the bucket nobody knows. */
export async function rowsOf({ folder }: Place, shareId: string | undefined, connection: Connection) {
  const { ledger } = openLedger(join(folder, 'profile'));
  const id = shareId ?? ledger.shares()[0]?.id ?? '';
  const items = ledger.items(id);
  const share = ledger.share(id);
  const drafts = ledger.pageDrafts().length;
  const isPaused = ledger.unfinishedUploads().some(({ state }) => state === 'paused');
  ledger.close();
  const client = clientOf({ connection, credentials: sampleCredentials });
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'files' }));
  client.destroy();
  const known = new Set([share?.key, ...items.map(({ key }) => key)]);
  return {
    names: share?.kind === 'file' ? [share.name] : items.flatMap(({ role, path }) => (role === 'file' ? [path] : [])),
    unknown: Contents.map(({ Key = '' }) => Key).filter((key) => !known.has(key)),
    drafts,
    stored: Contents.length,
    shareId: id,
    isPaused,
    isRevoked: share?.revokedAtMs !== undefined,
  };
}

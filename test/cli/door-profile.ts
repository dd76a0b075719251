// A profile whose connection has doors: an embedded bucket with a second one that everybody may read, and an address in front of that.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { sampleConnection } from '../fakes/samples';
import { playBucket, type Played } from './played-bucket';
import { lines } from './request-profile';
import { runCli, type Ended } from './run-cli';

/** Serves `/NAME` from the doors' bucket, as an address of one's own does, and notes every request line. */
async function startAddress(bucketUrl: () => string) {
  const asked: string[] = [];
  const server = http.createServer((near, answer) => {
    asked.push(near.url ?? '');
    const far = http.get(`${bucketUrl()}${near.url}`, { agent: false }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.rawHeaders);
      came.pipe(answer);
    });
    far.on('error', () => answer.destroy());
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    asked,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Of `--json`. */
export interface Line {
  readonly id: string;
  readonly url: string;
  readonly door: string;
}

export interface DoorProfile {
  readonly played: Played;
  readonly address: string;
  /** The request lines that reached the address. */
  readonly asked: readonly string[];
  /** In a folder with `trip/note.txt` and `other.txt`. The connections are Work, which has doors, Brief and Safe, which have them too, and Bare. Safe keeps its keys in a file. */
  readonly mayfly: (...args: readonly string[]) => Promise<Ended>;
  /** The same, with this on standard input. */
  readonly typed: (stdin: string, ...args: readonly string[]) => Promise<Ended>;
  /** The first line of `--json`. Raises what the command said when it failed. */
  readonly json: (...args: readonly string[]) => Promise<Line>;
  readonly close: () => Promise<void>;
}

export async function openDoorProfile(): Promise<DoorProfile> {
  const played = await playBucket({});
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = played;
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  await client.send(new CreateBucketCommand({ Bucket: 'doors' }));
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::doors/*' }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await client.send(new PutBucketPolicyCommand({ Bucket: 'doors', Policy }));
  client.destroy();
  const front = await startAddress(() => `${endpoint}/doors`);
  const home = await mkdtemp(join(tmpdir(), 'mayfly-cli-doors-'));
  await mkdir(join(home, 'trip'));
  await writeFile(join(home, 'trip', 'note.txt'), 'hello from the trip');
  await writeFile(join(home, 'other.txt'), 'another file');
  const file = join(home, 'credentials');
  const passphrase = join(home, 'passphrase');
  await writeFile(passphrase, 'correct horse battery', { mode: 0o600 });
  await writeFile(file, `[suite]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
  const env = {
    AWS_SHARED_CREDENTIALS_FILE: file,
    AWS_CONFIG_FILE: join(home, 'config'),
    MAYFLY_PASSPHRASE_FILE: passphrase,
  };
  const profile = join(home, 'profile');
  const { ledger } = openLedger(profile);
  const own = {
    ...sampleConnection,
    endpoint,
    region,
    bucket,
    credentials: { kind: 'profile', profile: 'suite' },
  } as const;
  const doors = { bucket: 'doors', prefix: '', address: front.address, provenAtMs: Date.now(), askedAtMs: Date.now() };
  ledger.saveConnection({ ...own, doors });
  ledger.saveConnection({ ...own, id: 'c-brief', name: 'Brief', doors });
  ledger.saveConnection({ ...own, id: 'c-bare', name: 'Bare' });
  ledger.close();
  const typed = (stdin: string, ...args: readonly string[]) =>
    runCli([...args, '--profile-dir', profile], { env, cwd: home, stdin });
  const at = ['--endpoint', endpoint, '--bucket', bucket, '--region', region, '--access-key-id', accessKeyId];
  const adding = ['connections', 'add', 'Safe', ...at, '--store', 'file', '--no-test'];
  const added = await typed(`${secretAccessKey}\n`, ...adding);
  if (added.code !== 0) throw new Error(added.stderr);
  const again = openLedger(profile).ledger;
  for (const safe of again.connections()) if (safe.name === 'Safe') again.saveConnection({ ...safe, doors });
  again.close();
  const mayfly = (...args: readonly string[]) => runCli([...args, '--profile-dir', profile], { env, cwd: home });
  return {
    played,
    address: front.address,
    asked: front.asked,
    mayfly,
    typed,
    async json(...args) {
      const { code, stdout, stderr } = await mayfly(...args, '--json');
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
      return lines(stdout)[0] as Line;
    },
    async close() {
      front.close();
      await played.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

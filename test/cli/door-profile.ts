// A profile whose connection has doors: an embedded bucket with a second one that everybody may read, and an address in front of that; or a bucket
// of their own on another server, set up by the command line at the server's own address.
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { DoorPlace } from '../../main/core/model/door';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { sampleConnection } from '../fakes/samples';
import { saveSealed } from './cheap-keys';
import { playBucket, type Place, type Played } from './played-bucket';
import { lines } from './request-profile';
import { runCli, type Ended, type RunOptions } from './run-cli';

/** Serves `/NAME` from the doors' bucket, as an address of one's own does, and notes every request line. */
async function startAddress(bucketUrl: () => string) {
  const asked: string[] = [];
  const server = http.createServer((near, answer) => {
    asked.push(near.url ?? '');
    const { origin } = near.headers;
    const headers = origin === undefined ? {} : { origin };
    const far = http.get(`${bucketUrl()}${near.url}`, { agent: false, headers }, (came) => {
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
  readonly address: string;
  /** The request lines that reached the address of the embedded bucket's doors. */
  readonly asked: readonly string[];
  /** Where `mayfly` runs: a folder with `trip/note.txt` and `other.txt`. */
  readonly home: string;
  /**
   * The connections are Work, which has doors; on the embedded bucket also Brief, which has them too, Safe, which keeps its keys in a file, and
   * Bare.
   */
  readonly mayfly: (...args: readonly string[]) => Promise<Ended>;
  /** The same with a text on standard input. */
  readonly typed: (stdin: string, ...args: readonly string[]) => Promise<Ended>;
  /** The first line of `--json`. Raises what the command said when it failed. */
  readonly json: (...args: readonly string[]) => Promise<Line>;
  /** The same with a text on standard input. */
  readonly jsonGiven: (stdin: string, ...args: readonly string[]) => Promise<Line>;
  readonly close: () => Promise<void>;
}

/** Where doors are, and the server that they are on. */
interface Doors {
  readonly place: Place;
  readonly bucket: string;
  readonly address: string;
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const clientOf = ({ endpoint, region, accessKeyId, secretAccessKey }: Place) =>
  new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });

async function embeddedDoors(): Promise<Doors> {
  const place: Played = await playBucket({});
  const client = clientOf(place);
  const bucket = 'doors';
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
  client.destroy();
  const front = await startAddress(() => `${place.endpoint}/${bucket}`);
  return {
    place,
    bucket,
    address: front.address,
    asked: front.asked,
    async close() {
      front.close();
      await place.close();
    },
  };
}

/** Deletes the pages of closed doors, which stay until their old ends. Fails for any other object. */
async function removeClosedPages(client: S3Client, bucket: string, address: string): Promise<void> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  for (const { Key = '' } of Contents) {
    const text = await (await fetch(`${address}/${Key}`)).text();
    if (!text.includes('This link was closed')) throw new Error(`a door is left: ${Key}`);
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  }
}

/** Nobody may read the bucket yet. `close` fails while an open door is left in it. */
async function doorsElsewhere(place: Place): Promise<Doors> {
  const client = clientOf(place);
  const bucket = `mayfly-doors-${randomBytes(6).toString('hex')}`;
  const address = `${place.endpoint}/${bucket}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    place,
    bucket,
    address,
    asked: [],
    async close() {
      try {
        await removeClosedPages(client, bucket, address);
        await client.send(new DeleteBucketCommand({ Bucket: bucket }));
      } finally {
        client.destroy();
      }
    },
  };
}

const provenDoors = ({ bucket, address }: Pick<Doors, 'bucket' | 'address'>): DoorPlace => ({
  bucket,
  prefix: '',
  address,
  provenAtMs: Date.now(),
  askedAtMs: Date.now(),
});

/** Work, Brief and Bare, with the keys of an AWS profile, in a new ledger. */
async function saveConnections(home: string, profile: string, { place, bucket, address }: Doors): Promise<void> {
  const { accessKeyId, secretAccessKey, ...at } = place;
  const keys = `[suite]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  await writeFile(join(home, 'credentials'), keys);
  const { ledger } = openLedger(profile);
  const credentials = { kind: 'profile', profile: 'suite' } as const;
  const own = { ...sampleConnection, endpoint: at.endpoint, region: at.region, bucket: at.bucket, credentials };
  const doors = provenDoors({ bucket, address });
  ledger.saveConnection({ ...own, doors });
  ledger.saveConnection({ ...own, id: 'c-brief', name: 'Brief', doors });
  ledger.saveConnection({ ...own, id: 'c-bare', name: 'Bare' });
  ledger.close();
}

/** `place`: a bucket for the shares on a server of other people; default: the embedded one. */
export async function openDoorProfile(place?: Place): Promise<DoorProfile> {
  const there = place === undefined ? await embeddedDoors() : await doorsElsewhere(place);
  const home = await mkdtemp(join(tmpdir(), 'mayfly-cli-doors-'));
  await mkdir(join(home, 'trip'));
  await writeFile(join(home, 'trip', 'note.txt'), 'hello from the trip');
  await writeFile(join(home, 'other.txt'), 'another file');
  const passphrase = 'correct horse battery';
  await writeFile(join(home, 'passphrase'), passphrase, { mode: 0o600 });
  const env = {
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_CONFIG_FILE: join(home, 'config'),
    MAYFLY_PASSPHRASE_FILE: join(home, 'passphrase'),
  };
  const profile = join(home, 'profile');
  const run = (args: readonly string[], options: RunOptions = {}) =>
    runCli([...args, '--profile-dir', profile], { ...options, env, cwd: home });
  const firstLine = async (args: readonly string[], options?: RunOptions) => {
    const { code, stdout, stderr } = await run([...args, '--json'], options);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr || stdout}`);
    return lines(stdout)[0] as Line;
  };
  if (place === undefined) {
    await saveConnections(home, profile, there);
    await saveSealed(profile, passphrase, there.place, { id: 'c-safe', name: 'Safe', doors: provenDoors(there) });
    await firstLine(['connections', 'default', 'Safe']);
  } else {
    await saveSealed(profile, passphrase, place);
    const where = ['--bucket', there.bucket, '--address', there.address];
    await firstLine(['connections', 'doors', 'Work', ...where, '--make-public', '--yes']);
  }
  return {
    address: there.address,
    asked: there.asked,
    home,
    mayfly: (...args) => run(args),
    typed: (stdin, ...args) => run(args, { stdin, noTerminal: true }),
    json: (...args) => firstLine(args),
    jsonGiven: (stdin, ...args) => firstLine(args, { stdin, noTerminal: true }),
    async close() {
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
      await there.close();
    },
  };
}

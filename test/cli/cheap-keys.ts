// Commands that are asked about something else than the cost of a passphrase do not pay it.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { createSealedFiles } from '../../main/adapters/secrets/sealed-files';
import { sharesItem, sharesKeyValue } from '../../main/core/credentials/credentials';
import { sealKeyBytes } from '../../main/core/credentials/rules/encrypted-record';
import { credentialsText } from '../../main/core/credentials/rules/keychain-entry';
import type { Connection } from '../../main/core/model/connection';
import { sampleConnection } from '../fakes/samples';
import type { Place } from './played-bucket';

const cheap = { N: 1_024, r: 8, p: 1 };

const filesOf = (profile: string, passphrase: string) =>
  createSealedFiles(join(profile, 'secrets'), async () => passphrase, cheap);

/**
 * Saves a connection (default: Work) to the place, with its keys in a file and the key that its first encrypted share would make, as
 * `connections add --store file --no-test` and that share do, at little cost.
 */
export async function saveSealed(
  profile: string,
  passphrase: string,
  { endpoint, region, bucket, accessKeyId, secretAccessKey }: Place,
  more: Partial<Connection> = {},
): Promise<void> {
  await mkdir(profile, { recursive: true });
  const kept = { kind: 'file' } as const;
  const connection = { ...sampleConnection, endpoint, region, bucket, ...more, credentials: kept };
  const { ledger } = openLedger(profile);
  ledger.saveConnection(connection);
  const keyId = randomBytes(8).toString('hex');
  ledger.saveValue(sharesKeyValue(connection.id), keyId);
  ledger.close();
  const files = filesOf(profile, passphrase);
  await files.set(connection.id, credentialsText({ accessKeyId, secretAccessKey }));
  const sharesKey = { accessKeyId: 'shares', secretAccessKey: randomBytes(sealKeyBytes).toString('base64url') };
  await files.set(sharesItem(connection.id, keyId), credentialsText(sharesKey));
}

/**
 * Seals the files of keys of this profile again, at little cost: each command derives the key of each file that it reads, which takes 0.4 s of a
 * processor at the cost that Mayfly writes. Call it while no command writes one of them.
 */
export async function cheapenKeys(profile: string, passphrase: string): Promise<void> {
  const folder = join(profile, 'secrets');
  const sealed = filesOf(profile, passphrase);
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json')) continue;
    const { N } = JSON.parse(await readFile(join(folder, name), 'utf8')) as { N: number };
    const id = decodeURIComponent(name.replace(/\.json$/, ''));
    if (N > cheap.N) await sealed.set(id, (await sealed.get(id)) ?? '');
  }
}

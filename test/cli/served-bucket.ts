// A bucket that the built command serves for a suite, and the profiles of commands that are connected to it without a keychain.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { sampleConnection } from '../fakes/samples';
import { saveSealed } from './cheap-keys';
import { interrupt, startCli } from './run-cli';

/** Of the bucket, and what commands find in their environment. */
export const keys = { AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test-secret-of-the-suite' };

const passphrase = 'a passphrase of the suite';

/** It has a folder of its own, where suites put what they need too. */
export async function serveBucket(own: typeof keys = keys) {
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-suite-'));
  const server = startCli(['bucket', 'serve', '--profile-dir', join(folder, 'server')], { env: own });
  const told = JSON.parse(await server.firstLine()) as Readonly<Record<'endpoint' | 'bucket' | 'region', string>>;
  const place = { endpoint: told.endpoint, bucket: told.bucket, region: told.region };
  /** The options of a command that name it. */
  const there = ['--endpoint', place.endpoint, '--bucket', place.bucket, '--region', place.region];
  return {
    folder,
    place,
    there,
    /** Writes the keys as a profile of the AWS command line. Gives the variables by which commands find it. */
    async awsProfile(name = 'suite'): Promise<NodeJS.ProcessEnv> {
      const path = join(folder, 'credentials');
      const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = own;
      const text = `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
      await writeFile(path, text, { mode: 0o600 });
      return { AWS_SHARED_CREDENTIALS_FILE: path, AWS_CONFIG_FILE: join(folder, 'config') };
    },
    /** Saves a connection to it, by the AWS profile `suite`, in the profile of Mayfly in that folder. */
    connect(profile: string, prefix = sampleConnection.prefix): void {
      const { ledger } = openLedger(join(folder, profile));
      ledger.saveConnection({
        ...sampleConnection,
        ...place,
        prefix,
        credentials: { kind: 'profile', profile: 'suite' },
      });
      ledger.close();
    },
    /** Saves the connection `Work` to it, with the keys in a file. Gives the variable by which commands find the passphrase. */
    async connectSealed(profile: string): Promise<{ readonly MAYFLY_PASSPHRASE_FILE: string }> {
      const env = { MAYFLY_PASSPHRASE_FILE: join(folder, 'passphrase') };
      await writeFile(env.MAYFLY_PASSPHRASE_FILE, passphrase, { mode: 0o600 });
      const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = own;
      await saveSealed(join(folder, profile), passphrase, { ...place, accessKeyId, secretAccessKey });
      return env;
    },
    async close(): Promise<void> {
      await interrupt(server);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export type ServedBucket = Awaited<ReturnType<typeof serveBucket>>;

/** What a recipient of a share's page gets: the text of each file by its path. */
export async function textsAt(link: string): Promise<Readonly<Record<string, string>>> {
  const html = await (await fetch(link)).text();
  const found: Record<string, string> = {};
  for (const [, href = '', name = ''] of html.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]*)<\/bdi>/g))
    found[name] = await (await fetch(new URL(href.replaceAll('&amp;', '&'), link))).text();
  return found;
}

// A profile with one connection, and the commands of file requests in it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { sampleConnection } from '../fakes/samples';
import { cheapenKeys, saveSealed } from './cheap-keys';
import type { Made } from './guest-of-link';
import type { Place } from './played-bucket';
import { runCli, startCli, type Ended, type Running } from './run-cli';
import { parseLine } from '../schema-version';

export interface RequestProfile {
  /** For the test's files; gone with the profile. */
  readonly home: string;
  /** Of every command. */
  readonly env: NodeJS.ProcessEnv;
  readonly mayfly: (...args: readonly string[]) => Promise<Ended>;
  readonly start: (...args: readonly string[]) => Running;
  /** Raises what the command said when it failed. */
  readonly request: (...args: readonly string[]) => Promise<Made>;
  readonly close: () => Promise<void>;
}

/** The values of the lines of `--json`, without the version of their schema. */
export const lines = (text: string): readonly unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map(parseLine);

/** `cheapen`: called after what may have written keys. */
function profileOf(
  home: string,
  env: NodeJS.ProcessEnv,
  profile: string,
  cheapen = async (): Promise<void> => undefined,
): RequestProfile {
  const here = (args: readonly string[]) => [...args, '--profile-dir', profile];
  const mayfly = (...args: readonly string[]) => runCli(here(args), { env });
  return {
    home,
    env,
    mayfly,
    start: (...args) => startCli(here(args), { env }),
    async request(...args) {
      const { code, stdout, stderr } = await mayfly('request', '--json', ...args);
      if (code !== 0) throw new Error(`request ended with ${code}: ${stderr}`);
      await cheapen();
      return JSON.parse(stdout) as Made;
    },
    close: () => rm(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** The connection is untested and called Work; its keys lie in a file, so that a request may encrypt. */
export async function openSealedProfile(place: Place): Promise<RequestProfile> {
  const home = await mkdtemp(join(tmpdir(), 'mayfly-guests-'));
  const file = join(home, 'passphrase');
  const passphrase = 'correct horse battery';
  await writeFile(file, `${passphrase}\n`, { mode: 0o600 });
  const env = { MAYFLY_PASSPHRASE_FILE: file };
  const profile = join(home, 'profile');
  await saveSealed(profile, passphrase, place);
  return profileOf(home, env, profile, () => cheapenKeys(profile, passphrase));
}

/** The connection is untested and called Work. */
export async function openRequestProfile(place: Place): Promise<RequestProfile> {
  const home = await mkdtemp(join(tmpdir(), 'mayfly-guests-'));
  const profile = join(home, 'profile');
  const file = join(home, 'credentials');
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = place;
  await writeFile(file, `[suite]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
  const env = { AWS_SHARED_CREDENTIALS_FILE: file, AWS_CONFIG_FILE: join(home, 'config') };
  const { ledger } = openLedger(profile);
  const credentials = { kind: 'profile', profile: 'suite' } as const;
  ledger.saveConnection({ ...sampleConnection, endpoint, region, bucket, credentials });
  ledger.close();
  return profileOf(home, env, profile);
}

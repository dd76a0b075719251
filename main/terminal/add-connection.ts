// Why this exists: `mayfly connections add`: a connection out of options, of what was pasted, or of a profile of the AWS command line.
import type { Addressing, CredentialSource } from '../domain/connection';
import type { ConnectionDraft } from '../domain/connection-draft';
import { Failure } from '../domain/failure';
import { maskedKeyId, readPasted, type Pasted } from '../domain/pasted-credentials';
import type { App } from '../services/app';
import type { AddCommand } from './command';
import { placeOf, profileNamed, warnOfPlainHttp } from './ephemeral';
import { jsonLine, printable, type Terminal } from './output';
import { readLines, readPaste } from './typed-lines';
import { usage } from './options';

/** What the options left open, and the credentials. */
type Given = Pick<ConnectionDraft, 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'sessionExpiresAtMs'> & {
  readonly provider?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly bucket?: string | undefined;
  readonly addressing?: Addressing | undefined;
  readonly credentials?: CredentialSource | undefined;
};

/** Raises what saving a connection raises, `paste-unknown`, `profile-unknown`. */
export async function addConnection(command: AddCommand, app: App, terminal: Terminal): Promise<number> {
  const { keys } = command;
  const given =
    keys.kind === 'typed'
      ? await typed(keys, terminal)
      : keys.kind === 'pasted'
        ? await pasted(command, app, terminal)
        : await ofProfile(command, keys.profile, app);
  const endpoint = command.endpoint ?? given.endpoint;
  const bucket = command.bucket ?? given.bucket;
  if (endpoint === undefined) throw usage('there is no endpoint in what was pasted: pass --endpoint');
  if (bucket === undefined) throw usage('the bucket is missing: pass --bucket');
  warnOfPlainHttp(endpoint, terminal);
  const connection = await app.saveConnection(
    {
      ...given,
      name: command.name,
      provider: given.provider ?? 'other',
      endpoint,
      bucket,
      region: command.region || (given.region ?? ''),
      addressing: command.addressing === 'automatic' ? (given.addressing ?? 'automatic') : command.addressing,
      prefix: command.prefix,
      maxExpirySeconds: command.maxExpirySeconds,
      whenExpired: command.whenExpired,
    },
    false,
  );
  const { id, name } = connection;
  terminal.print(command.json ? jsonLine({ id, name }) : `Saved “${printable(name)}”.`);
  return 0;
}

async function typed(
  keys: Extract<AddCommand['keys'], { readonly kind: 'typed' }>,
  terminal: Terminal,
): Promise<Given> {
  const { accessKeyId, withSessionToken, sessionExpiresAtMs } = keys;
  const prompts = ['Secret access key: ', ...(withSessionToken ? ['Session token: '] : [])];
  const [secretAccessKey, sessionToken] = await readLines(prompts, terminal);
  return { accessKeyId, secretAccessKey, sessionToken, sessionExpiresAtMs };
}

async function pasted(command: AddCommand, app: App, terminal: Terminal): Promise<Given> {
  const found = readPasted(await readPaste(terminal));
  if (found === undefined) throw new Failure('paste-unknown');
  if (found.accessKeyId === undefined && found.profile !== undefined) return ofProfile(command, found.profile, app);
  if (!command.json) terminal.say(`mayfly: ${recognised(found)}`);
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs: sessionExpiresAtMs } = found;
  const { provider, region, endpoint, bucket, addressing } = found;
  const place = { provider, region, endpoint, bucket, addressing };
  return { ...place, accessKeyId, secretAccessKey, sessionToken, sessionExpiresAtMs };
}

/** What was understood, without any of it that is secret. */
function recognised(found: Pasted): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs, endpoint, region, others } = found;
  const parts = [
    accessKeyId === undefined ? undefined : `the access key ID ${printable(maskedKeyId(accessKeyId))}`,
    secretAccessKey === undefined ? undefined : 'its secret',
    sessionToken === undefined ? undefined : 'a session token',
    expiresAtMs === undefined ? undefined : `its end (${new Date(expiresAtMs).toISOString()})`,
    endpoint === undefined ? undefined : `the endpoint ${printable(endpoint)}`,
    region === undefined ? undefined : `the region ${printable(region)}`,
  ];
  const more = others === 0 ? '' : ` ${others} more keys in it were left out.`;
  return `recognised ${parts.filter((part) => part !== undefined).join(', ')}.${more}`;
}

async function ofProfile(command: AddCommand, name: string, app: App): Promise<Given> {
  const profile = await profileNamed(name, app);
  const place = placeOf({ endpoint: command.endpoint, region: command.region }, profile);
  return { ...place, addressing: profile.addressing, credentials: { kind: 'profile', profile: profile.name } };
}

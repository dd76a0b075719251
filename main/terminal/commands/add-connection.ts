// `mayfly connections add` and `edit`: a connection from options, from pasted credentials, or from a profile of the AWS command
// line.
import { words } from '../../../resources/words/messages';
import { defaultAmong, keyStoreOf, type Connection, type CredentialSource } from '../../core/model/connection';
import type { ConnectionDraft } from '../../core/connections/rules/connection-draft';
import { asFailure, assertNever, Failure } from '../../core/model/failure';
import { maskedKeyId, readPasted, type Pasted } from '../../core/credentials/rules/pasted-credentials';
import type { App } from '../../core/app/app';
import type { AddCommand, AddedKeys, EditCommand } from '../arguments/connection-command';
import { endpointOf, type ConnectionChange } from '../arguments/connection-options';
import { shownConnectionName } from '../../core/model/connection-name';
import { connectionNamed } from './connection-named';
import { placeOf, profileNamed, warnOfPlainHttp } from './one-off-connection';
import { newBucketText } from '../../core/wording/new-bucket-words';
import { iso, jsonLine, type Terminal } from '../output/output';
import { testSaved } from './test-command';
import { readLines, readPaste } from '../output/read-secret-lines';
import { usage } from '../arguments/options';
import type { Addressing } from '../../core/model/place';

type KeyField = 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'sessionExpiresAtMs' | 'intakeSecret';

/** The values that the options left open, and the credentials. */
type Given = Pick<ConnectionDraft, KeyField> & {
  readonly provider?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly bucket?: string | undefined;
  readonly addressing?: Addressing | undefined;
  readonly credentials?: CredentialSource | undefined;
};

const w = words.terminal.connections;

async function keysOf(
  { keys, change, json }: Pick<AddCommand, 'change' | 'json'> & { readonly keys: AddedKeys },
  app: App,
  terminal: Terminal,
): Promise<Given> {
  switch (keys.kind) {
    case 'typed':
      return typed(keys, change, terminal);
    case 'pasted':
      return pasted(change, json, app, terminal);
    case 'profile':
      return withIntake(await ofProfile(change, keys.profile, app), change, terminal);
    default:
      return assertNever(keys);
  }
}

/** Raises what saving a connection and creating its bucket raise, `paste-unknown`, `profile-unknown`. */
export async function addConnection(
  command: AddCommand,
  app: App,
  terminal: Terminal,
  signal?: AbortSignal,
): Promise<number> {
  const { name, change } = command;
  const given = await keysOf(command, app, terminal);
  checkStore(change, given.credentials);
  const provider = change.provider ?? given.provider ?? 'other';
  const region = change.region || (given.region ?? '');
  const suggested = () => (change.provider === undefined ? undefined : endpointOf(change.provider, region));
  const endpoint = change.endpoint ?? given.endpoint ?? suggested();
  const bucket = change.bucket ?? given.bucket;
  if (endpoint === undefined) throw usage('there is no endpoint in what was pasted: pass --endpoint');
  if (bucket === undefined) throw usage('the bucket is missing: pass --bucket');
  if (!command.json) warnOfPlainHttp(endpoint, terminal);
  const addressing = change.addressing ?? given.addressing ?? ('automatic' as const);
  const draft = { ...given, ...change, name, provider, endpoint, bucket, region, addressing };
  const isMade = command.createBucket === true && (await makeBucket(draft, command, app, terminal));
  const saved = await app.saveConnection(draft, false).catch((error: unknown) => {
    if (!isMade) throw error;
    const { code, detail, cause } = asFailure(error);
    throw new Failure(code, { ...detail, bucketMade: true }, cause);
  });
  return tellSaved(saved, command, app, terminal, signal);
}

/** False where the bucket was there before. */
async function makeBucket(
  draft: ConnectionDraft,
  { json }: Pick<AddCommand, 'json'>,
  app: App,
  terminal: Terminal,
): Promise<boolean> {
  const made = await app.createBucket(draft);
  if (!json) terminal.print(newBucketText(made));
  return made.outcome === 'made';
}

/** Where files go once a new connection is saved, which only the first of all changes. */
function tellDefault({ id }: Pick<Connection, 'id'>, json: boolean, app: App, terminal: Terminal): boolean {
  const { connections, settings } = app.store.get();
  const target = defaultAmong(connections, settings.defaultConnectionId);
  const isDefault = target?.id === id;
  // With `--json` the answer says so.
  if (target !== undefined && !isDefault && !json)
    terminal.say(`mayfly: ${w.filesGoOn({ name: shownConnectionName(target) })}`);
  return isDefault;
}

/** Changes only the named fields; region and addressing follow a new endpoint unless the user chose them. */
export async function editConnection(
  command: EditCommand,
  app: App,
  terminal: Terminal,
  signal?: AbortSignal,
): Promise<number> {
  const known = connectionNamed(command.name, app);
  const { change, keys } = command;
  if (change.endpoint !== undefined && !command.json) warnOfPlainHttp(change.endpoint, terminal);
  // Only the keys of the pasted text: endpoint and bucket stay the connection's.
  const given: ReturnType<typeof credentialsIn> =
    keys === undefined
      ? await withIntake({}, change, terminal)
      : credentialsIn(await keysOf({ ...command, keys }, app, terminal));
  const draft: ConnectionDraft = {
    ...known,
    ...(change.endpoint !== undefined && { region: '', addressing: 'automatic' as const }),
    store: keyStoreOf(known),
    ...change,
    credentials: undefined,
    ...given,
  };
  checkStore(change, keys === undefined ? known.credentials : given.credentials);
  return tellSaved(await app.saveConnection(draft, false), command, app, terminal, signal);
}

/** A profile keeps its keys itself. Raises `bad-request`. */
function checkStore({ store }: ConnectionChange, source: CredentialSource | undefined): void {
  if (store !== undefined && source?.kind === 'profile')
    throw usage('{{option}} needs {{needed}}', { option: '--store', needed: '--access-key-id' });
}

const credentialsIn = (given: Given): Pick<Given, KeyField | 'credentials'> => {
  const { accessKeyId, secretAccessKey, sessionToken, sessionExpiresAtMs, credentials, intakeSecret } = given;
  return { accessKeyId, secretAccessKey, sessionToken, sessionExpiresAtMs, credentials, intakeSecret };
};

/** Saves the connection whatever the test finds: the server may be set up later. */
async function tellSaved(
  connection: Connection,
  { kind, json, test }: Pick<AddCommand | EditCommand, 'kind' | 'json' | 'test'>,
  app: App,
  terminal: Terminal,
  signal?: AbortSignal,
): Promise<number> {
  const { id, name } = connection;
  if (!json) terminal.print(w.saved({ name }));
  const isDefault = kind === 'connections-add' ? tellDefault(connection, json, app, terminal) : undefined;
  const verdict = test ? await testSaved(connection, json, app, terminal, signal) : undefined;
  if (json) terminal.print(jsonLine({ id, name, default: isDefault, verdict }));
  // The connection is saved, and its test was cut off.
  return signal?.aborted === true ? 130 : 0;
}

/** Reads the secret of a new intake key, where no other secret comes before it. */
async function withIntake(given: Given, { intakeKeyId }: ConnectionChange, terminal: Terminal): Promise<Given> {
  if (intakeKeyId === undefined) return given;
  const [intakeSecret] = await readLines([`${w.intakePrompt} `], terminal);
  return { ...given, intakeSecret };
}

async function typed(
  keys: Extract<AddedKeys, { readonly kind: 'typed' }>,
  { intakeKeyId }: ConnectionChange,
  terminal: Terminal,
): Promise<Given> {
  const { accessKeyId, withSessionToken, sessionExpiresAtMs } = keys;
  const prompts = [
    `${w.secretPrompt} `,
    ...(withSessionToken ? [`${w.tokenPrompt} `] : []),
    ...(intakeKeyId === undefined ? [] : [`${w.intakePrompt} `]),
  ];
  const [secretAccessKey, ...others] = await readLines(prompts, terminal);
  const sessionToken = withSessionToken ? others[0] : undefined;
  const intakeSecret = intakeKeyId === undefined ? undefined : others.at(-1);
  return { accessKeyId, secretAccessKey, sessionToken, sessionExpiresAtMs, intakeSecret };
}

async function pasted(change: ConnectionChange, json: boolean, app: App, terminal: Terminal): Promise<Given> {
  const found = readPasted(await readPaste(terminal));
  if (found === undefined) throw new Failure('paste-unknown');
  if (found.accessKeyId === undefined && found.profile !== undefined) return ofProfile(change, found.profile, app);
  if (!json) terminal.say(`mayfly: ${recognised(found)}`);
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs: sessionExpiresAtMs } = found;
  const { provider, region, endpoint, bucket, addressing } = found;
  const place = { provider, region, endpoint, bucket, addressing };
  return { ...place, accessKeyId, secretAccessKey, sessionToken, sessionExpiresAtMs };
}

/** The recognised fields without secrets. */
function recognised(found: Pasted): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs, endpoint, region, others } = found;
  const parts = [
    accessKeyId === undefined ? undefined : w.keyId({ id: maskedKeyId(accessKeyId) }),
    secretAccessKey === undefined ? undefined : w.secret,
    sessionToken === undefined ? undefined : w.token,
    expiresAtMs === undefined ? undefined : w.end({ clock: iso(expiresAtMs) }),
    endpoint === undefined ? undefined : w.endpoint({ endpoint }),
    region === undefined ? undefined : w.region({ region }),
  ];
  const told = parts.filter((part) => part !== undefined).join(', ');
  return others === 0 ? w.recognised({ parts: told }) : w.recognisedMore({ parts: told, count: others });
}

async function ofProfile({ endpoint, region }: ConnectionChange, name: string, app: App): Promise<Given> {
  const profile = await profileNamed(name, app);
  const place = placeOf({ endpoint, region }, profile);
  return { ...place, addressing: profile.addressing, credentials: { kind: 'profile', profile: profile.name } };
}

// A connection for one command from its options and from the variables and profiles of AWS's own tools.
import { words } from '../../../resources/words/messages';
import { connectionFromDraft } from '../../core/connections/rules/connection-draft';
import type { AwsProfile } from '../../core/model/aws-profile';
import { endpointHost, parseEndpoint, type Credentials } from '../../core/model/connection';
import { Failure } from '../../core/model/failure';
import { awsEndpoint, regionIn } from '../../core/providers/providers';
import type { App } from '../../core/app/app';
import type { EphemeralOptions } from '../arguments/command';
import { usage } from '../arguments/options';
import type { Terminal } from '../output/output';
import type { ConnectionChoice } from '../../core/model/share-request';
import { connectionNamed } from './connection-named';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The endpoint and its region, from the options, else the variables, else the profile, else AWS. Raises
 * `endpoint-invalid`.
 */
export function placeOf(
  typed: { readonly endpoint: string | undefined; readonly region: string | undefined },
  profile: Pick<AwsProfile, 'endpoint' | 'region'> | undefined,
  environment: Environment = {},
): { readonly endpoint: string; readonly region: string } {
  const told = (name: string) => environment[name] || undefined;
  const usual = told('AWS_REGION') ?? told('AWS_DEFAULT_REGION') ?? profile?.region ?? '';
  const asked = typed.endpoint ?? told('AWS_ENDPOINT_URL_S3') ?? told('AWS_ENDPOINT_URL') ?? profile?.endpoint;
  if (asked === undefined) return { endpoint: awsEndpoint(typed.region || usual), region: typed.region || usual };
  const endpoint = parseEndpoint(asked).url;
  // A region in the endpoint's name is more exact than the default region.
  return { endpoint, region: typed.region || (regionIn(endpoint) ?? usual) };
}

/** Set by credential helpers next to temporary credentials; ISO 8601. */
const endVariable = 'AWS_CREDENTIAL_EXPIRATION';

/** Raises `bad-request` for an end that cannot be read: the links would be told to live longer than their token. */
function keysIn(environment: Environment): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment;
  if (accessKeyId === '' || secretAccessKey === '') return undefined;
  const { AWS_SESSION_TOKEN: sessionToken = '', [endVariable]: end = '' } = environment;
  if (sessionToken === '') return { accessKeyId, secretAccessKey };
  if (end === '') return { accessKeyId, secretAccessKey, sessionToken };
  const expiresAtMs = Date.parse(end);
  if (Number.isNaN(expiresAtMs))
    throw usage('{{option}} takes a moment like 2026-11-24T22:00:00Z', { option: endVariable });
  return { accessKeyId, secretAccessKey, sessionToken, expiresAtMs };
}

/** The profile of that name. Raises `profile-unknown`. */
export async function profileNamed(name: string, app: Pick<App, 'awsProfiles'>): Promise<AwsProfile> {
  const profile = (await app.awsProfiles()).find((known) => known.name === name);
  if (profile === undefined) throw new Failure('profile-unknown', { profile: name });
  return profile;
}

/** Allows plain http to another machine, with a warning. Raises `endpoint-invalid`. */
export function warnOfPlainHttp(endpointUrl: string, terminal: Terminal): void {
  const { insecure, url } = parseEndpoint(endpointUrl);
  if (!insecure) return;
  terminal.say(`mayfly: ${words.terminal.hints.plainHttp({ host: endpointHost(url) })}`);
}

/**
 * In the order of the AWS tools: the named profile, the variables with keys, the profile of `AWS_PROFILE`. Raises `bad-request`
 * when there is none of these, `profile-unknown`, and what a place raises. `terminal`: where people read hints.
 */
export async function ephemeralChoice(
  options: EphemeralOptions,
  app: Pick<App, 'awsProfiles'>,
  environment: Environment,
  terminal: Terminal | undefined,
): Promise<ConnectionChoice> {
  const credentials = options.profile === undefined ? keysIn(environment) : undefined;
  const name = credentials === undefined ? options.profile || environment['AWS_PROFILE'] || undefined : undefined;
  const profile = name === undefined ? undefined : await profileNamed(name, app);
  if (credentials === undefined && profile === undefined) {
    throw new Failure('bad-request', {
      reason:
        'a connection for one command needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE or --profile',
    });
  }
  const place = placeOf(options, profile, environment);
  if (terminal !== undefined) warnOfPlainHttp(place.endpoint, terminal);
  const addressing: EphemeralOptions['addressing'] =
    options.addressing === 'automatic' ? (profile?.addressing ?? 'automatic') : options.addressing;
  const draft = { ...place, bucket: options.bucket, addressing, name: endpointHost(place.endpoint), provider: 'other' };
  const connection = connectionFromDraft(draft, 'ephemeral');
  return credentials === undefined
    ? {
        kind: 'ephemeral',
        connection: { ...connection, credentials: { kind: 'profile', profile: profile?.name ?? '' } },
      }
    : { kind: 'ephemeral', connection, credentials };
}

/** The connection of a command's options; `undefined`: the default one. Raises `connection-unknown`, and what `ephemeralChoice` raises. */
export async function connectionChoice(
  {
    connectionName,
    ephemeral,
    json,
    quiet = false,
  }: {
    readonly connectionName: string | undefined;
    readonly ephemeral: EphemeralOptions | undefined;
    readonly json: boolean;
    readonly quiet?: boolean;
  },
  run: {
    readonly app: Pick<App, 'awsProfiles' | 'store'>;
    readonly environment: Environment;
    readonly terminal: Terminal;
  },
): Promise<ConnectionChoice | undefined> {
  const { app, environment, terminal } = run;
  if (ephemeral !== undefined)
    return ephemeralChoice(ephemeral, app, environment, json || quiet ? undefined : terminal);
  const known = connectionNamed(connectionName, app);
  return known === undefined ? undefined : { kind: 'known', connectionId: known.id };
}

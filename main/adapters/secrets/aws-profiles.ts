// The AwsProfiles port on the files of the AWS command line, by AWS's own reader and resolver. The reader is loaded with the first use of a
// profile, the resolver with that of one whose keys are not in its lines.
import { callbackify } from 'node:util';
import type * as Resolver from '@aws-sdk/credential-provider-ini';
import type * as Reader from '@smithy/shared-ini-file-loader';
import { profilesOf, stsEndpointOf, type AwsProfile } from '../../core/model/aws-profile';
import type { Credentials } from '../../core/model/connection';
import { Failure } from '../../core/model/failure';
import { pastedFields } from '../../core/credentials/rules/pasted-fields';
import { runProgram } from './aws-credential-process';
import { failureOfProfile } from './aws-profile-failures';
import { within } from './limited-turns';
import { checkedStsEndpoint, sendTo } from './sts-endpoint';
import { directNetwork, type Network } from '../network/network';
import type { AwsProfiles } from '../../core/ports/secrets';

export interface ProfileLimits {
  /** How long a `credential_process` may take, ms: it may ask a person. */
  readonly programMs: number;
  /** How long a server may be silent, ms. */
  readonly silenceMs: number;
  /** How long all of it may take, ms: the library waits for ever for the server of a container. */
  readonly wholeMs: number;
}

const usualProfileLimits: ProfileLimits = { programMs: 60_000, silenceMs: 10_000, wholeMs: 120_000 };

/** The library's hook for running a `credential_process`; without ours it has no time limit. */
function giveLimits({ externalDataInterceptor }: typeof Reader, limits: ProfileLimits): void {
  const hooks = externalDataInterceptor.getTokenRecord() as Record<string, unknown>;
  hooks['exec'] = callbackify(async (command: string) => ({ stdout: await runProgram(command, limits.programMs) }));
}

const signInUrl = 'https://sts.amazonaws.com';

const silent = { debug() {}, info() {}, warn() {}, error() {}, trace() {} };

/** Where the files are is read from the environment at every call: `AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws`. */
export function createAwsProfiles(
  network: Network = directNetwork,
  limits: ProfileLimits = usualProfileLimits,
): AwsProfiles {
  const read = async () => {
    const reader = await import('@smithy/shared-ini-file-loader');
    giveLimits(reader, limits);
    return reader.loadSharedConfigFiles({ ignoreCache: true });
  };

  return {
    async list() {
      const { configFile, credentialsFile } = await read();
      return profilesOf(configFile, credentialsFile);
    },
    async resolve(name) {
      const { configFile, credentialsFile } = await read();
      const all = profilesOf(configFile, credentialsFile);
      const profile = all.find((known) => known.name === name);
      if (profile === undefined) throw new Failure('profile-unknown', { profile: name });
      const lines = { ...configFile[name], ...credentialsFile[name] };
      if (profile.kind === 'keys') {
        const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey } = lines;
        return given({
          accessKeyId,
          secretAccessKey,
          sessionToken: lines['aws_session_token'],
          expiresAtMs: endInLines(lines),
        });
      }
      const { fromIni } = await import('@aws-sdk/credential-provider-ini');
      const named = profile.kind === 'role' ? stsEndpointOf(name, configFile, credentialsFile, process.env) : undefined;
      const sts = named === undefined ? undefined : checkedStsEndpoint(named, name);
      // AWS's sign-in servers all have the same route.
      const agents = await network.agentsTo({ url: sts?.href ?? signInUrl, maxSockets: 4 });
      const { http: httpAgent, https: httpsAgent } = await agents.forSdk();
      const clientConfig = {
        logger: silent,
        maxAttempts: 2,
        // The library would read the lines of the default profile. An SSO sign-in has no other way to its variables.
        ignoreConfiguredEndpointUrls: profile.kind === 'role' && !signsIn(profile, all),
        requestHandler: {
          httpAgent,
          httpsAgent,
          connectionTimeout: limits.silenceMs,
          requestTimeout: limits.silenceMs,
          socketTimeout: limits.silenceMs,
          throwOnRequestTimeout: true,
        },
      };
      try {
        // The library reads the files through a cache of its own, which the call above has just filled.
        const resolving = fromIni({
          profile: name,
          clientConfig,
          logger: silent,
          parentClientConfig: { region: usualRegion(configFile, credentialsFile) },
          ...(sts !== undefined && { clientPlugins: [stsAt(sts)] }),
        })();
        const found = await within(resolving, limits.wholeMs, undefined);
        if (found === undefined) throw new Failure('profile-unusable', { profile: name, reason: 'it took too long' });
        const { accessKeyId, secretAccessKey, sessionToken, expiration } = found;
        const expiresAtMs = expiration?.getTime();
        // The library checks no more of a program's time than that it is not over.
        if (Number.isNaN(expiresAtMs)) throw new Error('credential_process returned an end that is no time');
        return given({ accessKeyId, secretAccessKey, sessionToken, expiresAtMs });
      } catch (error) {
        throw failureOfProfile(error, profile, sts?.host);
      } finally {
        agents.close();
      }
    },
  };
}

type Lines = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/**
 * The region of STS for a profile that names none, as the library would find it. Where it finds none itself, it says on standard error that it
 * takes AWS's default.
 */
function usualRegion(config: Lines, credentials: Lines): string {
  const usual = process.env['AWS_PROFILE'] ?? 'default';
  return process.env['AWS_REGION'] ?? { ...config[usual], ...credentials[usual] }['region'] ?? 'us-east-1';
}

type Plugin = NonNullable<NonNullable<Parameters<typeof Resolver.fromIni>[0]>['clientPlugins']>[number];

/** The library gives it to its client of STS alone. Before the headers are made, so that the signature covers the host. */
const stsAt = (url: URL): Plugin => ({
  applyToStack(stack) {
    stack.add(
      (next) => (args) => {
        sendTo(url, args.request);
        return next(args);
      },
      { step: 'build', name: 'mayflyStsEndpoint', priority: 'high' },
    );
  },
});

/** Whether the credentials of a profile begin with a sign-in (SSO). */
function signsIn(profile: AwsProfile, all: readonly AwsProfile[], seen: readonly AwsProfile[] = []): boolean {
  if (profile.kind === 'sso') return true;
  const source = all.find(({ name }) => name === profile.source);
  return source !== undefined && !seen.includes(source) && signsIn(source, all, [...seen, source]);
}

/** Tools that write temporary keys into the file also write their expiry. */
const endInLines = (lines: Readonly<Record<string, string | undefined>>): number | undefined =>
  pastedFields(new Map(Object.entries(lines).map(([name, value]) => [name, value ?? '']))).expiresAtMs;

const given = (facts: { readonly [K in keyof Credentials]-?: Credentials[K] | undefined }): Credentials => {
  const { accessKeyId = '', secretAccessKey = '', sessionToken, expiresAtMs } = facts;
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiresAtMs !== undefined && { expiresAtMs }),
  };
};

// Looks providers up in `providers-table.ts`: for the form, and for connections without an examination.
import { remembered } from '../async/remembered';
import type { Connection } from '../model/connection';
import { usualLongestSeconds } from '../model/expiry';
import { otherProvider, providers } from './providers-table';
import type { Addressing } from '../model/place';
import type { Provider } from './provider';
import type { PartLimits } from './multipart-limits';

function hostOf(endpointUrl: string): string {
  try {
    return new URL(endpointUrl).hostname;
  } catch {
    return '';
  }
}

/** The provider whose server this is, by its host name. Each of thousands of links asks for the same endpoint. */
export const providerAt = remembered((endpointUrl: string): Provider | undefined => {
  const host = hostOf(endpointUrl);
  return providers.find(({ hosts }) => hosts?.test(host));
});

/**
 * The provider of a connection: by its host, else the chosen one, if users run it under host names of their own. An unknown id (of a newer
 * Mayfly) is `other`.
 */
export function providerOf({ provider, endpoint }: Pick<Connection, 'provider' | 'endpoint'>): Provider {
  const chosen = providers.find(({ id, hosts }) => id === provider && hosts === undefined);
  return providerAt(endpoint) ?? chosen ?? otherProvider;
}

type Placed = Pick<Connection, 'endpoint' | 'bucket'>;
const isAws = (...endpoints: readonly string[]) => endpoints.every((one) => providerAt(one)?.id === 'aws');

/** Whether two connections name one bucket. Names of buckets are unique in all of AWS. */
export const isBucketOf = ({ endpoint, bucket }: Placed, other: Placed): boolean =>
  bucket === other.bucket && (endpoint === other.endpoint || isAws(endpoint, other.endpoint));

/**
 * The id of a connection's provider, by its host and not by the file or the older database that it came from: `aws` never stands beside
 * another provider's server.
 */
export const providerIdOf = ({
  kind,
  provider,
  endpoint,
}: Pick<Connection, 'kind' | 'provider' | 'endpoint'>): string =>
  kind === 'embedded' ? provider : providerOf({ provider, endpoint }).id;

/** The endpoint that the form suggests, with the gap `REGION` for an unknown region. Empty: nothing to suggest. */
export function suggestedEndpoint({ endpoints, region: rule, offersRegion }: Provider, region: string): string {
  const name = region.trim() || (offersRegion ? rule.usual : '');
  const fitting = endpoints.find(({ regions }) => name.startsWith(regions));
  return fitting?.template.replace('{region}', name || 'REGION') ?? '';
}

/** AWS's own endpoint of a region; without one, of its first. */
export const awsEndpoint = (region: string): string =>
  suggestedEndpoint(providers.find(({ id }) => id === 'aws') ?? otherProvider, region);

/** The region in the host of an endpoint. */
export function regionIn(endpointUrl: string, provider = ''): string | undefined {
  const { region } = providerOf({ provider, endpoint: endpointUrl });
  return region.kind === 'in-endpoint' ? region.from.exec(hostOf(endpointUrl))?.[1] : undefined;
}

/** The typed region, else the one in the endpoint, else the provider's usual one. */
export function regionOf(endpointUrl: string, typed: string, provider: string): string {
  const { region } = providerOf({ provider, endpoint: endpointUrl });
  return typed.trim() || regionIn(endpointUrl, provider) || region.usual;
}

/**
 * The default addressing. Only AWS needs virtual hosts; path-style works with any bucket name, certificate and IP address. A bucket with dots
 * breaks a wildcard certificate, and host names have no capital letters, so those stay in the path.
 */
export function defaultAddressing(endpointUrl: string, bucket: string): Addressing {
  return providerAt(endpointUrl)?.addressing === 'virtual-host' && !/[.A-Z]/.test(bucket) ? 'virtual-host' : 'path';
}

/** The default name of a connection. */
export function suggestedName({ provider, endpoint, bucket }: Pick<Connection, 'provider' | 'endpoint' | 'bucket'>) {
  const { id, label } = providerOf({ provider, endpoint });
  return `${id === otherProvider.id ? hostOf(endpoint) : label} ${bucket}`.slice(0, 100);
}

/**
 * The longest lifetime of a link, in seconds, that the server at this place takes. Only its host name tells: another server that the user calls by
 * the name of a provider takes no longer for that.
 */
export const longestLifetimeOf = ({ endpoint }: Pick<Connection, 'endpoint'>): number =>
  providerAt(endpoint)?.longestExpirySeconds ?? usualLongestSeconds;

/** The documented multipart limits of the connection's provider. */
export const partLimitsOf = (connection: Pick<Connection, 'provider' | 'endpoint'>): PartLimits =>
  providerOf(connection).parts;

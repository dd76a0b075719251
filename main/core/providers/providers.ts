// What is known of a provider before anybody asked its server, for the form and until the connection's own profile knows
// better. The facts are one table, in providers-table.
import type { Connection } from '../model/connection';
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

/** The provider whose server this is, by its host name. */
export const providerAt = (endpointUrl: string): Provider | undefined => {
  const host = hostOf(endpointUrl);
  return providers.find(({ hosts }) => hosts?.test(host));
};

/**
 * Whose server a connection points to: what its host says, else what was chosen, if that is something people run under names of their
 * own. An unknown id (a newer Mayfly wrote it) is `other`.
 */
export function providerOf({ provider, endpoint }: Pick<Connection, 'provider' | 'endpoint'>): Provider {
  const chosen = providers.find(({ id, hosts }) => id === provider && hosts === undefined);
  return providerAt(endpoint) ?? chosen ?? otherProvider;
}

/**
 * What a connection's provider is called by, for programs and for the form: never the name of somebody whose server it is not, whatever a
 * file or an older database says.
 */
export const providerIdOf = ({
  kind,
  provider,
  endpoint,
}: Pick<Connection, 'kind' | 'provider' | 'endpoint'>): string =>
  kind === 'embedded' ? provider : providerOf({ provider, endpoint }).id;

/** The endpoint a provider suggests; a region nobody told stays a gap, like `REGION`. Empty: nothing to suggest. */
export function suggestedEndpoint({ endpoints, region: rule, offersRegion }: Provider, region: string): string {
  const name = region.trim() || (offersRegion ? rule.usual : '');
  const fitting = endpoints.find(({ regions }) => name.startsWith(regions));
  return fitting?.template.replace('{region}', name || 'REGION') ?? '';
}

/** AWS's own endpoint of a region; without one, of its first. */
export const awsEndpoint = (region: string): string =>
  suggestedEndpoint(providers.find(({ id }) => id === 'aws') ?? otherProvider, region);

/** The region that the host of an endpoint tells. */
export function regionIn(endpointUrl: string, provider = ''): string | undefined {
  const { region } = providerOf({ provider, endpoint: endpointUrl });
  return region.kind === 'in-endpoint' ? region.from.exec(hostOf(endpointUrl))?.[1] : undefined;
}

/** What was typed, else what the endpoint tells, else what its provider usually has. */
export function regionOf(endpointUrl: string, typed: string, provider: string): string {
  const { region } = providerOf({ provider, endpoint: endpointUrl });
  return typed.trim() || regionIn(endpointUrl, provider) || region.usual;
}

/**
 * The addressing to use when nobody chose one: only Amazon needs the bucket in the host name; elsewhere the path is what works with any
 * name, certificate and address. A dotted bucket breaks a wildcard certificate, and host names have no capital letters, so those stay in
 * the path.
 */
export function defaultAddressing(endpointUrl: string, bucket: string): Addressing {
  return providerAt(endpointUrl)?.addressing === 'virtual-host' && !/[.A-Z]/.test(bucket) ? 'virtual-host' : 'path';
}

/** What a connection is called when nobody named it. */
export function suggestedName({ provider, endpoint, bucket }: Pick<Connection, 'provider' | 'endpoint' | 'bucket'>) {
  const { id, label } = providerOf({ provider, endpoint });
  return `${id === otherProvider.id ? hostOf(endpoint) : label} ${bucket}`.slice(0, 100);
}

/** The limits of the server that this connection points to, as its provider documents them. */
export const partLimitsOf = (connection: Pick<Connection, 'provider' | 'endpoint'>): PartLimits =>
  providerOf(connection).parts;

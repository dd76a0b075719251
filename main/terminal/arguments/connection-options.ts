// What a connection may have of its own, as options of the terminal; `none` takes away what it has.
import type { ConnectionDraft } from '../../core/connections/rules/connection-draft';
import { parseLifetime } from '../../core/model/expiry';
import { suggestedEndpoint } from '../../core/providers/providers';
import { providers } from '../../core/providers/providers-table';
import { parseRate } from './parse-rate';
import { notBoth, usage, type Option, type Values } from './options';
import type { Addressing } from '../../core/model/place';

/** Fields that were given, or taken away; those of a new connection that are absent are as usual. */
export type ConnectionChange = Partial<
  Omit<ConnectionDraft, 'id' | 'name' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'sessionExpiresAtMs'>
>;

export const connectionOptions: readonly Option[] = [
  'provider',
  'endpoint',
  'bucket',
  'region',
  'path-style',
  'virtual-host',
  'prefix',
  'max-expiry',
  'when-expired',
  'default-expiry',
  'bandwidth',
  'colour',
  'key-template',
  'share-endpoint',
  'ca-file',
  'intake-key-id',
  'encryption',
];

/** Raises `bad-request`. */
export function readAddressing(values: Values): Addressing | 'automatic' {
  notBoth(values, 'path-style', 'virtual-host');
  if (values['path-style']) return 'path';
  return values['virtual-host'] ? 'virtual-host' : 'automatic';
}

/** `undefined` for `none`: the field is named, and there is nothing in it. */
const orNone = <T>(text: string, read: (text: string) => T): T | undefined =>
  text === 'none' ? undefined : read(text);

/** Where a provider's servers are when nobody typed it. Raises `bad-request` with what is missing. */
export function endpointOf(providerId: string, region: string): string {
  const provider = providers.find(({ id }) => id === providerId);
  const suggested = provider === undefined ? '' : suggestedEndpoint(provider, region);
  const gap = /REGION|[A-Z]{2,}(_[A-Z]+)?/.exec(suggested)?.[0];
  const option = `--provider ${providerId}`;
  if (gap === 'REGION') throw usage('{{option}} needs {{needed}}', { option, needed: '--region' });
  if (suggested === '' || gap !== undefined) {
    const needed = suggested === '' ? '--endpoint' : `--endpoint ${suggested}`;
    throw usage('{{option}} needs {{needed}}', { option, needed });
  }
  return suggested;
}

/** Only what was typed. Raises `bad-request` and `expiry-out-of-range`. */
export function readConnectionChange(values: Values): ConnectionChange {
  const { provider, endpoint, bucket, region, colour, encryption } = values;
  const placed = values['path-style'] || values['virtual-host'];
  const found = <T>(option: Option, name: string, read: (text: string) => T) => {
    const text = values[option];
    return typeof text === 'string' ? { [name]: orNone(text, read) } : {};
  };
  const asTyped = (text: string) => text;
  return {
    ...(provider !== undefined && { provider }),
    ...(endpoint !== undefined && { endpoint }),
    ...(bucket !== undefined && { bucket }),
    ...(region !== undefined && { region }),
    ...(placed && { addressing: readAddressing(values) }),
    ...found('prefix', 'prefix', asTyped),
    ...(values['when-expired'] !== undefined && { whenExpired: values['when-expired'] }),
    ...found('max-expiry', 'maxExpirySeconds', parseLifetime),
    ...found('default-expiry', 'defaultExpirySeconds', parseLifetime),
    // 0 is no limit, as everywhere.
    ...found('bandwidth', 'bandwidthBytesPerSecond', (text) => parseRate(text) || undefined),
    ...(colour !== undefined && { colour: colour === 'none' ? undefined : colour }),
    ...(encryption !== undefined && { encryption: encryption === 'none' ? undefined : encryption }),
    ...found('key-template', 'keyTemplate', asTyped),
    ...found('share-endpoint', 'shareEndpoint', asTyped),
    ...found('ca-file', 'caFile', asTyped),
    ...found('intake-key-id', 'intakeKeyId', asTyped),
  };
}

// `mayfly connections list` and `providers`; neither prints a secret.
import { words } from '../../../resources/words/messages';
import { hasProvenIntake } from '../../core/model/capabilities';
import { shownConnectionName } from '../../core/model/connection-name';
import {
  defaultAmong,
  endpointHost,
  isUnconfirmed,
  unconfirmedAddressesOf,
  type Connection,
  type SecretPlace,
} from '../../core/model/connection';
import { providerLabel, providerWords } from '../../core/providers/provider-words';
import { providerIdOf, suggestedEndpoint } from '../../core/providers/providers';
import { providers } from '../../core/providers/providers-table';
import type { App } from '../../core/app/app';
import type { Common } from '../arguments/command';
import { table } from '../output/format';
import { iso, jsonLine, type Terminal } from '../output/output';

/** A connection as programs read it; never a key. */
const connectionJson = (connection: Connection, isDefault: boolean, keys: SecretPlace) => {
  const { maxExpirySeconds, defaultExpirySeconds, bandwidthBytesPerSecond, colour } = connection;
  const unconfirmedAddresses = unconfirmedAddressesOf(connection);
  const { keyTemplate, shareEndpoint, caFile, credentials, keysEndAtMs, intakeKeyId, encryption } = connection;
  return {
    id: connection.id,
    name: connection.name,
    provider: providerIdOf(connection),
    endpoint: connection.endpoint,
    bucket: connection.bucket,
    region: connection.region,
    addressing: connection.addressing,
    prefix: connection.prefix,
    ...(maxExpirySeconds !== undefined && { maxExpirySeconds }),
    whenExpired: connection.whenExpired,
    ...(defaultExpirySeconds !== undefined && { defaultExpirySeconds }),
    ...(bandwidthBytesPerSecond !== undefined && { bandwidthBytesPerSecond }),
    ...(colour !== undefined && { colour }),
    ...(keyTemplate !== undefined && { keyTemplate }),
    ...(shareEndpoint !== undefined && { shareEndpoint }),
    ...(unconfirmedAddresses.length > 0 && { unconfirmedAddresses }),
    ...(caFile !== undefined && { caFile }),
    ...(encryption !== undefined && { encryption }),
    ...(credentials?.kind === 'profile' && {
      awsProfile: credentials.profile,
      ...(credentials.unconfirmed === true && { awsProfileConfirmed: false }),
    }),
    ...(keysEndAtMs !== undefined && { keysEndAt: iso(keysEndAtMs) }),
    ...(intakeKeyId !== undefined && { intakeKey: hasProvenIntake(connection) ? 'proven' : 'unproven' }),
    keys,
    default: isDefault,
  };
};

function addressesIn(connection: Connection): string {
  const addresses = unconfirmedAddressesOf(connection);
  return addresses.length === 0 ? '' : words.terminal.addressesUnconfirmed({ addresses: addresses.join(', ') });
}

export function listConnections(
  { json, names = false }: Common & { readonly names?: boolean },
  app: App,
  terminal: Terminal,
): number {
  const { connections, settings, secrets } = app.store.get();
  if (names) {
    for (const { name } of connections) terminal.print(json ? jsonLine({ name }) : name);
    return 0;
  }
  const target = defaultAmong(connections, settings.defaultConnectionId);
  const isDefault = (id: string) => id === target?.id;
  if (json) {
    terminal.print(
      jsonLine(connections.map((one) => connectionJson(one, isDefault(one.id), secrets[one.id] ?? 'missing'))),
    );
  } else if (connections.length > 0) {
    const { columns } = words.terminal;
    const rows = connections.map((c) => [
      shownConnectionName(c),
      c.kind === 'embedded' ? words.terminal.thisComputer : endpointHost(c.endpoint),
      c.bucket,
      c.region,
      [
        isDefault(c.id) ? words.terminal.isDefault : '',
        secrets[c.id] === 'missing' ? words.terminal.noKeys : '',
        secrets[c.id] === 'file' ? words.terminal.keysInFile : '',
        isUnconfirmed(c) ? words.terminal.unconfirmed : '',
        addressesIn(c),
      ]
        .filter(Boolean)
        .join(', '),
    ]);
    terminal.print(table([[columns.name, columns.server, columns.bucket, columns.region, ''], ...rows]));
  } else {
    terminal.say(`mayfly: ${words.terminal.hints.noConnections}`);
  }
  return 0;
}

/** The fields of each provider, and where the user finds their values. */
export function listProviders({ json }: Common, terminal: Terminal): number {
  const list = providers.map((provider) => ({
    id: provider.id,
    name: providerLabel(provider),
    endpoint: suggestedEndpoint(provider, ''),
    ...providerWords(provider.id),
  }));
  if (json) {
    terminal.print(jsonLine(list));
    return 0;
  }
  for (const { id, name, endpoint, endpointHint, keysHint, limits } of list) {
    terminal.print(`${id}  ${name}`);
    for (const line of [endpoint, endpointHint, keysHint, ...limits]) if (line !== '') terminal.print(`    ${line}`);
  }
  return 0;
}

// Saves settings, and which connection is the default among them.
import type { AwsProfile } from '../model/aws-profile';
import { defaultAmong, type Connection } from '../model/connection';
import { checkLifetime, usualLongestSeconds } from '../model/expiry';
import type { Settings } from '../model/settings';
import { longestLifetimeOf } from '../providers/providers';
import { connectionOf, connectionSaved } from '../state/rules/app-state';
import { changeSettings } from '../state/state';
import type { ConnectionsContext } from './connections-context';

type SettingsContext = Pick<ConnectionsContext, 'ports' | 'store' | 'embedded'>;

export function saveSettings({ ports, store }: SettingsContext, change: Partial<Settings>): void {
  changeSettings(ports, store, (saved) => ({ ...saved, ...change }));
  if (change.defaultConnectionId !== undefined) ports.ledger.destinationChosen();
}

/** Raises `connection-unknown`. */
export function setDefaultConnection(context: SettingsContext, connectionId: string): void {
  saveSettings(context, {
    welcomed: true,
    defaultConnectionId: connectionOf(context.store.get().connections, connectionId).id,
  });
}

/**
 * How long the links of whatever is shared from now on live: kept with the default connection where that has a lifetime of its own, or alone
 * takes one of that length; else the setting. Raises `expiry-out-of-range`.
 */
export function chooseLifetime(context: SettingsContext, seconds: number): void {
  const { ports, store } = context;
  const { settings, secrets } = store.get();
  const to = defaultAmong(ports.ledger.connections(), settings.defaultConnectionId);
  checkLifetime(seconds, to === undefined ? usualLongestSeconds : longestLifetimeOf(to));
  if (to === undefined || (to.defaultExpirySeconds === undefined && seconds <= usualLongestSeconds)) {
    saveSettings(context, { expirySeconds: seconds });
    return;
  }
  const changed = { ...to, defaultExpirySeconds: seconds };
  ports.ledger.saveConnection(changed);
  store.apply(connectionSaved(changed, secrets[to.id] ?? 'missing'));
}

/** Makes the bucket on this computer the default connection without starting it. */
export function setDefaultEmbedded(context: SettingsContext): Connection {
  const connection = context.embedded.ensureConnection();
  saveSettings(context, { welcomed: true, defaultConnectionId: connection.id });
  return connection;
}

/** Makes the connection of the bucket on this computer, and starts it. Raises `bucket-*`. */
export async function tryEmbedded(context: SettingsContext): Promise<Connection> {
  // Where the ledger was lost, this is the answer to where files go.
  if (context.ports.ledger.connectionsLost()) setDefaultEmbedded(context);
  else saveSettings(context, { welcomed: true });
  const connection = context.embedded.ensureConnection();
  await context.embedded.open(connection);
  return connection;
}

/** The profiles of the AWS command line's files. */
export const awsProfiles = ({ ports }: Pick<ConnectionsContext, 'ports'>): Promise<readonly AwsProfile[]> =>
  ports.awsProfiles.list();

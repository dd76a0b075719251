// `--nearby` of `share` and `request`: links of the bucket on this computer open in its network while the command runs.
import { words } from '../../../resources/words/messages';
import type { App } from '../../core/app/app';
import { assertNever, Failure } from '../../core/model/failure';
import type { Obstacle } from '../../core/model/nearby/network-reach';
import type { ConnectionChoice } from '../../core/model/share-request';
import { jsonLine, type Terminal } from '../output/output';

type Nearby = Pick<App, 'openOnNetworkForNow' | 'store'>;

/**
 * Opens the bucket in the network for the time of this command, and gives its connection. Raises `network-closed` where nobody could open a link,
 * before anything is shared, and `bucket-*`.
 */
export async function openNearby(app: Nearby): Promise<ConnectionChoice> {
  const connectionId = await app.openOnNetworkForNow();
  const { listening, obstacle } = app.store.get().reach;
  if (listening.length === 0) {
    throw obstacle?.kind === 'not-listening'
      ? new Failure('network-closed', {
          reason: 'another program uses port {{port}} there',
          reasonValues: { port: String(obstacle.port) },
        })
      : new Failure('network-closed', { reason: 'it is in no network' });
  }
  return { kind: 'known', connectionId };
}

/** Whether the command stays for its links: the bucket is another process's, and open to the network for this one alone. */
export const staysNearby = ({ nearby }: { readonly nearby: boolean }, { store }: Pick<App, 'store'>): boolean =>
  nearby && !store.get().settings.opensOnNetwork;

function obstacleWords(obstacle: Obstacle): string | undefined {
  const w = words.terminal.onNetwork;
  switch (obstacle.kind) {
    case 'firewall':
      return w.firewall({ name: obstacle.firewall, command: obstacle.command });
    case 'vpn':
      return w.vpn({ name: obstacle.interfaceName });
    case 'no-network':
    case 'not-listening':
      return undefined;
    default:
      return assertNever(obstacle);
  }
}

/** Says where links open, and what may keep them from that, on standard error in every mode: a person stands before another device. */
export function sayNearby(
  { json }: { readonly json: boolean },
  { store }: Pick<App, 'store'>,
  terminal: Pick<Terminal, 'say'>,
): void {
  const { listening, obstacle } = store.get().reach;
  if (json) {
    terminal.say(jsonLine({ nearby: { addresses: listening, ...(obstacle !== undefined && { obstacle }) } }));
    return;
  }
  terminal.say(`mayfly: ${words.terminal.onNetwork.opens}`);
  const held = obstacle && obstacleWords(obstacle);
  if (held !== undefined) terminal.say(`mayfly: ${held}`);
}

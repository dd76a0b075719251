// What keeps the links of the bucket on this computer from opening in the network: one thing at a time, the surest first.
import type { FirewallName, Obstacle, OfferedAddress } from '../../model/nearby/network-reach';

/** Run by the user, who is asked for a password (ufw(8); firewall-cmd(1): for now, until the firewall starts anew). */
const commands: Readonly<Record<FirewallName, (port: number) => string>> = {
  ufw: (port) => `sudo ufw allow ${port}/tcp`,
  firewalld: (port) => `sudo firewall-cmd --add-port=${port}/tcp`,
};

export interface SeenNetwork {
  /** TCP, of the bucket. */
  readonly port: number;
  readonly chosen: readonly OfferedAddress[];
  readonly listening: readonly string[];
  readonly tunnel: OfferedAddress | undefined;
  readonly firewall: FirewallName | undefined;
}

export function obstacleOf({ port, chosen, listening, tunnel, firewall }: SeenNetwork): Obstacle | undefined {
  if (chosen.length === 0) {
    return tunnel === undefined ? { kind: 'no-network' } : { kind: 'vpn', interfaceName: tunnel.interfaceName };
  }
  if (listening.length === 0) return { kind: 'not-listening', port };
  if (firewall !== undefined) return { kind: 'firewall', firewall, command: commands[firewall](port) };
  const isOwn = tunnel !== undefined && listening.includes(tunnel.address);
  return tunnel === undefined || isOwn ? undefined : { kind: 'vpn', interfaceName: tunnel.interfaceName };
}

// What may keep links of this computer from opening in its network, as a sentence.
import type { ObstacleView } from '../../../preload/views/reach-view';
import { assertNever } from '../state/assert-never';
import { words } from '../state/words';

/** Of a firewall without its command, which stands on a line of its own. */
export function obstacleWords(obstacle: ObstacleView): string {
  const w = words.reach.obstacles;
  switch (obstacle.kind) {
    case 'no-network':
      return w.noNetwork;
    case 'not-listening':
      return w.notListening({ port: String(obstacle.port) });
    case 'vpn':
      return w.vpn({ name: obstacle.interfaceName });
    case 'firewall':
      return w.firewall({ name: obstacle.firewall });
    default:
      return assertNever(obstacle);
  }
}

/** In one sentence, with the command of a firewall in it. */
export const obstacleLine = (obstacle: ObstacleView): string =>
  obstacle.kind === 'firewall'
    ? words.reach.obstacles.firewallIn({ name: obstacle.firewall, command: obstacle.command })
    : obstacleWords(obstacle);

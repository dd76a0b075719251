import { expect, test } from 'vitest';
import { offeredOf } from '../../../main/core/reach/rules/network-addresses';
import { obstacleOf } from '../../../main/core/reach/rules/obstacle';

const [lan, tunnel] = offeredOf([
  { interfaceName: 'wlan0', address: '192.168.1.5', family: 4 },
  { interfaceName: 'wg0', address: '10.2.0.2', family: 4 },
]);
const chosen = lan === undefined ? [] : [lan];
const open = { port: 20_001, chosen, listening: ['192.168.1.5'], tunnel: undefined, firewall: undefined };

test.each([
  ['nothing', open, undefined],
  ['no address', { ...open, chosen: [], listening: [] }, { kind: 'no-network' }],
  ['a tunnel alone', { ...open, chosen: [], listening: [], tunnel }, { kind: 'vpn', interfaceName: 'wg0' }],
  ['an address that cannot be opened', { ...open, listening: [] }, { kind: 'not-listening', port: 20_001 }],
  ['ufw', { ...open, firewall: 'ufw' }, { kind: 'firewall', firewall: 'ufw', command: 'sudo ufw allow 20001/tcp' }],
  [
    'firewalld, before a tunnel',
    { ...open, firewall: 'firewalld', tunnel },
    { kind: 'firewall', firewall: 'firewalld', command: 'sudo firewall-cmd --add-port=20001/tcp' },
  ],
  ['a tunnel that takes everything', { ...open, tunnel }, { kind: 'vpn', interfaceName: 'wg0' }],
  ['a tunnel that is open itself', { ...open, tunnel, listening: ['192.168.1.5', '10.2.0.2'] }, undefined],
] as const)('%s', (_name, seen, obstacle) => {
  expect(obstacleOf(seen)).toEqual(obstacle);
});

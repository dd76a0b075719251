import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InterfaceAddress } from '../../../main/core/model/nearby/network-reach';
import {
  addressKind,
  chosenOf,
  interfaceKind,
  linkAddress,
  offeredOf,
  tunnelOf,
} from '../../../main/core/reach/rules/network-addresses';

const at = (interfaceName: string, address: string): InterfaceAddress => ({
  interfaceName,
  address,
  family: address.includes(':') ? 6 : 4,
});
const addressesOf = (offered: readonly InterfaceAddress[]) => offered.map(({ address }) => address);

test.each([
  ['10.0.0.1', 'private'],
  ['10.255.255.254', 'private'],
  ['172.15.0.1', 'public'],
  ['172.16.0.1', 'private'],
  ['172.31.255.1', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.178.20', 'private'],
  ['192.169.0.1', 'public'],
  ['169.254.3.4', 'self-given'],
  ['100.64.0.1', 'carrier'],
  ['100.127.255.1', 'carrier'],
  ['100.128.0.1', 'public'],
  ['8.8.8.8', 'public'],
  ['127.0.0.1', undefined],
  ['127.8.0.1', undefined],
  ['0.0.0.0', undefined],
  ['::1', undefined],
  ['::', undefined],
  ['fe80::1', undefined],
  ['febf::1', undefined],
  ['fec0::fd1', undefined],
  ['fd12:3456::1', 'private'],
  ['fc00::1', 'private'],
  ['2001:db8::1', 'public'],
  ['::ffff:127.0.0.1', undefined],
])('%s is %s', (address, kind) => {
  expect(addressKind(at('eth0', address))).toBe(kind);
});

test.each([
  ['eth0', 'network'],
  ['enp3s0', 'network'],
  ['wlan0', 'network'],
  ['Wi-Fi', 'network'],
  ['en0', 'network'],
  ['br0', 'network'],
  ['tun0', 'vpn'],
  ['wg0', 'vpn'],
  ['utun4', 'vpn'],
  ['tailscale0', 'vpn'],
  ['docker0', 'inside'],
  ['br-1a2b3c', 'inside'],
  ['veth12', 'inside'],
  ['vmnet8', 'inside'],
  ['vEthernet (WSL)', 'inside'],
  ['bridge100', 'inside'],
])('%s leads to a %s', (name, kind) => {
  expect(interfaceKind(name)).toBe(kind);
});

const home = [
  at('docker0', '172.17.0.1'),
  at('tun0', '10.8.0.2'),
  at('wlan0', 'fd00::5'),
  at('wlan0', '2001:db8::5'),
  at('eth1', '169.254.1.1'),
  at('wlan0', '192.168.1.5'),
  at('eth0', '100.64.0.9'),
  at('lo', '127.0.0.1'),
];

describe('the addresses of a computer', () => {
  test('come with those of a network first, and public ones last', () => {
    expect(addressesOf(offeredOf(home))).toEqual([
      '192.168.1.5',
      'fd00::5',
      '100.64.0.9',
      '169.254.1.1',
      '172.17.0.1',
      '10.8.0.2',
      '2001:db8::5',
    ]);
  });

  test('are all chosen but public ones and those of a tunnel', () => {
    expect(addressesOf(chosenOf(offeredOf(home), {}))).toEqual([
      '192.168.1.5',
      'fd00::5',
      '100.64.0.9',
      '169.254.1.1',
      '172.17.0.1',
    ]);
  });

  test('are chosen as a person says, a public one by itself alone', () => {
    const choice = { wlan0: false, tun0: true, docker0: false, eth0: false, eth1: false, '2001:db8::5': true };
    expect(addressesOf(chosenOf(offeredOf(home), choice))).toEqual(['10.8.0.2', '2001:db8::5']);
    const elsewhere = [at('wlan0', '2001:db8::6')];
    expect(chosenOf(offeredOf(elsewhere), { wlan0: true, '2001:db8::5': true })).toEqual([]);
  });

  test('never hold a public one that nobody agreed to', () => {
    const part = fc.integer({ min: 0, max: 255 });
    const address = fc.tuple(part, part, part, part).map((parts) => parts.join('.'));
    const name = fc.constantFrom('eth0', 'wlan0', 'tun0', 'docker0');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, address)), fc.dictionary(name, fc.boolean()), (pairs, choice) => {
        const chosen = chosenOf(offeredOf(pairs.map(([one, ip]) => at(one, ip))), choice);
        expect(chosen.filter(({ kind }) => kind === 'public')).toEqual([]);
      }),
    );
  });
});

describe('the address of links', () => {
  const offered = offeredOf([...home, at('eth2', '192.168.7.7')]);
  const all = addressesOf(offered);

  test('is that of the way to the internet', () => {
    expect(linkAddress(offered, all, ['192.168.7.7'])?.address).toBe('192.168.7.7');
  });

  test('is the best one where that way is a tunnel or another kind of address, or nobody listens there', () => {
    for (const routed of ['10.8.0.2', '172.17.0.1', '100.64.0.9'])
      expect(linkAddress(offered, all, [routed])?.address).toBe('192.168.1.5');
    expect(linkAddress(offered, ['192.168.1.5'], ['192.168.7.7'])?.address).toBe('192.168.1.5');
  });

  test('is what is listened on, if that is IPv6 only, and none without any', () => {
    expect(linkAddress(offered, ['fd00::5'], ['192.168.1.5'])?.address).toBe('fd00::5');
    expect(linkAddress(offered, [], ['192.168.1.5'])).toBeUndefined();
  });
});

test('a tunnel is seen by the way to the internet', () => {
  expect(tunnelOf(offeredOf(home), ['10.8.0.2'])?.interfaceName).toBe('tun0');
  expect(tunnelOf(offeredOf(home), ['192.168.1.5'])).toBeUndefined();
});

import { expect, test } from 'vitest';
import {
  addressNow,
  isMoved,
  noReach,
  opensOnNetwork,
  originOf,
  type NetworkReach,
} from '../../../main/core/model/nearby/network-reach';
import { reachOfRow } from '../../../main/core/model/nearby/row-reach';

const here = 'http://127.0.0.1:20001';
const lan = 'http://192.168.1.5:20001';
const open: NetworkReach = { ...noReach, isOn: true, listening: ['192.168.1.5', 'fd00::5'], origin: lan };
const closed: NetworkReach = { ...noReach, origin: here };

test.each([
  ['the address of links', open, lan, true, false],
  ['another address that is open', open, 'http://[fd00::5]:20001', true, false],
  ['an address of before', open, 'http://10.0.0.5:20001', false, true],
  ['a link of before it was open', open, undefined, false, true],
  ['a link of the network once it is closed', closed, lan, false, true],
  ['a link of here once it is closed', closed, undefined, false, false],
  ['a link before the bucket has run', noReach, lan, false, false],
] as const)('%s', (_name, reach, linkEndpoint, opens, moved) => {
  const share = { endpoint: here, ...(linkEndpoint !== undefined && { linkEndpoint }) };
  expect([opensOnNetwork(reach, linkEndpoint), isMoved(reach, share)]).toEqual([opens, moved]);
  expect(reachOfRow(share, { kind: 'embedded' }, reach)).toBe(opens ? 'private' : 'loopback');
  expect(reachOfRow({ endpoint: 'https://s3.example.com' }, { kind: 's3' }, reach)).toBe('public');
});

test.each([
  [`${here}/mayfly/d/`, lan, `${lan}/mayfly/d/`],
  [`${lan}/mayfly/d/abc`, 'http://[fd00::5]:20001', 'http://[fd00::5]:20001/mayfly/d/abc'],
  ['http://[fd00::5]:20001/mayfly/d', here, `${here}/mayfly/d`],
  ['https://go.example.com/d', lan, 'https://go.example.com/d'],
  ['http://192.168.1.9:8080/d', lan, 'http://192.168.1.9:8080/d'],
  ['http://127.0.0.1:20999/d', lan, `${lan}/d`],
  ['http://192.168.1.5/d', lan, 'http://192.168.1.5/d'],
  ['http://nas.home:9000/d', lan, 'http://nas.home:9000/d'],
])('short links below %s are at %s now', (address, origin, now) => {
  expect(addressNow(address, origin)).toBe(now);
});

test('an address stands in a URL as browsers write it', () => {
  expect([originOf('192.168.1.5', 80), originOf('FD00::0:5', 20_001)]).toEqual([
    'http://192.168.1.5',
    'http://[fd00::5]:20001',
  ]);
});

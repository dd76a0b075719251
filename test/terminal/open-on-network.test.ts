// `--nearby` says where links open and what may keep them from that, and fails before anything is shared where nobody could open one.
import { expect, test } from 'vitest';
import { noReach, type NetworkReach } from '../../main/core/model/nearby/network-reach';
import { openNearby, sayNearby } from '../../main/terminal/commands/open-on-network';
import { createFakeApp } from '../fakes/fake-app';
import { parseLine } from '../schema-version';
import { rejected } from '../fakes/failing';

const open: NetworkReach = { ...noReach, isOn: true, listening: ['192.168.1.5'], origin: 'http://192.168.1.5:20001' };
const firewall = { kind: 'firewall', firewall: 'ufw', command: 'sudo ufw allow 20001/tcp' } as const;

function said(reach: NetworkReach, json: boolean): readonly string[] {
  const lines: string[] = [];
  sayNearby({ json }, createFakeApp({ reach }), { say: (line) => void lines.push(line) });
  return lines;
}

test('it opens the network for its own time, and shares to the bucket on this computer', async () => {
  const app = createFakeApp({ reach: open });
  const choice = await openNearby(app);
  expect([app.calls, choice.kind]).toEqual([[['openOnNetworkForNow']], 'known']);
});

test.each([
  [{ kind: 'no-network' }, 'it is in no network'],
  [{ kind: 'not-listening', port: 20_001 }, 'another program uses port {{port}} there'],
] as const)('with %o it fails', async (obstacle, reason) => {
  const failure = await rejected(openNearby(createFakeApp({ reach: { ...noReach, isOn: true, obstacle } })));
  expect(failure).toMatchObject({ code: 'network-closed', detail: { reason } });
});

test.each([
  [open, ['mayfly: links open on this network while this command runs.']],
  [
    { ...open, obstacle: firewall },
    [
      'mayfly: links open on this network while this command runs.',
      'mayfly: the firewall ufw may keep others away; if a link does not open: sudo ufw allow 20001/tcp',
    ],
  ],
])('of %o it says', (reach, lines) => {
  expect(said(reach, false)).toEqual(lines);
});

test('with --json it says the same as data', () => {
  expect(said({ ...open, obstacle: firewall }, true).map(parseLine)).toEqual([
    { nearby: { addresses: ['192.168.1.5'], obstacle: firewall } },
  ]);
});

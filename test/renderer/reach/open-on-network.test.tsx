// "Open on this network": asked once, in the settings and where files go; what keeps links from opening is said.
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ReachView } from '../../../preload/views/reach-view';
import { refused } from '../fake-bridge';
import { choose, openWindow } from '../open-window';
import { connection, embedded, emptyView, failure, share } from '../views';

const wifi = { key: 'wlan0', interfaceName: 'wlan0', addresses: ['192.168.1.5'], kind: 'network', isOn: true } as const;
const open: ReachView = { isOn: true, address: '192.168.1.5:20001', addresses: [wifi] };
const here = () => embedded({ reach: 'private', encryption: 'usual' });
const dialog = () => screen.findByRole('dialog', { name: 'Open on this network?' });

async function openSettings(network: ReachView) {
  const opened = await openWindow(emptyView({ network }));
  await opened.user.click(screen.getByRole('button', { name: 'Settings' }));
  return opened;
}

test('the tray leads to the question', async () => {
  const { user, push, asked } = await openWindow(emptyView());
  push(emptyView({ visit: { sequence: 1, screen: 'settings', dialog: 'open-on-network' } }));
  await dialog();
  expect(asked('reach:open')).toEqual([]);
  await user.click(within(await dialog()).getByRole('button', { name: 'Open on this network' }));
  expect(asked('reach:open')).toEqual([[{ isOn: true, isDestination: false }]]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

describe('where files go', () => {
  test('the dialog asks, and nothing is opened before the answer', async () => {
    const { user, asked } = await openWindow(emptyView({ connections: [embedded(), connection()] }));
    await choose(user, 'Files go to', 'This network…');
    expect((await dialog()).textContent).toContain('People on this Wi-Fi can open the link while this computer is on.');
    await user.keyboard('{Escape}');
    expect(asked('reach:open')).toEqual([]);
    await choose(user, 'Files go to', 'This network…');
    await user.click(within(await dialog()).getByRole('button', { name: 'Open on this network' }));
    expect(asked('reach:open')).toEqual([[{ isOn: true, isDestination: true }]]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('a bucket that cannot be started says why in the dialog', async () => {
    const { user } = await openWindow(emptyView(), {
      before: (fake) => fake.answer('reach:open', refused(failure({ message: 'The port is taken.' }))),
    });
    await choose(user, 'Files go to', 'This network…');
    const asks = within(await dialog());
    await user.click(asks.getByRole('button', { name: 'Open on this network' }));
    expect((await asks.findByRole('alert')).textContent).toContain('The port is taken.');
  });

  test('while it is open the sentence says so, what is shared is encrypted, and one choice closes it', async () => {
    const { user, asked } = await openWindow(emptyView({ connections: [here()], network: open }));
    const zone = screen.getByRole('region', { name: 'Drop files here' });
    expect(zone.textContent).toContain('on this network');
    expect(within(zone).getByRole('button', { name: 'Switch off: encrypted' })).toBeDefined();
    await choose(user, 'Files go to', 'This computer only');
    expect(asked('reach:open')).toEqual([[{ isOn: false, isDestination: true }]]);
  });
});

describe('the settings', () => {
  test('the switch asks before it opens, and closes at once', async () => {
    const { user, asked, push } = await openSettings({ isOn: false, addresses: [] });
    await user.click(screen.getByRole('switch', { name: 'Open on this network' }));
    await user.click(within(await dialog()).getByRole('button', { name: 'Open on this network' }));
    push(emptyView({ network: open }));
    expect(screen.getByText('Links open at 192.168.1.5:20001 while this computer is on.')).toBeDefined();
    await user.click(screen.getByRole('switch', { name: 'Open on this network' }));
    expect(asked('reach:open')).toEqual([
      [{ isOn: true, isDestination: false }],
      [{ isOn: false, isDestination: false }],
    ]);
  });

  test.each([
    [{ kind: 'no-network' }, 'This computer is in no network.'],
    [{ kind: 'not-listening', port: 20_001 }, 'Another program has port 20001 on this network'],
    [{ kind: 'vpn', interfaceName: 'wg0' }, 'The VPN “wg0” takes everything'],
    [{ kind: 'firewall', firewall: 'ufw', command: 'sudo ufw allow 20001/tcp' }, 'sudo ufw allow 20001/tcp'],
  ] as const)('say what keeps links from opening: %o', async (obstacle, text) => {
    await openSettings({ ...open, obstacle });
    expect(screen.getByRole('main').textContent).toContain(text);
  });

  test('a public address is asked about a second time, another one is not', async () => {
    const docker = {
      ...wifi,
      key: 'docker0',
      interfaceName: 'docker0',
      addresses: ['172.17.0.1'],
      kind: 'inside',
    } as const;
    const wide = { ...wifi, key: '203.0.113.9', addresses: ['203.0.113.9'], kind: 'public', isOn: false } as const;
    const { user, asked } = await openSettings({ ...open, addresses: [wifi, docker, wide] });
    await user.click(screen.getByRole('switch', { name: 'docker0: 172.17.0.1' }));
    await user.click(screen.getByRole('switch', { name: 'wlan0: 203.0.113.9' }));
    expect(asked('reach:choose')).toEqual([[{ key: 'docker0', isOn: false }]]);
    const question = within(await screen.findByRole('dialog', { name: 'Open at a public address?' }));
    await user.click(question.getByRole('button', { name: 'Open there' }));
    expect(asked('reach:choose')).toEqual([[{ key: 'docker0', isOn: false }], [{ key: '203.0.113.9', isOn: true }]]);
  });
});

describe('a row', () => {
  const nowMs = Date.now();
  const row = () => screen.getByRole('listitem', { name: /report\.pdf/ });
  const titles = () =>
    [...row().querySelectorAll('[title]')].map(({ textContent, attributes }) => [
      textContent,
      attributes.getNamedItem('title')?.value,
    ]);
  test.each([
    [{ nearby: {} }, ['this network', 'Opens on this network while this computer is on.']],
    [
      { nearby: { obstacle: { kind: 'firewall', firewall: 'ufw', command: 'sudo ufw allow 9/tcp' } } },
      [
        'behind a firewall',
        'The firewall ufw may keep others away. If the link does not open, run sudo ufw allow 9/tcp in a terminal.',
      ],
    ],
  ] as const)('says where it opens: %o', async (change, fact) => {
    await openWindow(emptyView({ network: open, shares: [share(nowMs, { reach: 'private', ...change })] }));
    expect(titles()).toContainEqual(fact);
  });

  test('says that the address has changed since', async () => {
    await openWindow(emptyView({ network: open, shares: [share(nowMs, { reach: 'loopback', isMoved: true })] }));
    expect(titles()).toContainEqual([
      'address changed',
      'The address of this computer has changed since: copy the link again.',
    ]);
  });
});

describe('the PIN for devices', () => {
  const asks = { ...open, asksPin: true } as const;

  test('is offered while it is open', async () => {
    const { user, asked, push } = await openSettings({ isOn: false, addresses: [] });
    expect(screen.queryByRole('switch', { name: 'Ask for a PIN' })).toBeNull();
    push(emptyView({ network: open }));
    await user.click(screen.getByRole('switch', { name: 'Ask for a PIN' }));
    expect(asked('settings:save')).toEqual([[{ asksDevicePin: true }]]);
    expect(asked('nearby:pin')).toEqual([]);
  });

  test('is shown, and changed', async () => {
    const opened = await openWindow(emptyView({ network: asks }));
    const { user, answer } = opened;
    answer('nearby:pin', { ok: true, value: { pin: '012345', isKept: true } });
    answer('nearby:new-pin', { ok: true, value: { pin: '987654', isKept: false } });
    await user.click(screen.getByRole('button', { name: 'Settings' }));
    expect((await screen.findByRole('status', { name: 'PIN of this computer' })).textContent).toBe('012 345');
    await user.click(screen.getByRole('button', { name: 'New PIN' }));
    expect(screen.getByRole('status', { name: 'PIN of this computer' }).textContent).toBe('987 654');
    expect(screen.getByText(/Without a keychain/)).toBeDefined();
  });
});

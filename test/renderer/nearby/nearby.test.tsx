// Devices nearby in the window: the question about what they offer, the list of what comes and goes, and where files go.
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { NearbyView, OfferView, SendingView } from '../../../preload/views/nearby-view';
import { choose, item, openWindow } from '../open-window';
import { emptyView, failure } from '../views';

const nothing: NearbyView = { devices: [], sending: [], received: [] };
const view = (nearby: Partial<NearbyView>) =>
  emptyView({ network: { isOn: true, addresses: [], nearby: { ...nothing, ...nearby } } });
const offer: OfferView = {
  id: 'o1',
  sender: 'Pixel',
  address: '192.168.1.7',
  files: [
    { path: 'Trip/a.jpg', sizeBytes: 2_000_000 },
    { path: 'b.pdf', sizeBytes: 1_000 },
  ],
  fileCount: 3,
  sizeBytes: 3_000_000,
};
const sending: SendingView = {
  id: 's1',
  device: 'Pixel',
  phase: 'sending',
  name: 'film.mp4',
  fileCount: 1,
  sizeBytes: 4_000_000,
  sentBytes: 1_000_000,
};

describe('"Receive files?"', () => {
  const dialog = () => screen.findByRole('dialog', { name: 'Receive files?' });

  test('names sender, files and sizes, and its first focus declines', async () => {
    const { user, asked } = await openWindow(view({ offer }));
    const asks = within(await dialog());
    for (const text of ['Pixel, 192.168.1.7', '3 files, 3 MB', 'a.jpg', '2 MB', 'and 1 more']) {
      expect((await dialog()).textContent).toContain(text);
    }
    expect(document.activeElement).toBe(asks.getByRole('button', { name: 'Decline' }));
    await user.keyboard('{Enter}');
    expect(asked('nearby:answer')).toEqual([[{ offerId: 'o1', accepts: false }]]);
  });

  test.each<[string, string, boolean]>([
    ['Accept', 'click', true],
    ['Escape', '{Escape}', false],
  ])('%s answers', async (name, how, accepts) => {
    const { user, asked } = await openWindow(view({ offer }));
    const asks = within(await dialog());
    if (how === 'click') await user.click(asks.getByRole('button', { name }));
    else await user.keyboard(how);
    expect(asked('nearby:answer')).toEqual([[{ offerId: 'o1', accepts }]]);
  });

  test('shows a message, and goes with the offer', async () => {
    const { push } = await openWindow(view({ offer: { ...offer, text: 'Meet at 5', files: [], fileCount: 1 } }));
    expect((await dialog()).textContent).toContain('Meet at 5');
    push(view({}));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('the list "Nearby"', () => {
  test('is there only when something came or went', async () => {
    await openWindow(view({ devices: [{ id: 'F', name: 'Pixel' }] }));
    expect(screen.queryByRole('list', { name: 'Nearby' })).toBeNull();
  });

  test('shows what goes, and ends it', async () => {
    const { user, asked } = await openWindow(view({ sending: [sending] }));
    const row = within(item('Nearby', 'film.mp4'));
    expect(row.getByRole('progressbar').getAttribute('value')).toBe('25');
    expect(item('Nearby', 'film.mp4').textContent).toContain('Sending to Pixel · 1 MB of 4 MB'.replace(' · ', ''));
    await user.click(row.getByRole('button', { name: 'Stop' }));
    expect(asked('nearby:stop-sending')).toEqual([[{ sendingId: 's1' }]]);
  });

  test('asks for the PIN that a device wants, and sends again with it', async () => {
    const failed = failure({ code: 'device-pin-needed', message: '“Pixel” asks for a PIN.' });
    const { user, asked } = await openWindow(
      view({ sending: [{ ...sending, phase: 'failed', failure: failed, wantsPin: true }] }),
    );
    const row = within(item('Nearby', 'film.mp4'));
    await user.type(row.getByRole('textbox', { name: 'PIN of Pixel' }), '4711{Enter}');
    expect(asked('nearby:send-again')).toEqual([[{ sendingId: 's1', pin: '4711' }]]);
  });

  test('shows what came: in its folder, removed, or out of the list', async () => {
    const received = [{ id: 'r1', sender: 'Pixel', fileCount: 2, sizeBytes: 5_000, atMs: Date.now() }];
    const { user, asked } = await openWindow(view({ received }));
    const row = within(item('Nearby', '2 files from Pixel'));
    for (const name of ['Show in folder', 'Remove these files', 'Dismiss'])
      await user.click(row.getByRole('button', { name }));
    const id = [[{ receivedId: 'r1' }]];
    expect([asked('nearby:reveal'), asked('nearby:undo'), asked('nearby:forget')]).toEqual([id, id, id]);
  });

  test('shows what is coming, and ends it', async () => {
    const receiving = { sender: 'Pixel', fileCount: 3, savedCount: 1, sizeBytes: 4_000_000, receivedBytes: 1_000_000 };
    const { user, asked } = await openWindow(view({ receiving }));
    await user.click(within(item('Nearby', 'Receiving from Pixel')).getByRole('button', { name: 'Stop' }));
    expect(asked('nearby:stop-receiving')).toEqual([[]]);
  });
});

describe('the list "From devices nearby"', () => {
  const title = 'From devices nearby';
  const row = { id: 'r1', sender: 'Pixel', fileCount: 2, sizeBytes: 5_000, missingCount: 1, atMs: Date.now() };
  const files = [
    { path: 'Trip/a.jpg', sizeBytes: 4_000 },
    { path: 'b.pdf', sizeBytes: 1_000 },
  ];
  async function openRequests(rows: readonly object[]) {
    const opened = await openWindow(emptyView());
    opened.answer('nearby:arrivals', { ok: true, value: rows });
    opened.answer('nearby:arrived-files', { ok: true, value: { folder: '/home/me/Mayfly', files, fileCount: 5 } });
    await opened.user.click(within(screen.getByRole('navigation')).getByRole('button', { name: 'Requests' }));
    await screen.findByRole('heading', { level: 1, name: 'Requests' });
    return opened;
  }

  test('is not there while nothing came', async () => {
    await openRequests([]);
    expect(screen.queryByRole('list', { name: title })).toBeNull();
  });

  test('says who sent what, and shows the files of a row that is pressed', async () => {
    const { user, asked } = await openRequests([row]);
    const name = '2 files from Pixel';
    expect((await screen.findByRole('list', { name: title })).textContent).toContain('1 did not come');
    await user.click(within(item(title, name)).getByRole('button', { name }));
    expect(asked('nearby:arrived-files')).toEqual([[{ receivedId: 'r1' }]]);
    for (const text of ['/home/me/Mayfly', 'a.jpg', '4 kB', 'and 3 more'])
      expect(item(title, name).textContent).toContain(text);
    await user.click(within(item(title, name)).getByRole('button', { name: 'Show in folder' }));
    expect(asked('nearby:reveal')).toEqual([[{ receivedId: 'r1' }]]);
  });

  test.each([
    ['Remove these files', 'nearby:undo'],
    ['Remove from this list', 'nearby:unlist'],
  ] as const)('%s', async (entry, channel) => {
    const { user, asked } = await openRequests([{ ...row, fileCount: 1, name: 'film.mp4' }]);
    await screen.findByRole('list', { name: title });
    await user.click(within(item(title, 'film.mp4')).getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: entry }));
    expect(asked(channel)).toEqual([[{ receivedId: 'r1' }]]);
  });

  test('is asked for again with every change', async () => {
    const { push, answer } = await openRequests([row]);
    answer('nearby:arrivals', { ok: true, value: [{ ...row, id: 'r2', sender: 'Desk' }, row] });
    push({ ...emptyView(), requestChanges: 7 });
    expect(await screen.findByRole('listitem', { name: '2 files from Desk' })).toBeDefined();
  });
});

describe('"Files go to"', () => {
  const devices = [{ id: 'FP', name: 'Pixel' }];
  const share = async (user: Awaited<ReturnType<typeof openWindow>>['user']) =>
    user.click(screen.getByRole('button', { name: 'Choose files' }));

  test('lists devices; files go there, and nothing is said of a link', async () => {
    const { user, asked } = await openWindow(view({ devices }));
    await choose(user, 'Files go to', 'Pixel');
    expect(screen.queryByRole('combobox', { name: 'Link expires in' })).toBeNull();
    await share(user);
    expect(asked('files:choose')).toEqual([[{ choice: 'files', options: { deviceId: 'FP' } }]]);
    await choose(user, 'Files go to', 'This network');
    expect(screen.getByRole('combobox', { name: 'Link expires in' })).toBeDefined();
  });

  test('takes a device that nobody hears by its address, and says where a drop goes', async () => {
    const { user, asked, answer } = await openWindow(view({}));
    answer('nearby:find', { ok: true, value: { id: 'FP', name: 'Quiet' } });
    await choose(user, 'Files go to', 'Another device…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Send to another device' }));
    expect(document.activeElement).toBe(dialog.getByRole('textbox', { name: 'Address' }));
    await user.keyboard('192.168.0.7 ');
    await user.click(dialog.getByRole('button', { name: 'Find' }));
    expect(asked('nearby:find')).toEqual([[{ address: '192.168.0.7' }]]);
    expect(screen.queryByRole('dialog')).toBeNull();
    await share(user);
    expect(asked('files:choose')).toEqual([[{ choice: 'files', options: { deviceId: 'FP' } }]]);
  });

  test('stays on a device that has gone: its files never become a link unasked', async () => {
    const { user, asked, push } = await openWindow(view({ devices }));
    await choose(user, 'Files go to', 'Pixel');
    push(view({ devices: [] }));
    await share(user);
    expect(asked('files:choose')).toEqual([[{ choice: 'files', options: { deviceId: 'FP' } }]]);
  });
});

// File requests in the window: one press makes one, the list says what arrived, and a guest's words are only text.
import { screen, within } from '@testing-library/react';
import { act } from 'react';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../preload/contract';
import type { FileRequestView } from '../../preload/views/file-request-views';
import { entriesOf } from '../../renderer/app/requests/arrival-groups';
import { changeOf, errorsOf, usualValues, valuesOf } from '../../renderer/app/requests/request-form';
import { fateWords, lateWords } from '../../renderer/app/requests/request-words';
import { refused } from './fake-bridge';
import { choose, item, openWindow } from './open-window';
import { arrival, connection, embedded, emptyView, failure, fileRequest, hourMs } from './views';

const nowMs = Date.now();
const withRequest = (change: Partial<FileRequestView> = {}) =>
  emptyView({ fileRequests: [fileRequest(nowMs, change)], requestChanges: 1 });

async function openList(view = withRequest()) {
  const opened = await openWindow(view);
  await opened.user.click(within(screen.getByRole('navigation')).getByRole('button', { name: 'Requests' }));
  await screen.findByRole('heading', { level: 1, name: 'Requests' });
  return opened;
}

async function openForm(view = emptyView()) {
  const opened = await openWindow(view);
  opened.push({ ...view, visit: { sequence: 1, screen: 'requests', dialog: 'request-files' } });
  const dialog = await screen.findByRole('dialog', { name: 'Request files' });
  const group = (name: 'Limits' | 'Advanced') => opened.user.click(within(dialog).getByRole('button', { name }));
  const make = () => opened.user.click(within(dialog).getByRole('button', { name: 'Make and copy link' }));
  return { ...opened, dialog, group, make };
}

describe('the form', () => {
  test('with the defaults a request is one press, and the list is shown', async () => {
    const { asked, answer, make } = await openForm();
    answer('file-requests:make', { ok: true, value: { requestId: 'r-1', isCopied: true } });
    await make();
    expect(asked('file-requests:make')).toEqual([
      [
        {
          title: 'Files',
          expirySeconds: 604_800,
          files: 100,
          bytes: 5_000_000_000,
          types: 'any',
          isOnce: false,
          mostLeaseSeconds: 86_400,
          saving: { kind: 'usual' },
        },
      ],
    ]);
    expect(await screen.findByRole('heading', { level: 1, name: 'Requests' })).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('is title, message and end; the rest is in two groups that say what they hold', async () => {
    const { dialog, group } = await openForm();
    const seen = () => ['textbox', 'combobox', 'switch'].flatMap((role) => within(dialog).queryAllByRole(role)).length;
    expect(seen()).toBe(3);
    const limits = within(dialog).getByRole('button', { name: 'Limits' });
    expect(limits.textContent).toContain('Up to 100 files of at most 5 GB each, any kind');
    await group('Limits');
    expect(dialog.textContent).toContain('The storage itself holds guests to the number and the size');
    await group('Advanced');
    expect(seen()).toBe(10);
  });

  // Once only the row of the finished request said it.
  test('says beforehand that the page opens on this computer only', async () => {
    const { push, dialog } = await openForm(
      emptyView({ connections: [embedded({ isDefault: true, reach: 'loopback' })] }),
    );
    expect(dialog.textContent).toContain('Only this computer can send: the page opens nowhere else.');
    push(emptyView({ connections: [connection({ isDefault: true })] }));
    expect(dialog.textContent).not.toContain('Only this computer');
  });

  test('asks for slots of an hour, and says what that costs', async () => {
    const { user, asked, dialog, group, make } = await openForm();
    await group('Advanced');
    await choose(user, 'While Mayfly is off, guests can send for', '1 hour');
    expect(dialog.textContent).toContain('After 1 hour the page waits until Mayfly runs again');
    await make();
    expect(asked('file-requests:make')).toMatchObject([[{ mostLeaseSeconds: 3_600 }]]);
  });

  test('says beforehand that sizes are only looked at on arrival, and what is wrong with a number', async () => {
    const put = connection({
      isDefault: true,
      fileRequests: { kind: 'put', asks: false, keptByStorage: ['count', 'type'] },
    });
    const { user, asked, dialog, group, make } = await openForm(emptyView({ connections: [put] }));
    await group('Limits');
    expect(dialog.textContent).toContain('not to their size');
    const files = within(dialog).getByRole('textbox', { name: 'Files at most' });
    await user.clear(files);
    await user.type(files, '1001');
    // Where it is collapsed again it opens with its error.
    await group('Limits');
    await make();
    expect(dialog.textContent).toContain('A number from 1 to 1,000.');
    expect(asked('file-requests:make')).toEqual([]);
  });

  test('gives the reason and the remedy where a connection takes no requests, and another connection may', async () => {
    const reason = failure({ code: 'request-unsafe', message: 'Not safe there.', next: 'Update the server.' });
    const unsafe = connection({ isDefault: true, fileRequests: { kind: 'none', failure: reason } });
    const { user, asked, dialog, make } = await openForm(
      emptyView({ connections: [unsafe, connection({ id: 'c-2', name: 'Other' })] }),
    );
    expect(within(dialog).getByRole('alert').textContent).toContain('Not safe there.');
    expect(within(dialog).getByRole('alert').textContent).toContain('Update the server.');
    await make();
    expect(asked('file-requests:make')).toEqual([]);
    await choose(user, 'Stored in', 'Other');
    await make();
    expect(asked('file-requests:make')).toMatchObject([[{ connectionId: 'c-2' }]]);
  });

  test.each([
    ['is asked for', undefined],
    ['is demanded by the connection', 'demanded'],
  ] as const)('that guests encrypt %s, up to what their browsers hold', async (_how, encryption) => {
    const one = connection({ isDefault: true, ...(encryption !== undefined && { encryption }) });
    const { user, asked, dialog, group, make } = await openForm(emptyView({ connections: [one] }));
    await group('Advanced');
    const encrypt = within(dialog).getByRole('switch', { name: 'Encrypt to this computer' });
    expect(encrypt.getAttribute('aria-checked')).toBe(String(encryption === 'demanded'));
    // Where it is demanded nothing switches it off.
    await user.click(encrypt);
    expect(encrypt.getAttribute('aria-checked')).toBe('true');
    await make();
    expect(asked('file-requests:make')).toMatchObject([[{ encrypt: true, bytes: 500_000_000 }]]);
  });

  test.each([
    ['off', false],
    ['on', true],
  ] as const)(
    'has a switch for a short link, which the connection has usually %s, and asks for the other',
    async (_how, isUsual) => {
      const doors = {
        bucket: 'doors',
        prefix: '',
        address: 'https://go.example.com',
        isUsual,
        state: 'proven',
      } as const;
      const bare = connection({ id: 'c-2', name: 'Bare' });
      const { user, asked, answer, dialog, group, make } = await openForm(
        emptyView({ connections: [connection({ isDefault: true, doors }), bare] }),
      );
      await group('Advanced');
      // It stays open, to be asked again.
      answer('file-requests:make', refused(failure({ message: 'The server cannot be reached.' })));
      const door = () => within(dialog).queryByRole('switch', { name: 'Short link' });
      expect(door()?.getAttribute('aria-checked')).toBe(String(isUsual));
      await user.click(within(dialog).getByRole('switch', { name: 'Short link' }));
      const name = () => within(dialog).queryByRole('textbox', { name: 'Name of the short link' });
      expect(name() !== null).toBe(!isUsual);
      if (!isUsual) await user.type(within(dialog).getByRole('textbox', { name: 'Name of the short link' }), 'Papers');
      await choose(user, 'Stored in', 'Bare');
      expect([door(), name()]).toEqual([null, null]);
      await make();
      await choose(user, 'Stored in', 'Studio');
      expect(door()?.getAttribute('aria-checked')).toBe(String(!isUsual));
      await make();
      const [elsewhere, here] = asked('file-requests:make');
      expect(elsewhere?.[0]).not.toHaveProperty('door');
      expect(elsewhere?.[0]).not.toHaveProperty('doorName');
      expect(here?.[0]).toMatchObject(isUsual ? { door: false } : { door: true, doorName: 'papers' });
    },
  );

  test.each(['unproven', 'shares-public'] as const)('offers no short link where they are %s', async (state) => {
    const doors = { bucket: 'doors', prefix: '', address: 'https://go.example.com', isUsual: true, state };
    const { dialog, group } = await openForm(emptyView({ connections: [connection({ isDefault: true, doors })] }));
    await group('Advanced');
    expect(within(dialog).getAllByRole('switch')).toHaveLength(1);
    expect(within(dialog).queryByRole('switch', { name: 'Short link' })).toBeNull();
  });

  test('stays open with the words of a failure', async () => {
    const { answer, dialog, make } = await openForm();
    answer('file-requests:make', refused(failure({ message: 'The server cannot be reached.' })));
    await make();
    expect((await within(dialog).findByRole('alert')).textContent).toContain('The server cannot be reached.');
  });
});

describe('what is typed', () => {
  test.each([
    ['', 'titleless'],
    ['  ', 'blank'],
  ])('a title of %j is refused', (title) => {
    expect(errorsOf({ ...usualValues(), title }).title).toBeDefined();
  });

  test.each(['0', '1001', '1.5', '', '-3', 'ten'])('%j files are refused', (files) => {
    expect(errorsOf({ ...usualValues(), files }).files).toBeDefined();
  });

  test('a request that is edited asks for no fewer files, and only what differs is sent', () => {
    const before = fileRequest(nowMs, { files: 10, isOnce: true, types: 'pictures', message: 'hi' });
    const values = valuesOf(before);
    expect(errorsOf({ ...values, files: '9' }, before.files).files).toBeDefined();
    expect(changeOf(values, before)).toBeUndefined();
    expect(changeOf({ ...values, files: '12', types: 'any', isOnce: false, message: '' }, before)).toEqual({
      files: 12,
      types: 'any',
      isOnce: false,
      message: '',
    });
    expect(changeOf({ ...values, mostLeaseSeconds: 3_600 }, before)).toEqual({ mostLeaseSeconds: 3_600 });
    expect(changeOf({ ...values, place: 'bucket' }, before)).toEqual({ saving: { kind: 'bucket' } });
  });
});

describe('the list', () => {
  test('says what will stand there', async () => {
    await openList(emptyView());
    expect(screen.getByRole('heading', { level: 2, name: 'No requests yet' })).toBeTruthy();
  });

  test('names a request by its title, and copies, saves and closes it', async () => {
    const { user, asked, answer } = await openList(withRequest({ arrived: 3, waiting: 2, saved: 1, refused: 1 }));
    answer('file-requests:copy-link', { ok: true, value: { isCopied: true } });
    const row = item('Requests', 'Photos of the party');
    expect(row.textContent).toContain('3 of 100 files');
    expect(row.textContent).toContain('2 in the bucket only');
    expect(row.textContent).toContain('1 refused');
    await user.click(within(row).getByRole('button', { name: 'Copy link' }));
    await user.click(within(row).getByRole('button', { name: 'Save all' }));
    await user.click(within(row).getByRole('button', { name: 'Close request' }));
    const confirm = await screen.findByRole('dialog', { name: 'Close this request?' });
    expect(confirm.textContent).toContain('could still send until');
    await user.click(within(confirm).getByRole('button', { name: 'Close it' }));
    for (const name of ['file-requests:copy-link', 'file-requests:save', 'file-requests:close'] as const) {
      expect(asked(name)).toEqual([[{ requestId: 'r-1' }]]);
    }
    expect(asked('file-requests:look-all').length).toBeGreaterThan(0);
  });

  test('shows how far saving is, and stops it', async () => {
    const saving = { files: 4, savedFiles: 1, bytes: 4_000, savedBytes: 1_500 };
    const { folder: _none, ...kept } = fileRequest(nowMs, { waiting: 3, saving });
    const { user, asked, push } = await openList(emptyView({ fileRequests: [kept] }));
    expect(screen.getByRole('progressbar', { name: 'Saving Photos of the party' })).toHaveProperty('value', 37);
    await user.click(screen.getByRole('button', { name: 'Stop saving' }));
    expect(asked('file-requests:stop-saving')).toEqual([[{ requestId: 'r-1' }]]);
    // With a folder of its own it would begin again by itself.
    push(withRequest({ waiting: 3, saving }));
    expect(screen.queryByRole('button', { name: 'Stop saving' })).toBeNull();
  });

  test('a closed one has no link, and says until when a copied slot works', async () => {
    await openList(withRequest({ state: 'closed', closedAtMs: nowMs - hourMs }));
    const row = item('Requests', 'Photos of the party');
    expect(within(row).queryByRole('button', { name: 'Copy link' })).toBeNull();
    expect(row.textContent).toContain('could still send until');
    expect(lateWords(fileRequest(nowMs, { state: 'closed', slotsEndAtMs: nowMs - 1 }), nowMs)).toBeUndefined();
  });

  test.each([
    ['a closed one', { state: 'closed', closedAtMs: nowMs - hourMs }, ['Closed']],
    ['one that ended', { state: 'ended', expiresAtMs: nowMs - hourMs }, ['Link ended']],
    ['an open one', {}, ['Link ends', 'While Mayfly is off']],
  ] as const)('the facts of %s say nothing that holds of another', async (_which, change, expected) => {
    const { user } = await openList(withRequest(change));
    await user.click(screen.getByRole('button', { name: 'Show Photos of the party' }));
    await screen.findByRole('heading', { name: 'About this request' });
    const terms = [...document.querySelectorAll('dt')].map((term) => term.textContent);
    expect(terms.filter((term) => /^(Link end|Closed|While Mayfly)/.test(term))).toEqual(expected);
  });

  test('a request is deleted after the question what goes with it', async () => {
    const { user, asked } = await openList(withRequest({ arrived: 3, waiting: 2, saved: 1 }));
    await user.click(within(item('Requests', 'Photos of the party')).getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete request…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete request' });
    expect(dialog.textContent).toContain('2 files that are saved nowhere else');
    expect(document.activeElement?.textContent).toBe('Keep it');
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    expect(asked('file-requests:remove')).toEqual([[{ requestId: 'r-1' }]]);
  });
});

describe('a request with a short link', () => {
  const doorAddress = 'https://go.example.com/k7QmX2aB9cD4eF6g';
  const shown = 'go.example.com/k7QmX2aB9cD4eF6g';

  test('shows its address in its row, and says before closing that it opens nothing any more', async () => {
    const { user, asked } = await openList(withRequest({ doorAddress }));
    const row = item('Requests', 'Photos of the party');
    expect(within(row).getByText(shown)).toBeDefined();
    await user.click(within(row).getByRole('button', { name: 'Close request' }));
    const confirm = await screen.findByRole('dialog', { name: 'Close this request?' });
    expect(confirm.textContent).toContain(`could still send until`);
    expect(confirm.textContent).toContain(`${shown} opens nothing any more.`);
    await user.click(within(confirm).getByRole('button', { name: 'Close it' }));
    expect(asked('file-requests:close')).toEqual([[{ requestId: 'r-1' }]]);
  });

  test('keeps it with a later end', async () => {
    const { user } = await openList(withRequest({ doorAddress }));
    await user.click(within(item('Requests', 'Photos of the party')).getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Change end…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Change end' });
    expect(dialog.textContent).toContain(`${shown} stays the same`);
    expect(dialog.textContent).not.toContain('The link of before');
  });

  test('tells among its details until when it holds, and when Mayfly has to run for it', async () => {
    const door = { state: 'open', untilMs: nowMs + 14 * 24 * hourMs, renewByMs: nowMs + hourMs } as const;
    const { push } = await openWindow(withRequest({ doorAddress }), {
      before: ({ answer }) =>
        answer('file-requests:details', { ok: true, value: { host: 'h', bucket: 'b', door, arrivals: [] } }),
    });
    push({ ...withRequest({ doorAddress }), visit: { sequence: 1, screen: 'requests', requestId: 'r-1' } });
    expect(
      await screen.findByText(/^go\.example\.com\/k7Qm\S+, the same until .+, if Mayfly runs once before /),
    ).toBeDefined();
  });
});

test.each([true, false])(
  'a dialog that was left closes no other one, and its failure is a notice (ok: %s)',
  async (ok) => {
    const { user, answer } = await openList();
    let end: (outcome: Outcome<unknown>) => void = () => undefined;
    answer('file-requests:extend', () => new Promise((resolve) => (end = resolve)));
    const pick = async (name: string) => {
      await user.click(within(item('Requests', 'Photos of the party')).getByRole('button', { name: 'More' }));
      await user.click(await screen.findByRole('menuitem', { name }));
    };
    await pick('Change end…');
    await user.click(await screen.findByRole('button', { name: 'Make and copy it' }));
    await user.keyboard('{Escape}');
    await pick('Edit…');
    await screen.findByRole('dialog', { name: 'Edit request' });
    await act(async () => end(ok ? { ok, value: { isCopied: true } } : { ok, failure: failure() }));
    expect(screen.getByRole('dialog', { name: 'Edit request' })).toBeDefined();
    expect(screen.queryAllByText(/cannot be reached/)).toHaveLength(ok ? 0 : 1);
  },
);

describe('what arrived', () => {
  const details = (arrivals = [arrival(nowMs)]) =>
    ({ ok: true, value: { host: 's3.example.com', bucket: 'files', arrivals } }) as const;

  test('is listed with what the guest said, as text, and asked for again with every change', async () => {
    const fake = await openWindow(withRequest({ arrived: 2 }), {
      before: ({ answer }) =>
        answer(
          'file-requests:details',
          details([
            arrival(nowMs, { slot: 2, name: '<img src=x onerror=alert(1)>.jpg', sender: '<b>Mina</b>', note: 'a\nb' }),
            arrival(nowMs, { slot: 1, name: 'big.iso', state: 'refused', refusal: 'too-large', canOpen: false }),
            arrival(nowMs, { slot: 3, name: 'torn.jpg', state: 'arrived', isDamaged: true, canOpen: false }),
            arrival(nowMs, { slot: 4, name: 'up.txt', folderLost: true }),
          ]),
        ),
    });
    fake.push({ ...withRequest({ arrived: 2 }), visit: { sequence: 1, screen: 'requests', requestId: 'r-1' } });
    const row = await screen.findByRole('listitem', { name: '<img src=x onerror=alert(1)>.jpg' });
    expect(row.querySelector('img, b')).toBeNull();
    const sending = screen.getByRole('listitem', { name: '<b>Mina</b>' });
    expect(sending.querySelector('b')).toBeNull();
    expect(sending.textContent).toContain('a\nb');
    const before = fake.asked('file-requests:details').length;
    fake.push({
      ...withRequest({ arrived: 3 }),
      requestChanges: 2,
      visit: { sequence: 1, screen: 'requests', requestId: 'r-1' },
    });
    expect(fake.asked('file-requests:details').length).toBe(before + 1);
    const big = screen.getByRole('listitem', { name: 'big.iso' });
    expect(big.textContent).toContain('larger than you asked for');
    // Nothing can be done with it; a press opens its details.
    expect(within(big).getAllByRole('button')).toHaveLength(1);
    expect(screen.getByRole('listitem', { name: 'torn.jpg' }).textContent).toContain('not the bytes that were sent');
    const up = screen.getByRole('listitem', { name: 'up.txt' });
    expect(up.textContent).toContain('without its folders');
    await fake.user.click(within(up).getByRole('button', { name: 'up.txt' }));
    expect(up.textContent).toContain('It came in folders that could not be kept');
  });

  test('stands under its sender with the note once; the path and the checksum are in the details of a file', async () => {
    const said = { sender: 'Kim Minji', note: 'All from the boat day' };
    const two = [arrival(nowMs, { slot: 2, ...said }), arrival(nowMs, { slot: 1, name: 'video.mp4', ...said })];
    const { user, push, asked } = await openWindow(withRequest({ arrived: 2 }), {
      before: ({ answer }) => answer('file-requests:details', details(two)),
    });
    push({ ...withRequest({ arrived: 2 }), visit: { sequence: 1, screen: 'requests', requestId: 'r-1' } });
    const row = await screen.findByRole('listitem', { name: 'cake.jpg' });
    const list = screen.getByRole('list', { name: 'What arrived' });
    expect(within(list).getAllByText('All from the boat day')).toHaveLength(1);
    expect(item('What arrived', 'Kim Minji').textContent).toContain('2 files');
    expect(list.textContent).not.toMatch(/Kim Minji.*Kim Minji|home|9f86d0/);
    await user.click(within(row).getByRole('button', { name: 'cake.jpg' }));
    expect(row.textContent).toMatch(/home.*9f86d0/);
    // The arrow keys go from file to file.
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toContain('video');
    await user.click(within(list).getByRole('button', { name: 'Show folder' }));
    expect(asked('arrivals:reveal')).toEqual([[{ requestId: 'r-1', slot: 2 }]]);
  });

  test('makes a sending of the files of one sender that came within half an hour of each other', () => {
    const at = (slot: number, minutesAgo: number, sender?: string) =>
      arrival(nowMs, { slot, arrivedAtMs: nowMs - minutesAgo * 60_000, ...(sender !== undefined && { sender }) });
    const keys = (arrivals: readonly ReturnType<typeof arrival>[]) => entriesOf(arrivals).map(({ key }) => key);
    const { sender: _none, ...nameless } = at(1, 5);
    const came = [at(4, 0, 'Mina'), nameless, at(3, 20, 'Mina'), at(2, 51, 'Mina')];
    expect(keys(came)).toEqual(['sending 3', '4', '3', 'sending 1', '1', 'sending 2', '2']);
    // A file that joins changes no key.
    expect(keys([at(5, 0, 'Mina'), ...came])[0]).toBe('sending 3');
  });

  test('one is saved, opened, shared on and deleted', async () => {
    const fake = await openWindow(withRequest({ arrived: 2 }), {
      before: ({ answer }) =>
        answer(
          'file-requests:details',
          details([arrival(nowMs), arrival(nowMs, { slot: 2, name: 'new.exe', state: 'arrived', canOpen: false })]),
        ),
    });
    const { user, asked } = fake;
    fake.push({ ...withRequest({ arrived: 2 }), visit: { sequence: 1, screen: 'requests', requestId: 'r-1' } });
    const saved = await screen.findByRole('listitem', { name: 'cake.jpg' });
    await user.click(within(saved).getByRole('button', { name: 'Open' }));
    expect(asked('arrivals:open')).toEqual([[{ requestId: 'r-1', slot: 1 }]]);
    await user.click(within(saved).getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Share a link to it' }));
    expect(asked('arrivals:share')).toEqual([[{ requestId: 'r-1', slot: 1 }]]);
    const fresh = screen.getByRole('listitem', { name: 'new.exe' });
    await user.click(within(fresh).getByRole('button', { name: 'Save' }));
    expect(asked('file-requests:save')).toEqual([[{ requestId: 'r-1', slots: [2] }]]);
    await user.click(within(fresh).getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete from the bucket' }));
    expect(asked('arrivals:remove')).toEqual([[{ requestId: 'r-1', slot: 2 }]]);
  });

  test.each([
    [{ state: 'refused', refusal: 'kind' }, 'not the kind'],
    [{ state: 'refused', refusal: 'late' }, 'too late'],
    [{ state: 'deleted' }, 'Saved, deleted from the bucket'],
  ] as const)('%j is told', (change, words) => {
    expect(fateWords(arrival(nowMs, change))).toContain(words);
  });
});

describe('Send to my computer', () => {
  test('shows the code of the one request that stays', async () => {
    const { user, asked, answer } = await openList(emptyView());
    answer('file-requests:standing', { ok: true, value: { requestId: 'r-standing' } });
    await user.click(screen.getByRole('button', { name: 'Send to my computer' }));
    expect(await screen.findByRole('dialog', { name: 'Scan to open' })).toBeTruthy();
    expect(asked('file-requests:qr')).toEqual([[{ requestId: 'r-standing' }]]);
  });

  test('leads to the set-up of short links where there are none, and goes on once they are set up', async () => {
    const to = connection({ isDefault: true });
    const doors = {
      bucket: 'go',
      prefix: '',
      address: 'https://go.example.com',
      isUsual: false,
      state: 'proven',
    } as const;
    const { user, push, asked, answer } = await openList(emptyView({ connections: [to] }));
    const press = () => user.click(screen.getByRole('button', { name: 'Send to my computer' }));
    answer('file-requests:standing', refused(failure({ code: 'no-doors' })));
    await press();
    const dialog = await screen.findByRole('dialog', { name: 'Short links' });
    expect(dialog.textContent).toContain('stays on a phone by its short link');
    expect(within(dialog).getByRole('button', { name: 'Set up short links' })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(asked('file-requests:standing')).toHaveLength(1);
    await press();
    await screen.findByRole('dialog', { name: 'Short links' });
    push(emptyView({ connections: [{ ...to, doors }] }));
    answer('file-requests:standing', { ok: true, value: { requestId: 'r-standing' } });
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('dialog', { name: 'Scan to open' })).toBeTruthy();
    expect(asked('file-requests:standing')).toHaveLength(3);
  });

  test('says any other failure', async () => {
    const { user, answer } = await openList(emptyView());
    answer('file-requests:standing', refused(failure({ message: 'The bucket is not there.' })));
    await user.click(screen.getByRole('button', { name: 'Send to my computer' }));
    expect((await screen.findByRole('alert')).textContent).toContain('not there');
  });

  test('that was replaced says so while it is open', async () => {
    const { push } = await openList(withRequest({ isReplaced: true }));
    expect(item('Requests', 'Photos of the party').textContent).toContain('replaced, closes by itself');
    push(withRequest({ isReplaced: true, state: 'closed' }));
    expect(item('Requests', 'Photos of the party').textContent).not.toContain('replaced');
  });
});

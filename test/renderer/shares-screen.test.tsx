// The main screen in each of its states, by the names that people with a screen reader and other tests rely on.
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../preload/contract';
import { refused } from './fake-bridge';
import { choose, item, openWindow, shareBy } from './open-window';
import { connection, dayMs, embedded, emptyView, failure, hourMs, minuteMs, share, upload } from './views';

describe('with nothing in it', () => {
  test('is a drop zone whose sentence says what will happen', async () => {
    await openWindow(emptyView());
    const zone = screen.getByRole('region', { name: 'Drop files here' });
    expect(zone.dataset['testid']).toBe('drop-zone');
    expect(within(zone).getByRole('button', { name: 'Choose files' })).toBeDefined();
    expect(within(zone).getByRole('combobox', { name: 'Link expires in' }).textContent).toBe('1 day');
    expect(within(zone).getByRole('combobox', { name: 'Files go to' }).textContent).toBe('on this computer only');
    expect(screen.queryByRole('list')).toBeNull();
  });

  test('the buttons ask main', async () => {
    const { user, asked } = await openWindow(emptyView());
    await user.click(screen.getByRole('button', { name: 'Choose files' }));
    await shareBy(user, 'Choose folder');
    await shareBy(user, 'Share clipboard');
    await shareBy(user, 'Screenshot');
    const options = {};
    expect([asked('files:choose'), asked('clipboard:share'), asked('screenshot:share')]).toEqual([
      [[{ choice: 'files', options }], [{ choice: 'folder', options }]],
      [[{ options }]],
      [[{ options }]],
    ]);
    await shareBy(user, 'Request files');
    expect(await screen.findByRole('dialog', { name: 'Request files' })).toBeDefined();
  });
});

describe('the destination', () => {
  const destination = () => screen.getByRole('combobox', { name: 'Files go to' });

  test.each([
    [connection({ isDefault: true }), 'anywhere, from Studio'],
    [connection({ isDefault: true, reach: 'private' }), 'on this network, from Studio'],
    [connection({ isDefault: true, reach: 'loopback' }), 'on this computer only, from Studio'],
  ])('says where its links open', async (only, place) => {
    await openWindow(emptyView({ connections: [only] }));
    expect(destination().textContent).toBe(place);
    expect(destination().title).toBe('Holds for everything you share from now on.');
  });

  test('leads to the form for a connection while there is one place only', async () => {
    const { user } = await openWindow(emptyView());
    await choose(user, 'Files go to', 'Connect storage…');
    expect(await screen.findByRole('heading', { name: 'New connection' })).toBeDefined();
  });

  test('that is chosen is the default connection, for this and every other way to share', async () => {
    const { user, asked, push } = await openWindow(emptyView({ connections: [embedded(), connection()] }));
    await choose(user, 'Files go to', 'Studio');
    await shareBy(user, 'Share clipboard');
    expect([asked('connections:set-default'), asked('clipboard:share')]).toEqual([
      [[{ connectionId: 'c-studio' }]],
      [[{ options: {} }]],
    ]);
    const studio = connection({ isDefault: true, defaultExpirySeconds: 3_600 });
    push(emptyView({ connections: [embedded({ isDefault: false }), studio] }));
    const lifetime = screen.getByRole('combobox', { name: 'Link expires in' });
    expect([destination().textContent, lifetime.textContent]).toEqual(['anywhere, from Studio', '1 hour']);
    expect(lifetime.title).toBe('Holds for everything you share to “Studio” from now on.');
  });
});

describe('what is switched on', () => {
  const chips = () => screen.queryByRole('list', { name: 'Switched on' });

  test('stands in the sentence, and goes by its x, which gives the focus to “Options”', async () => {
    const doors = { bucket: 'd', prefix: '', address: 'https://go.example', isUsual: true, state: 'proven' } as const;
    const studio = connection({ isDefault: true, doors, encryption: 'usual' });
    const { user, asked } = await openWindow(emptyView({ connections: [studio], pages: 'never' }));
    expect([...(chips()?.children ?? [])].map(({ textContent }) => textContent)).toEqual([
      'encrypted',
      'short link',
      'separate links',
    ]);
    await user.click(screen.getByRole('button', { name: 'Switch off: encrypted' }));
    await user.click(screen.getByRole('button', { name: 'Switch off: short link' }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Options' }));
    await user.click(screen.getByRole('button', { name: 'Switch off: separate links' }));
    await shareBy(user, 'Share clipboard');
    expect([asked('settings:save'), asked('clipboard:share')]).toEqual([
      [[{ pages: 'several' }]],
      [[{ options: { encrypt: false, door: false } }]],
    ]);
  });

  test('by the rule of a connection cannot be switched off', async () => {
    await openWindow(emptyView({ connections: [connection({ isDefault: true, encryption: 'demanded' })] }));
    expect(chips()?.textContent).toBe('encrypted');
    expect(screen.queryByRole('button', { name: /^Switch off/ })).toBeNull();
  });
});

describe('an upload', () => {
  test('shows bytes, speed and time, has a progress bar named by the file, and can be cancelled', async () => {
    const { user, asked } = await openWindow(emptyView({ uploads: [upload()] }));
    const row = item('Uploads', 'report.pdf');
    expect(row.textContent).toContain('12 MB of 48 MB · 3 MB/s · 12 sec left');
    expect(within(row).getByRole('progressbar', { name: 'report.pdf' }).getAttribute('value')).toBe('25');
    await user.click(within(row).getByRole('button', { name: 'Cancel upload' }));
    expect(asked('uploads:cancel')).toEqual([[{ uploadId: 'u-1' }]]);
  });

  test('of a page is cancelled alone, and the notice says that the page waits for it', async () => {
    await openWindow(emptyView({ notices: [{ id: 'n-1', kind: 'cancelled', count: 1, name: 'b.txt', ofPage: true }] }));
    expect(screen.getByText(/Its page is made without it/)).toBeDefined();
  });

  test('of a page with its files is one row that opens to them, and is paused and cancelled as one', async () => {
    const page = { fileCount: 300, storedCount: 12 };
    const row = upload({ id: 'p-1', name: 'a.txt and 299 more', page });
    const { user, asked, push } = await openWindow(emptyView({ uploads: [row] }));
    const line = item('Uploads', 'a.txt and 299 more');
    expect(line.textContent).toContain('12 of 300 files · 12 MB of 48 MB');
    expect(within(line).getByRole('progressbar', { name: 'a.txt and 299 more' })).toBeDefined();
    const opener = within(line).getByRole('button', { name: 'Show files', expanded: false });
    await user.click(opener);
    push(
      emptyView({ uploads: [{ ...row, page: { ...page, files: [upload(), upload({ id: 'u-2', name: 'b.txt' })] } }] }),
    );
    expect(within(line).getByRole('button', { name: 'Show files', expanded: true })).toBe(opener);
    const files = within(line).getByRole('list', { name: 'a.txt and 299 more' });
    expect(
      within(files)
        .getAllByRole('listitem')
        .map((file) => file.getAttribute('aria-label')),
    ).toEqual(['report.pdf', 'b.txt']);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(asked('uploads:pause')).toEqual([[{ uploadId: 'u-1' }]]);
    await user.keyboard('{ArrowUp}{Enter}');
    expect(asked('uploads:show-files')).toEqual([
      [{ uploadId: 'p-1', shown: true }],
      [{ uploadId: 'p-1', shown: false }],
    ]);
    push(emptyView({ uploads: [row] }));
    await user.click(within(line).getByRole('button', { name: 'Cancel upload' }));
    expect(asked('uploads:cancel')).toEqual([[{ uploadId: 'p-1' }]]);
  });

  test('of a page tells a failed file on its row, and goes on with or without it', async () => {
    const failed = { count: 2, name: 'b.txt', failure: failure() };
    const row = upload({
      id: 'p-1',
      page: { fileCount: 9, storedCount: 7, failed },
      phase: 'failed',
      failure: failure(),
    });
    const { user, asked } = await openWindow(emptyView({ uploads: [row] }));
    const line = item('Uploads', 'report.pdf');
    expect(line.textContent).toContain('7 of 9 files');
    expect(line.textContent).toContain(
      '2 files were not uploaded, among them “b.txt”.The server s3.example.com cannot be reached.',
    );
    await user.click(within(line).getByRole('button', { name: 'Try again' }));
    await user.click(within(line).getByRole('button', { name: 'Make the page without them' }));
    expect([asked('uploads:retry'), asked('uploads:dismiss')]).toEqual([
      [[{ uploadId: 'p-1' }]],
      [[{ uploadId: 'p-1' }]],
    ]);
  });

  test.each([
    [{}, 'Dismiss'],
    [{ isGiven: true }, 'Take the link back'],
  ] as const)('of a page of which nothing is left but what failed %o ends with “%s”', async (given, name) => {
    const failed = { count: 1, name: 'report.pdf', failure: failure() };
    const page = { fileCount: 1, storedCount: 0, failed, ...given };
    const { user, asked } = await openWindow(emptyView({ uploads: [upload({ id: 'p-1', page, phase: 'failed' })] }));
    const line = item('Uploads', 'report.pdf');
    expect(line.textContent).not.toContain('Not shared');
    await user.click(within(line).getByRole('button', { name }));
    expect(asked('uploads:dismiss')).toEqual([[{ uploadId: 'p-1' }]]);
  });

  test('whose credentials ended says so, and leads to where new ones are entered', async () => {
    const ended = failure({
      code: 'token-expired',
      message: 'The session token has expired.',
      next: 'Enter new ones.',
    });
    const awaiting = upload({ phase: 'awaiting-credentials', failure: ended, connectionId: 'c-studio' });
    const { user } = await openWindow(emptyView({ uploads: [awaiting], connections: [connection()] }));
    const row = item('Uploads', 'report.pdf');
    expect(row.textContent).toContain('Waiting for new credentials · 12 MB of 48 MB');
    expect(row.textContent).toContain('The session token has expired. Enter new ones.');
    await user.click(within(row).getByRole('button', { name: 'Enter new credentials' }));
    expect(screen.getByRole('heading', { name: 'Edit “Studio”' })).toBeDefined();
  });

  test('whose credentials ended leads there over the draft of another connection, which is there again afterwards', async () => {
    const awaiting = upload({
      phase: 'awaiting-credentials',
      failure: failure({ code: 'token-expired' }),
      connectionId: 'c-studio',
    });
    const { user } = await openWindow(emptyView({ uploads: [awaiting], connections: [connection()] }));
    await user.click(screen.getByRole('button', { name: 'Connections' }));
    await user.click(screen.getByRole('button', { name: 'Add connection' }));
    await user.type(screen.getByLabelText('Bucket'), 'attic');
    await user.click(screen.getByRole('button', { name: 'Shares' }));
    await user.click(screen.getByRole('button', { name: 'Enter new credentials' }));
    expect(screen.getByRole('heading', { name: 'Edit “Studio”' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'All connections' }));
    expect(screen.getByRole('heading', { name: 'New connection' })).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>('Bucket').value).toBe('attic');
  });

  test('whose profile has lapsed says what to run, and can be tried again', async () => {
    const signIn = failure({ code: 'sso-lapsed', message: 'The sign-in has lapsed.', next: 'Run `aws sso login`.' });
    const { user, asked } = await openWindow(
      emptyView({ uploads: [upload({ phase: 'awaiting-credentials', failure: signIn })] }),
    );
    const row = item('Uploads', 'report.pdf');
    expect(row.textContent).toContain('The sign-in has lapsed. Run `aws sso login`.');
    expect(within(row).queryByRole('button', { name: 'Enter new credentials' })).toBeNull();
    await user.click(within(row).getByRole('button', { name: 'Resume upload' }));
    expect(asked('uploads:resume')).toEqual([[{ uploadId: 'u-1' }]]);
  });

  test('that failed says why, whether the file is safe and what to do, and can be tried again or dismissed', async () => {
    const failed = upload({ phase: 'failed', failure: failure() });
    const { user, asked } = await openWindow(emptyView({ uploads: [failed] }));
    const row = item('Uploads', 'report.pdf');
    expect(row.textContent).toContain('The server s3.example.com cannot be reached.');
    expect(row.textContent).toContain(
      'Your files are safe on this computer; nothing new was shared. Check the network and the endpoint, then try again.',
    );
    expect(within(row).queryByRole('progressbar')).toBeNull();
    await user.click(within(row).getByRole('button', { name: 'Try again' }));
    await user.click(within(row).getByRole('button', { name: 'Dismiss' }));
    expect([asked('uploads:retry'), asked('uploads:dismiss')]).toEqual([
      [[{ uploadId: 'u-1' }]],
      [[{ uploadId: 'u-1' }]],
    ]);
  });

  test('can be held and let go on', async () => {
    const { user, asked, push } = await openWindow(emptyView({ uploads: [upload()] }));
    await user.click(screen.getByRole('button', { name: 'Pause upload' }));
    push(emptyView({ uploads: [upload({ phase: 'paused' })] }));
    await user.click(screen.getByRole('button', { name: 'Resume upload' }));
    expect([asked('uploads:pause'), asked('uploads:resume')]).toEqual([
      [[{ uploadId: 'u-1' }]],
      [[{ uploadId: 'u-1' }]],
    ]);
  });

  test('that waits for the network says why', async () => {
    await openWindow(emptyView({ uploads: [upload({ phase: 'offline', failure: failure() })] }));
    const row = item('Uploads', 'report.pdf');
    expect(row.textContent).toContain('Waiting for the network');
    expect(row.textContent).toContain('The server s3.example.com cannot be reached.');
    expect(within(row).getByRole('button', { name: 'Resume upload' })).toBeDefined();
  });

  test('that waits can be put before the others', async () => {
    const uploads = ['a', 'b', 'c'].map((id, i) => upload({ id, name: id, phase: i === 0 ? 'uploading' : 'waiting' }));
    const { user, asked } = await openWindow(emptyView({ uploads }));
    expect(within(item('Uploads', 'b')).queryByRole('button', { name: 'Upload next' })).toBeNull();
    await user.click(within(item('Uploads', 'c')).getByRole('button', { name: 'Upload next' }));
    expect(asked('uploads:move')).toEqual([[{ uploadId: 'c', beforeId: 'b' }]]);
  });

  test.each([
    ['upwards, before the one it is dropped on', 'd', 'b', [[{ uploadId: 'd', beforeId: 'b' }]]],
    ['downwards, after it', 'b', 'c', [[{ uploadId: 'b', beforeId: 'd' }]]],
    ['to the end', 'b', 'd', [[{ uploadId: 'b' }]]],
    ['to itself, which changes nothing', 'c', 'c', []],
  ])('that waits can be dragged %s', async (_where, from, to, moves) => {
    const uploads = ['a', 'b', 'c', 'd'].map((id, i) =>
      upload({ id, name: id, phase: i === 0 ? 'uploading' : 'waiting' }),
    );
    const { asked } = await openWindow(emptyView({ uploads }));
    const data = new Map<string, string>();
    const dataTransfer = {
      get types() {
        return [...data.keys()];
      },
      files: [],
      setData: (type: string, text: string) => void data.set(type, text),
      getData: (type: string) => data.get(type) ?? '',
    };
    const row = (name: string) => item('Uploads', name);
    expect([row('a'), row(from)].map((one) => one.getAttribute('draggable'))).toEqual(['false', 'true']);
    fireEvent.dragStart(row(from), { dataTransfer });
    fireEvent.dragEnter(row(to), { dataTransfer });
    expect(screen.queryByText('Let go to make a link')).toBeNull();
    expect(fireEvent.dragOver(row(to), { dataTransfer })).toBe(false);
    expect(row(to).dataset['target']).toBe('true');
    fireEvent.drop(row(to), { dataTransfer });
    expect(row(to).dataset['target']).toBe('false');
    expect([asked('uploads:move'), asked('files:share')]).toEqual([moves, []]);
  });

  test('files dropped on a row are shared, as anywhere', async () => {
    const { asked } = await openWindow(emptyView({ uploads: [upload({ id: 'a', name: 'a', phase: 'waiting' })] }));
    const file = new File(['x'], 'b.txt');
    fireEvent.drop(item('Uploads', 'a'), { dataTransfer: { types: ['Files'], files: [file], dropEffect: 'none' } });
    expect([asked('files:share'), asked('uploads:move')]).toEqual([[[{ files: [file], options: {} }]], []]);
  });

  test('several are held, let go on or given up together', async () => {
    const uploads = [upload({ id: 'a', name: 'a' }), upload({ id: 'b', name: 'b', phase: 'paused' })];
    const { user, asked } = await openWindow(emptyView({ uploads }));
    await user.click(screen.getByRole('button', { name: 'Pause all' }));
    await user.click(screen.getByRole('button', { name: 'Resume all' }));
    await user.click(screen.getByRole('button', { name: 'Cancel all' }));
    expect(asked('uploads:all')).toEqual([[{ action: 'pause' }], [{ action: 'resume' }], [{ action: 'cancel' }]]);
  });

  test('alone has no buttons for all', async () => {
    await openWindow(emptyView({ uploads: [upload()] }));
    expect(screen.queryByRole('button', { name: /all$/ })).toBeNull();
  });

  test('whose file is gone cannot be tried again', async () => {
    await openWindow(emptyView({ uploads: [upload({ phase: 'failed', failure: failure(), canRetry: false })] }));
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  test('is announced once, and its progress is not', async () => {
    const { push } = await openWindow(emptyView());
    const status = screen.getByRole('status');
    push(emptyView({ uploads: [upload({ sentBytes: 0 })] }));
    expect(status.textContent).toBe('Uploading report.pdf');
    const heard: string[] = [];
    const observer = new MutationObserver(() => heard.push(status.textContent));
    observer.observe(status, { subtree: true, childList: true, characterData: true });
    for (const sentBytes of [1e6, 2e6, 3e6]) push(emptyView({ uploads: [upload({ sentBytes })] }));
    push(emptyView({ uploads: [upload({ phase: 'verifying' })] }));
    await screen.findByText('Checking the link…');
    observer.disconnect();
    expect(heard).toEqual([]);
  });

  test('is not said to go on once it is over, and the next one of that name is said anew', async () => {
    const { push } = await openWindow(emptyView());
    const status = screen.getByRole('status');
    const failedOne = upload({ id: 'u-9', phase: 'failed', failure: failure() });
    push(emptyView({ uploads: [failedOne, upload()] }));
    expect(status.textContent).toBe('Uploading report.pdf');
    push(emptyView({ uploads: [failedOne] }));
    expect(status.textContent).toBe('');
    push(emptyView({ uploads: [failedOne, upload({ id: 'u-2' })] }));
    expect(status.textContent).toBe('Uploading report.pdf');
  });
});

describe('a share', () => {
  const nowMs = Date.now();

  test('is named by its file and says how long it lives, until when, how large it is and where', async () => {
    await openWindow(emptyView({ shares: [share(nowMs, { expiresAtMs: nowMs + 3 * dayMs + 4 * hourMs + minuteMs })] }));
    const row = item('Shares', 'report.pdf');
    expect(row.textContent).toMatch(/3 days 4 hr left.*2\.4 MB.*Studio/);
    expect(within(row).getByTitle(/^Opens until \w{3}/)).toBeDefined();
  });

  test('says when it opens in this network only, ends with Mayfly or is not proven', async () => {
    const special = share(nowMs, { keysIn: 'memory', verified: false });
    const near = share(nowMs, { id: 's-3', name: 'near.txt', reach: 'private' });
    const locked = share(nowMs, { id: 's-4', name: 'locked.txt', keysIn: 'keychain' });
    await openWindow(emptyView({ shares: [special, share(nowMs, { id: 's-2', name: 'plain.txt' }), near, locked] }));
    expect(item('Shares', 'near.txt').textContent).toContain('this network only');
    expect(item('Shares', 'locked.txt').textContent).toContain('does not open now');
    for (const tag of ['ends when Mayfly quits', 'not verified yet']) {
      expect(item('Shares', 'report.pdf').textContent).toContain(tag);
      expect(item('Shares', 'plain.txt').textContent).not.toContain(tag);
    }
  });

  test('names this computer once', async () => {
    const here = share(nowMs, { connectionName: 'This computer', reach: 'loopback' });
    const reachable = share(nowMs, { id: 's-2', name: 'shown.txt', connectionName: 'This computer', reach: 'private' });
    await openWindow(emptyView({ shares: [here, reachable] }));
    expect(item('Shares', 'report.pdf').textContent?.match(/This computer/g)).toHaveLength(1);
    expect(item('Shares', 'shown.txt').textContent).toContain('This computer');
  });

  test('is copied, says so for a moment, and keeps its button’s name', async () => {
    const { user, asked } = await openWindow(emptyView({ shares: [share(nowMs)] }));
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(asked('shares:copy-link')).toEqual([[{ shareId: 's-1' }]]);
    expect(screen.getByText('Copied')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Copy link' })).toBeDefined();
  });

  test('that could not be copied does not say so', async () => {
    const { user } = await openWindow(emptyView({ shares: [share(nowMs)] }), {
      before: (fake) => fake.answer('shares:copy-link', refused(failure())),
    });
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(screen.queryByText('Copied')).toBeNull();
    expect((await screen.findByRole('alert')).textContent).toContain('The server s3.example.com cannot be reached.');
  });

  test('is taken back only after a second yes', async () => {
    const { user, asked } = await openWindow(emptyView({ shares: [share(nowMs)] }));
    await user.click(screen.getByRole('button', { name: 'Take back' }));
    expect(screen.getByRole('dialog', { name: 'Take this link back?' }).textContent).toContain(
      'stored copy is deleted',
    );
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked('shares:revoke')).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Take back' }));
    await user.click(screen.getByRole('button', { name: 'Delete and take back' }));
    expect(asked('shares:revoke')).toEqual([[{ shareId: 's-1' }]]);
  });

  test('says that it is being taken back until that is done, and the next dialog stays', async () => {
    let done: (outcome: Outcome<unknown>) => void = () => {};
    const { user, asked } = await openWindow(
      emptyView({ shares: [share(nowMs), share(nowMs, { id: 's-2', name: 'b' })] }),
      {
        before: (fake) => fake.answer('shares:revoke', () => new Promise((resolve) => (done = resolve))),
      },
    );
    const ask = (name: string) => user.click(within(item('Shares', name)).getByRole('button', { name: 'Take back' }));
    await ask('report.pdf');
    await user.click(screen.getByRole('button', { name: 'Delete and take back' }));
    await user.click(screen.getByRole('button', { name: 'Taking it back…' }));
    expect(asked('shares:revoke')).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Keep the link' })).toBeNull();
    await user.keyboard('{Escape}');
    await ask('b');
    await act(async () => done({ ok: true, value: undefined }));
    expect(screen.getByRole('dialog', { name: 'Take this link back?' }).textContent).toContain('b');
  });

  test('that ends while it is asked whether to take it back can no longer be taken back', async () => {
    const { user, push } = await openWindow(emptyView({ shares: [share(nowMs)] }));
    await user.click(screen.getByRole('button', { name: 'Take back' }));
    push(emptyView({ shares: [share(nowMs, { state: 'revoked', revokedAtMs: nowMs })] }));
    const dialog = await screen.findByRole('dialog', { name: 'Taken back' });
    expect(dialog.textContent).toContain('nothing to take back');
    expect(within(dialog).queryByRole('button', { name: 'Delete and take back' })).toBeNull();
    await user.keyboard('{Enter}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test.each([
    ['expired', 'Expired'],
    ['revoked', 'Taken back'],
  ] as const)('that is %s can only be removed', async (state, text) => {
    const ended = share(nowMs, { state, expiresAtMs: nowMs - hourMs });
    const { user, asked } = await openWindow(emptyView({ shares: [ended] }));
    const row = item('Shares', 'report.pdf');
    expect(row.textContent).toContain(text);
    expect(within(row).queryByRole('button', { name: 'Copy link' })).toBeNull();
    await user.click(within(row).getByRole('button', { name: 'Remove from history' }));
    expect(asked('shares:remove')).toEqual([[{ shareId: 's-1' }]]);
  });

  test('is over when the clock says so, before main does', async () => {
    await openWindow(emptyView({ shares: [share(nowMs, { expiresAtMs: nowMs - 1 })] }));
    expect(item('Shares', 'report.pdf').textContent).toContain('Expired');
    expect(screen.queryByRole('button', { name: 'Copy link' })).toBeNull();
  });

  test('ended ones are removed together, as far as that works', async () => {
    const ended = ['a', 'b', 'c'].map((id) => share(nowMs, { id, name: id, state: 'expired' }));
    const { user, asked, answer } = await openWindow(emptyView({ shares: [share(nowMs), ...ended] }));
    let removed = 0;
    answer('shares:remove', async () => {
      removed += 1;
      return removed < 2 ? { ok: true, value: undefined } : refused(failure());
    });
    await user.click(screen.getByRole('button', { name: 'Filter and sort' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove 3 ended shares' }));
    expect(await screen.findByRole('alert')).toBeDefined();
    expect(asked('shares:remove')).toEqual([[{ shareId: 'a' }], [{ shareId: 'b' }]]);
  });
});

describe('the keyboard keeps its place', () => {
  const three = ['a', 'b', 'c'].map((id) => share(Date.now(), { id, name: `${id}.txt`, state: 'expired' }));

  test('when the row it is on goes away', async () => {
    const { user, push } = await openWindow(emptyView({ shares: three }));
    within(item('Shares', 'b.txt')).getByRole('button', { name: 'Remove from history' }).focus();
    await user.keyboard('{Enter}');
    push(emptyView({ shares: three.filter(({ id }) => id !== 'b') }));
    expect(document.activeElement).toBe(item('Shares', 'c.txt'));
    await user.keyboard('{Tab}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('c.txt');
  });

  test('when the last one goes away', async () => {
    const { push } = await openWindow(emptyView({ shares: three }));
    within(item('Shares', 'c.txt')).getByRole('button', { name: 'Remove from history' }).focus();
    push(emptyView({ shares: three.slice(0, 2) }));
    expect(document.activeElement).toBe(item('Shares', 'b.txt'));
  });

  test('and takes none that it did not have', async () => {
    const { push } = await openWindow(emptyView({ shares: three }));
    push(emptyView({ shares: three.slice(1) }));
    expect(document.activeElement).toBe(document.body);
  });
});

test('a name that hides its end is shown for what it is', async () => {
  await openWindow(emptyView({ shares: [share(Date.now(), { name: 'invoice\u{202E}fdp.exe' })] }));
  const name = item('Shares', 'invoice�fdp.exe').querySelector('bdi');
  expect(name?.textContent).toBe('invoice�fdp.exe');
});

test('a name is text, whatever it looks like', async () => {
  await openWindow(emptyView({ shares: [share(Date.now(), { name: '<img src=x onerror=alert(1)>.png' })] }));
  expect(document.querySelector('bdi')?.textContent).toBe('<img src=x onerror=alert(1)>.png');
  expect(document.querySelector('img')).toBeNull();
});

describe('a row that is removed', () => {
  const ended = (id: string, name: string) => share(Date.now(), { id, name, state: 'revoked' });
  const view = emptyView({ shares: [ended('s-1', 'old.pdf'), ended('s-2', 'other.pdf')] });
  const remove = async (outcome: Outcome<unknown>) => {
    let finish: (answer: Outcome<unknown>) => void = () => undefined;
    const opened = await openWindow(view, {
      before: (fake) => fake.answer('shares:remove', () => new Promise((answered) => (finish = answered))),
    });
    await opened.user.click(within(item('Shares', 'old.pdf')).getByRole('button', { name: 'Remove from history' }));
    expect(screen.queryByText('old.pdf')).toBeNull();
    expect(screen.getByText('other.pdf')).toBeDefined();
    finish(outcome);
    return opened;
  };

  test('goes before the server has answered, and is there again when it is restored', async () => {
    const { push } = await remove({ ok: true, value: undefined });
    push({ ...view, shares: view.shares.slice(1) });
    expect(screen.queryByText('old.pdf')).toBeNull();
    push(view);
    expect(await screen.findByText('old.pdf')).toBeDefined();
  });

  test('comes back with the reason when it could not be removed', async () => {
    await remove(refused(failure()));
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
    expect(await screen.findByText('old.pdf')).toBeDefined();
  });
});

// Everything that can be done with a share is in its menu, by the keyboard as well, and in dialogs that say what happens.
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CodeView } from '../../preload/views/code-view';
import type { ShareView } from '../../preload/views/views';
import { actionsFor } from '../../renderer/app/history/share-actions';
import { refused } from './fake-bridge';
import { choose, item, openWindow, type OpenWindow } from './open-window';
import { dayMs, emptyView, failure, hourMs, share } from './views';

const nowMs = Date.now();
const one = (change: Partial<ShareView> = {}) => emptyView({ shares: [share(nowMs, change)] });

async function pick(user: OpenWindow['user'], ...names: readonly string[]) {
  await user.click(within(item('Shares', 'report.pdf')).getByRole('button', { name: 'More' }));
  for (const name of names) await user.click(await screen.findByRole('menuitem', { name }));
}

describe('the actions of a share', () => {
  test.each<readonly [string, Partial<ShareView>, boolean, readonly (readonly string[])[]]>([
    ['live', {}, true, [['copy-as', 'qr'], ['end'], ['revoke', 'remove']]],
    ['of what was in the bucket before', { origin: 'linked' }, true, [['copy-as', 'qr'], ['end'], ['remove']]],
    [
      'with everything',
      { encryption: 'password', doorAddress: 'https://go.example.com/x' },
      true,
      [
        ['copy-as', 'qr'],
        ['end', 'door', 'password'],
        ['revoke', 'remove'],
      ],
    ],
    ['over by the clock', {}, false, [['end'], ['remove']]],
    ['expired', { state: 'expired' }, false, [['end'], ['remove']]],
    ['gone', { state: 'missing' }, false, [['copy'], ['end'], ['remove']]],
    ['taken back', { state: 'revoked' }, false, [['remove']]],
  ])('%s', (_what, change, live, groups) => {
    expect(actionsFor(share(nowMs, change), live)).toEqual(groups);
  });
});

describe('the menu', () => {
  test('opens by the second button and by the menu key anywhere on the row, and takes a link back after a question', async () => {
    const { user, asked } = await openWindow(one());
    fireEvent.contextMenu(screen.getByText('2.4 MB'), { button: 2 });
    await user.click(await screen.findByRole('menuitem', { name: 'Take back…' }));
    await user.click(await screen.findByRole('button', { name: 'Delete and take back' }));
    expect(asked('shares:revoke')).toEqual([[{ shareId: 's-1' }]]);
    fireEvent.contextMenu(screen.getByRole('button', { name: 'Copy link' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove from history' }));
    expect(asked('shares:remove')).toEqual([[{ shareId: 's-1' }]]);
  });

  test.each([
    ['{ArrowDown}{ArrowDown}', 'markdown'],
    ['{End}', 'template'],
  ])('copies in another form, by the keyboard: %s', async (keys, form) => {
    const { user, asked } = await openWindow(one());
    within(item('Shares', 'report.pdf')).getByRole('button', { name: 'More' }).focus();
    await user.keyboard('{Enter}');
    await screen.findByRole('menu');
    await user.keyboard('{ArrowRight}');
    await screen.findByRole('menuitem', { name: 'Markdown' });
    await user.keyboard(`${keys}{Enter}`);
    expect(asked('shares:copy-link')).toEqual([[{ shareId: 's-1', form }]]);
  });

  test('needs no mouse', async () => {
    const { user, asked } = await openWindow(one());
    within(item('Shares', 'report.pdf')).getByRole('button', { name: 'More' }).focus();
    await user.keyboard('{Enter}');
    await screen.findByRole('menu');
    await user.keyboard('{End}{Enter}');
    expect(asked('shares:remove')).toEqual([[{ shareId: 's-1' }]]);
  });

  test('a share of what was in the bucket before cannot be revoked here', async () => {
    await openWindow(one({ origin: 'linked' }));
    expect(screen.queryByRole('button', { name: 'Take back' })).toBeNull();
  });
});

describe('another end', () => {
  test('after a chosen time is a new link, after saying that the old one keeps its end', async () => {
    const { user, asked } = await openWindow(one({ createdAtMs: nowMs, expiresAtMs: nowMs + hourMs }));
    await pick(user, 'Change end…');
    const dialog = await screen.findByRole('dialog', { name: 'Change end' });
    expect(dialog.textContent).toMatch(/The link you gave away keeps its own end: \w{3}/);
    expect(screen.getByRole('combobox', { name: 'New link expires in' }).textContent).toContain('1 hour');
    await choose(user, 'New link expires in', '7 days');
    await user.click(screen.getByRole('button', { name: 'Copy new link' }));
    expect(asked('shares:extend')).toEqual([[{ shareId: 's-1', expirySeconds: 604_800 }]]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect([asked('settings:save'), asked('shares:keep-alive')]).toEqual([[], []]);
  });

  test('of what has ended says so, and a failure stays in the dialog', async () => {
    const { user, answer } = await openWindow(one({ state: 'expired', expiresAtMs: nowMs - hourMs }));
    answer('shares:extend', refused(failure()));
    await pick(user, 'Change end…');
    expect((await screen.findByRole('dialog')).textContent).toContain('stays ended');
    await user.click(screen.getByRole('button', { name: 'Copy new link' }));
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
    expect(screen.getByRole('dialog')).toBeDefined();
  });

  test('on a day is kept by new links until then', async () => {
    const { user, asked } = await openWindow(one());
    await pick(user, 'Change end…');
    await user.click(await screen.findByRole('radio', { name: 'On a day' }));
    fireEvent.change(screen.getByLabelText('Day'), { target: { value: '2029-06-30' } });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect([asked('shares:keep-alive'), asked('shares:extend')]).toEqual([
      [[{ shareId: 's-1', day: '2029-06-30' }]],
      [],
    ]);
  });

  test('begins with what it has, and another time ends the renewal', async () => {
    const { user, asked } = await openWindow(one({ keepUntilMs: Date.UTC(2029, 5, 30, 12) }));
    expect(item('Shares', 'report.pdf').textContent).toMatch(/renewed until .*2029/);
    await pick(user, 'Change end…');
    expect((await screen.findByLabelText('Day')).getAttribute('value')).toBe('2029-06-30');
    await user.click(screen.getByRole('radio', { name: 'After a time' }));
    await user.click(screen.getByRole('button', { name: 'Copy new link' }));
    expect([asked('shares:keep-alive'), asked('shares:extend').length]).toEqual([[[{ shareId: 's-1' }]], 1]);
  });
});

describe('details', () => {
  const visit = (shareId: string) => ({ screen: 'shares' as const, shareId, sequence: 1 });
  const region = () => screen.queryByRole('region', { name: 'Details' });

  test('open by a click on the free area of a row, one row at a time, and close by Escape', async () => {
    const { user, asked } = await openWindow(
      emptyView({ shares: [share(nowMs, { canReveal: true }), share(nowMs, { id: 's-2', name: 'b.txt' })] }),
    );
    const name = (of: string) => within(item('Shares', of)).getByRole('button', { name: of });
    await user.click(within(item('Shares', 'report.pdf')).getByText('2.4 MB'));
    expect(name('report.pdf').getAttribute('aria-expanded')).toBe('true');
    expect(name('report.pdf').getAttribute('aria-controls')).toBe(region()?.id);
    await user.click(screen.getByRole('button', { name: 'Show in folder' }));
    await user.click(screen.getByRole('button', { name: 'Open in browser' }));
    expect([asked('shares:reveal'), asked('shares:open')]).toEqual([[[{ shareId: 's-1' }]], [[{ shareId: 's-1' }]]]);
    await user.click(region() as HTMLElement);
    await user.click(name('b.txt'));
    expect(name('report.pdf').getAttribute('aria-expanded')).toBe('false');
    expect(item('Shares', 'b.txt').contains(region())).toBe(true);
    await user.keyboard('{Escape}');
    expect([region(), document.activeElement]).toEqual([null, name('b.txt')]);
    await user.keyboard('{Enter}');
    expect(region()).not.toBeNull();
  });

  test('of a share that is asked for from outside the window are open, and have the keyboard', async () => {
    const { push } = await openWindow(one());
    push({ ...one(), visit: visit('s-1') });
    expect(item('Shares', 'report.pdf').contains(region())).toBe(true);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('report.pdf');
  });
});

test('details say where it is, when it ends and why, and list the files of a page', async () => {
  const view = one({ kind: 'page', fileCount: 2, limitedBy: 'credentials', expiresAtMs: nowMs + dayMs });
  const { user } = await openWindow(view, {
    before: (fake) =>
      fake.answer('shares:details', {
        ok: true,
        value: {
          host: 's3.example.com',
          bucket: 'files',
          message: 'Have fun!',
          files: ['a.txt', 'b/c.txt'].map((path) => ({ path, sizeBytes: 5, contentType: 'text/plain' })),
        },
      }),
  });
  expect(item('Shares', 'report.pdf').textContent).toContain('2 files');
  expect(item('Shares', 'report.pdf').textContent).toContain('ends sooner');
  await user.click(screen.getByRole('button', { name: 'report.pdf' }));
  const details = await screen.findByRole('region', { name: 'Details' });
  for (const text of [
    'files at s3.example.com',
    'your temporary credentials end then',
    'Have fun!',
    '2 files, 2.4 MB',
  ]) {
    expect(details.textContent).toContain(text);
  }
  expect(within(details).getByRole('list', { name: 'Files' }).textContent).toContain('b/c.txt');
});

test('details of a link that was taken back say what it answers', async () => {
  const { user } = await openWindow(one({ state: 'revoked' }), {
    before: (fake) =>
      fake.answer('shares:details', {
        ok: true,
        value: { host: 's3.example.com', bucket: 'files', answer: 403, files: [] },
      }),
  });
  await user.click(screen.getByRole('button', { name: 'report.pdf' }));
  const details = await screen.findByRole('region', { name: 'Details' });
  expect((await within(details).findByText('Its link answers')).nextElementSibling?.textContent).toBe('403');
});

const code: CodeView = {
  picture: '/picture/token',
  name: 'report.pdf',
  expiresAtMs: Date.now() + 3_600_000,
  reach: 'private',
  wifi: 'Wren & Sons',
};

describe('a QR code', () => {
  test('is a picture that main serves; the window is told no link', async () => {
    const { user, asked } = await openWindow(one(), {
      before: (fake) => fake.answer('shares:qr', { ok: true, value: code }),
    });
    await pick(user, 'Show code');
    const picture = await screen.findByRole('img', { name: 'QR code of the link' });
    expect(picture.getAttribute('src')).toBe('/picture/token');
    const dialog = screen.getByRole('dialog', { name: 'Scan to open' });
    expect(dialog.textContent).toMatch(/report\.pdf.*Wren & Sons.*this network only.*Opens until/);
    await user.click(within(dialog).getByRole('button', { name: 'Copy link' }));
    expect(asked('shares:copy-link')).toEqual([[{ shareId: 's-1' }]]);
    await user.click(screen.getByRole('button', { name: 'Save picture…' }));
    expect(asked('shares:save-qr')).toEqual([[{ shareId: 's-1' }]]);
  });

  test('whose link ends while it is shown says when it ended, and is not given any more', async () => {
    const expiresAtMs = Date.now() + 1_800_000;
    const { user } = await openWindow(one(), {
      before: (fake) => fake.answer('shares:qr', { ok: true, value: { ...code, expiresAtMs } }),
    });
    await pick(user, 'Show code');
    const dialog = await screen.findByRole('dialog', { name: 'Scan to open' });
    expect(await within(dialog).findByText(/^Opens until/)).toBeDefined();
    expect(within(dialog).getByRole('button', { name: 'Copy link' })).toBeDefined();
    vi.useFakeTimers({ toFake: ['Date'], now: expiresAtMs });
    onTestFinished(() => void vi.useRealTimers());
    expect(await within(dialog).findByText(/^Ended /)).toBeDefined();
    expect(dialog.textContent).not.toMatch(/Opens|network/);
    expect(within(dialog).queryByRole('button', { name: /Copy link|Save picture/ })).toBeNull();
  });

  test('that could not be saved says so in the dialog', async () => {
    const { user, answer } = await openWindow(one());
    answer('shares:qr', { ok: true, value: code });
    answer('shares:save-qr', refused(failure({ message: 'The picture could not be saved.' })));
    await pick(user, 'Show code');
    await user.click(await screen.findByRole('button', { name: 'Save picture…' }));
    const alert = await within(screen.getByRole('dialog')).findByRole('alert');
    expect(alert.textContent).toContain('could not be saved');
  });

  test('that cannot be made says why', async () => {
    const { user } = await openWindow(one(), {
      before: (fake) => fake.answer('shares:qr', refused(failure({ message: 'The link is too long for a QR code.' }))),
    });
    await pick(user, 'Show code');
    expect((await screen.findByRole('alert')).textContent).toContain('too long for a QR code');
    expect(screen.queryByRole('button', { name: 'Save picture…' })).toBeNull();
  });
});

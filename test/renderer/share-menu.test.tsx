// @vitest-environment happy-dom
// Everything that can be done with a share is in its menu, by the keyboard as well, and in dialogs that say what happens.
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
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
    ['live', {}, true, [['open', 'copy-as', 'qr'], ['extend', 'keep'], ['details'], ['remove']]],
    [
      'live, its file known',
      { canReveal: true },
      true,
      [['open', 'copy-as', 'qr'], ['extend', 'keep'], ['reveal', 'details'], ['remove']],
    ],
    ['over by the clock', {}, false, [['extend', 'keep'], ['details']]],
    ['expired', { state: 'expired' }, false, [['extend', 'keep'], ['details']]],
    ['gone', { state: 'missing' }, false, [['copy'], ['extend', 'keep'], ['details']]],
    ['taken back', { state: 'revoked' }, false, [['details']]],
  ])('%s', (_what, change, live, groups) => {
    expect(actionsFor(share(nowMs, change), live)).toEqual(groups);
  });
});

describe('the menu', () => {
  test.each([
    ['Open in browser', 'shares:open'],
    ['Show in folder', 'shares:reveal'],
    ['Remove from history', 'shares:remove'],
  ] as const)('%s', async (name, channel) => {
    const { user, asked } = await openWindow(one({ canReveal: true }));
    await pick(user, name);
    expect(asked(channel)).toEqual([[{ shareId: 's-1' }]]);
  });

  test.each([
    ['{ArrowDown}{ArrowDown}', 'markdown'],
    ['{End}', 'template'],
  ])('copies in another form, by the keyboard: %s', async (keys, form) => {
    const { user, asked } = await openWindow(one());
    within(item('Shares', 'report.pdf')).getByRole('button', { name: 'More' }).focus();
    await user.keyboard('{Enter}');
    await screen.findByRole('menu');
    await user.keyboard('{ArrowDown}{ArrowRight}');
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
    expect(screen.queryByRole('button', { name: 'Take back (revoke link)' })).toBeNull();
  });
});

describe('a new link', () => {
  test('for a chosen time, after saying that the old one keeps its end', async () => {
    const { user, asked } = await openWindow(one());
    await pick(user, 'Extend…');
    const dialog = await screen.findByRole('dialog', { name: 'New link' });
    expect(dialog.textContent).toMatch(/The link you gave away keeps its own end: \w{3}/);
    await choose(user, 'New link expires in', '7 days');
    await user.click(screen.getByRole('button', { name: 'Make and copy it' }));
    expect(asked('shares:extend')).toEqual([[{ shareId: 's-1', expirySeconds: 604_800 }]]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked('settings:save')).toEqual([]);
  });

  test('of what has ended says so, and a failure stays in the dialog', async () => {
    const { user, answer } = await openWindow(one({ state: 'expired', expiresAtMs: nowMs - hourMs }));
    answer('shares:extend', refused(failure()));
    await pick(user, 'Extend…');
    expect((await screen.findByRole('dialog')).textContent).toContain('stays ended');
    await user.click(screen.getByRole('button', { name: 'Make and copy it' }));
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
    expect(screen.getByRole('dialog')).toBeDefined();
  });
});

describe('keeping alive', () => {
  test('until a day', async () => {
    const { user, asked } = await openWindow(one());
    await pick(user, 'Keep alive…');
    fireEvent.change(await screen.findByLabelText('Day'), { target: { value: '2029-06-30' } });
    await user.click(screen.getByRole('button', { name: 'Keep alive' }));
    expect(asked('shares:keep-alive')).toEqual([[{ shareId: 's-1', day: '2029-06-30' }]]);
  });

  test('is shown, and can be stopped', async () => {
    const { user, asked } = await openWindow(one({ keepUntilMs: Date.UTC(2029, 5, 30, 12) }));
    expect(item('Shares', 'report.pdf').textContent).toMatch(/Kept alive until .*2029/);
    await pick(user, 'Keep alive…');
    await user.click(await screen.findByRole('button', { name: 'Stop keeping it alive' }));
    expect(asked('shares:keep-alive')).toEqual([[{ shareId: 's-1' }]]);
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
  expect(item('Shares', 'report.pdf').textContent).toContain('Ends sooner');
  await pick(user, 'Details…');
  const dialog = await screen.findByRole('dialog', { name: 'Details' });
  for (const text of [
    'files at s3.example.com',
    'your temporary credentials end then',
    'Have fun!',
    '2 files, 2.4 MB',
  ]) {
    expect(dialog.textContent).toContain(text);
  }
  expect(within(dialog).getByRole('list', { name: 'Files' }).textContent).toContain('b/c.txt');
});

test('details of a link that was taken back say what it answers', async () => {
  const { user } = await openWindow(one({ state: 'revoked' }), {
    before: (fake) =>
      fake.answer('shares:details', {
        ok: true,
        value: { host: 's3.example.com', bucket: 'files', answer: 403, files: [] },
      }),
  });
  await pick(user, 'Details…');
  const dialog = await screen.findByRole('dialog', { name: 'Details' });
  expect((await within(dialog).findByText('Its link answers')).nextElementSibling?.textContent).toBe('403');
});

describe('a QR code', () => {
  test('is a picture that main serves; the window is told no link', async () => {
    const { user, asked } = await openWindow(one(), {
      before: (fake) => fake.answer('shares:qr', { ok: true, value: { picture: '/picture/token' } }),
    });
    await pick(user, 'QR code…');
    const picture = await screen.findByRole('img', { name: 'QR code of the link' });
    expect(picture.getAttribute('src')).toBe('/picture/token');
    await user.click(screen.getByRole('button', { name: 'Save picture…' }));
    expect(asked('shares:save-qr')).toEqual([[{ shareId: 's-1' }]]);
  });

  test('that could not be saved says so in the dialog', async () => {
    const { user, answer } = await openWindow(one());
    answer('shares:qr', { ok: true, value: { picture: '/picture/token' } });
    answer('shares:save-qr', refused(failure({ message: 'The picture could not be saved.' })));
    await pick(user, 'QR code…');
    await user.click(await screen.findByRole('button', { name: 'Save picture…' }));
    const alert = await within(screen.getByRole('dialog')).findByRole('alert');
    expect(alert.textContent).toContain('could not be saved');
  });

  test('that cannot be made says why', async () => {
    const { user } = await openWindow(one(), {
      before: (fake) => fake.answer('shares:qr', refused(failure({ message: 'The link is too long for a QR code.' }))),
    });
    await pick(user, 'QR code…');
    expect((await screen.findByRole('alert')).textContent).toContain('too long for a QR code');
    expect(screen.queryByRole('button', { name: 'Save picture…' })).toBeNull();
  });
});

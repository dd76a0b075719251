// What happened is said once, in the right tone, and can be put away.
import { fireEvent, act, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { formats } from '../../renderer/app/state/format';
import { refused } from './fake-bridge';
import { openWindow, shareBy } from './open-window';
import { emptyView, failure, hourMs, keychainFailure } from './views';
import type { NoticeView } from '../../preload/views/notice-view';
import type { Channel } from '../../preload/contract';

afterEach(() => {
  vi.useRealTimers();
});

const turn = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });

const until = Date.now() + hourMs;
const clock = formats.clock(until, Date.now());
const copied = (change: Partial<Extract<NoticeView, { kind: 'copied' }>> = {}): NoticeView => ({
  id: 'n-1',
  kind: 'copied',
  count: 1,
  expiresAtMs: until,
  reach: 'public',
  ...change,
});

describe('good news', () => {
  test.each<readonly [NoticeView, string]>([
    [copied({ name: 'report.pdf' }), `Link copied. report.pdf, until ${clock} `],
    [copied({ name: 'a', reach: 'loopback' }), `Link copied. a, until ${clock}, on this computer only `],
    [
      { id: 'n-1', kind: 'ready', count: 1, name: 'report.pdf', expiresAtMs: until, reach: 'public' },
      'Link ready. report.pdf Without the focus Mayfly may not copy here.Copy link',
    ],
    [
      { id: 'n-1', kind: 'own-link', count: 1, name: 'report.pdf', shareId: 's-1' },
      'That is a link Mayfly made. report.pdf Copy it again?Copy link',
    ],
    [
      { id: 'n-1', kind: 'own-link', count: 1, name: 'report.pdf' },
      'That is a link Mayfly made. report.pdf It no longer opens.',
    ],
    [{ id: 'n-1', kind: 'own-link', count: 3 }, 'Those are links Mayfly made. They are on the clipboard already.'],
    [copied({ name: 'a', isSending: true }), `Link copied, still sending. a, until ${clock} `],
    [
      copied({ name: 'a', isSending: true, leftSeconds: 180 }),
      `Link copied, still sending (3 min left). a, until ${clock} `,
    ],
    [copied({ name: 'a', endUntold: true }), `Link copied. a, until ${clock}, or until the session token ends `],
    [copied({ count: 12 }), `12 links copied. They open until ${clock}.`],
    [
      { id: 'n-1', kind: 'revoked', name: 'report.pdf', links: 1 },
      'Link taken back. report.pdf The link no longer opens.',
    ],
    [
      { id: 'n-1', kind: 'revoked', name: 'Holiday', links: 13 },
      'Link taken back. Holiday The page and its 12 files no longer open.',
    ],
    [
      { id: 'n-1', kind: 'unverified', count: 1, name: 'report.pdf' },
      'Not verified yet. report.pdf All is stored; Mayfly opens the link once the network is back.',
    ],
    [
      { id: 'n-1', kind: 'clock', offsetMs: -3_600_000 },
      'This computer’s clock is wrong. It is 1 hr ahead of the server’s, by which links are made: they work all the same.',
    ],
    [
      { id: 'n-1', kind: 'extended', shareId: 's-1', name: 'report.pdf', oldEndMs: until },
      `A new link was made. report.pdf The old one still ends ${clock}.Write a mail`,
    ],
    [
      { id: 'n-1', kind: 'extended', shareId: 's-1', name: 'report.pdf' },
      'A new link was made. report.pdf Write a mail',
    ],
    [
      { id: 'n-1', kind: 'renewed', shareId: 's-1', name: 'report.pdf', oldEndMs: until },
      `A new link is ready. report.pdf The old one still ends ${clock}.Copy new link`,
    ],
    [
      { id: 'n-1', kind: 'received', requestId: 'r-1', name: 'Photos', sender: 'Kim', count: 3, refused: 1 },
      '3 files received. Photos 1 file was refused and removed. From Kim.',
    ],
    [
      { id: 'n-1', kind: 'received', requestId: 'r-1', name: 'Photos', count: 0, refused: 2 },
      '2 files were refused and removed. Photos ',
    ],
    [
      { id: 'n-1', kind: 'removed', shareId: 's-1', name: 'report.pdf', linkLives: true },
      'Removed from the history. report.pdf The link still works until it ends. Undo this to take it back.Undo',
    ],
    [
      { id: 'n-1', kind: 'revoked', name: 'report.pdf', links: 1, door: 'cached' },
      'Link taken back. report.pdf The link no longer opens. Its short link is taken back, but a cache still shows it.',
    ],
    [
      {
        id: 'n-1',
        kind: 'door-closed',
        address: 'https://go.example.com/k7Qm',
        status: 404,
        isPage: false,
        isCached: false,
        target: { became: 'dead', status: 403 },
      },
      'Short link taken back. go.example.com/k7Qm It answers 404. The link behind it answers 403.',
    ],
    [
      {
        id: 'n-1',
        kind: 'door-closed',
        address: 'https://go.example.com/k7Qm',
        status: 200,
        isPage: true,
        isCached: false,
        target: { became: 'dead', status: 403 },
      },
      'Short link taken back. go.example.com/k7Qm It says that it was closed, until its old end. The link behind it answers 403.',
    ],
    [
      { id: 'n-1', kind: 'door-pointed', address: 'https://go.example.com/k7Qm', name: 'b.txt' },
      'Short link changed. go.example.com/k7Qm It leads to “b.txt” now.',
    ],
    [
      { id: 'n-1', kind: 'extended', shareId: 's-1', name: 'report.pdf', isSame: true },
      'The short link has its new end. report.pdf It stays the same: nobody needs a new link.',
    ],
    [
      {
        id: 'n-1',
        kind: 'extended',
        shareId: 's-1',
        name: 'report.pdf',
        oldEndMs: until,
        copied: { untilMs: until, reach: 'loopback' },
      },
      `A new link was made and copied. report.pdf, until ${clock}, on this computer only. The old one still ends ${clock}.Write a mail`,
    ],
    [
      {
        id: 'n-1',
        kind: 'extended',
        shareId: 's-1',
        name: 'report.pdf',
        isSame: true,
        copied: { untilMs: until, reach: 'public' },
      },
      `The short link has its new end and is copied. report.pdf, until ${clock}. It stays the same: nobody needs a new link.`,
    ],
    [{ id: 'n-1', kind: 'skipped', count: 1 }, '1 symbolic link skipped. Mayfly follows none inside a folder.'],
    [
      { id: 'n-1', kind: 'restarted', name: 'film.mkv', why: 'upload-lost' },
      'An upload began again. film.mkv The server no longer had the parts that were sent.',
    ],
    [
      { id: 'n-1', kind: 'session-only' },
      'Kept for this session only. Secrets are in memory: they, and links served by this computer, end when Mayfly quits.',
    ],
  ])('%#', async (notice, text) => {
    const { user, asked, push } = await openWindow(emptyView());
    const status = screen.getByRole('status');
    push(emptyView({ notices: [notice] }));
    expect(status.textContent?.replaceAll(/\s+/g, ' ')).toBe(text);
    await user.click(within(status).getByRole('button', { name: 'Dismiss' }));
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-1' }]]);
  });

  test('that leaves gives the focus back to where it came from, or else to the title', async () => {
    const { user, push } = await openWindow(emptyView({ notices: [copied()] }));
    const options = screen.getByRole('button', { name: 'Options' });
    const dismiss = async () => {
      act(() => screen.getByRole('button', { name: 'Dismiss' }).focus());
      await user.keyboard('{Enter}');
      push(emptyView());
    };
    act(() => options.focus());
    await dismiss();
    expect(document.activeElement).toBe(options);
    act(() => options.blur());
    push(emptyView({ notices: [copied({ id: 'n-2' })] }));
    await dismiss();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  });

  test('of a link in this network shows its code, and has the time for it', async () => {
    vi.useFakeTimers();
    const notice = copied({ name: 'a', shareId: 's-1', reach: 'private' });
    const { asked } = await openWindow(emptyView({ notices: [notice] }), {
      advanceTimers: vi.advanceTimersByTime.bind(vi),
    });
    turn(11_000);
    expect(asked('notices:dismiss')).toEqual([]);
    vi.useRealTimers();
    fireEvent.click(screen.getByRole('button', { name: 'Show code' }));
    expect(await screen.findByRole('dialog', { name: 'Scan to open' })).toBeTruthy();
    expect(asked('shares:qr')).toEqual([[{ shareId: 's-1' }]]);
  });

  test('leaves by itself, unless it is being read or must be known', async () => {
    vi.useFakeTimers();
    const { asked, push } = await openWindow(emptyView({ notices: [copied()] }), {
      advanceTimers: vi.advanceTimersByTime.bind(vi),
    });
    const dismiss = screen.getByRole('button', { name: 'Dismiss' });
    act(() => dismiss.focus());
    turn(60_000);
    expect(asked('notices:dismiss')).toEqual([]);
    // The pointer that comes and goes does not take the focus out.
    const notice = dismiss.parentElement;
    if (notice) fireEvent.pointerMove(notice);
    if (notice) fireEvent.pointerLeave(notice);
    turn(60_000);
    expect(asked('notices:dismiss')).toEqual([]);
    act(() => dismiss.blur());
    turn(3_900);
    expect(asked('notices:dismiss')).toEqual([]);
    turn(100);
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-1' }]]);
    push(emptyView({ notices: [{ id: 'n-2', kind: 'session-only' }] }));
    turn(60_000);
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-1' }]]);
  });

  test('with something to press or to read stays longer than success', async () => {
    vi.useFakeTimers();
    const { asked } = await openWindow(
      emptyView({ notices: [{ id: 'n-1', kind: 'extended', shareId: 's-1', name: 'report.pdf' }] }),
      { advanceTimers: vi.advanceTimersByTime.bind(vi) },
    );
    turn(11_900);
    expect(asked('notices:dismiss')).toEqual([]);
    turn(100);
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-1' }]]);
  });
});

describe('news that ask for one more step', () => {
  const about = { id: 'n-1', shareId: 's-1', name: 'report.pdf' } as const;
  const long = { ...about, kind: 'long-link', characters: 1_400, hasToken: false } as const;

  test.each<readonly [NoticeView, string, Channel, unknown]>([
    [{ ...about, kind: 'renewed', oldEndMs: until }, 'Copy new link', 'shares:copy-link', { shareId: 's-1' }],
    [{ ...about, kind: 'extended' }, 'Write a mail', 'shares:mail', { shareId: 's-1' }],
    [{ ...about, kind: 'removed', linkLives: false }, 'Undo', 'shares:restore', { shareId: 's-1' }],
    [{ id: 'n-1', kind: 'cancelled', count: 3 }, 'Undo', 'uploads:undo-cancel', { noticeId: 'n-1' }],
    [{ ...long, shortest: 990 }, 'Copy the shorter link', 'shares:copy-link', { shareId: 's-1', short: true }],
  ])('%#', async (notice, button, channel, input) => {
    const { user, asked } = await openWindow(emptyView({ notices: [notice] }));
    await user.click(screen.getByRole('button', { name: button }));
    expect(asked(channel)).toEqual([[input]]);
  });

  test('a shorter link that mail would cut as well is not offered, and why it is long is said', async () => {
    await openWindow(emptyView({ notices: [{ ...long, shortest: 1_300, hasToken: true }] }));
    expect(screen.queryByRole('button', { name: 'Copy the shorter link' })).toBeNull();
    expect(screen.getByRole('status').textContent).toContain('the token of your temporary credentials');
  });

  test('the offer to undo outlasts other news, and a new link stays until it is put away', async () => {
    vi.useFakeTimers();
    const removed: NoticeView = { ...about, kind: 'removed', linkLives: true };
    const renewed: NoticeView = { ...about, id: 'n-2', kind: 'renewed', oldEndMs: until };
    const { asked } = await openWindow(emptyView({ notices: [removed, renewed] }), {
      advanceTimers: vi.advanceTimersByTime.bind(vi),
    });
    turn(49_000);
    expect(asked('notices:dismiss')).toEqual([]);
    turn(60_000);
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-1' }]]);
  });
});

describe('a failure', () => {
  test('of main is an alert with its next step', async () => {
    const { user, asked } = await openWindow(
      emptyView({ notices: [{ id: 'n-1', kind: 'failure', failure: failure() }] }),
    );
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toBe(
      'The server s3.example.com cannot be reached.Your files are safe on this computer; nothing new was shared. Check the network and the endpoint, then try again.',
    );
    await user.click(within(alert).getByRole('button', { name: 'Dismiss' }));
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-1' }]]);
  });

  test('of the keychain can be tried again', async () => {
    const { user, asked } = await openWindow(
      emptyView({ notices: [{ id: 'n-1', kind: 'failure', failure: keychainFailure() }] }),
    );
    await user.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' }));
    expect(asked('keychain:retry').length).toBe(1);
  });

  test('of an action is said once, however often it is tried', async () => {
    const { user, asked } = await openWindow(emptyView(), {
      before: (fake) => fake.answer('clipboard:share', refused(failure({ message: 'The clipboard is empty.' }))),
    });
    await shareBy(user, 'Share clipboard');
    await shareBy(user, 'Share clipboard');
    expect(screen.getAllByRole('alert').map((alert) => alert.textContent)).toEqual([
      expect.stringContaining('The clipboard is empty.'),
    ]);
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(asked('notices:dismiss')).toEqual([]);
  });

  test('many do not bury the window: the newest is seen, and the others are counted', async () => {
    const notices = [1, 2, 3, 4, 5].map((n): NoticeView => ({
      id: `n-${n}`,
      kind: 'failure',
      failure: failure({ message: `Failure ${n}.` }),
    }));
    const { user, asked } = await openWindow(emptyView({ notices }));
    const buttons = screen.getAllByRole('button', { name: 'Dismiss' });
    expect(buttons.map((button) => button.parentElement?.textContent)).toEqual([expect.stringContaining('Failure 5.')]);
    expect(screen.getByText('and 4 more')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Dismiss all' }));
    expect(asked('notices:dismiss').length).toBe(5);
  });
});

describe('several at once', () => {
  const oldest: NoticeView = { id: 'n-1', kind: 'failure', failure: failure({ message: 'No.' }) };

  test('the newest stands in the bar; the one before it comes back when that leaves, and is in the page all along', async () => {
    const { push } = await openWindow(emptyView({ notices: [oldest] }));
    const words = screen.getByRole('alert').querySelector('p');
    push(emptyView({ notices: [oldest, copied({ id: 'n-2', name: 'report.pdf' })] }));
    expect(screen.getByRole('button', { name: 'Dismiss' }).parentElement?.textContent).toContain('Link copied.');
    expect(screen.getByText('and 1 more')).toBeDefined();
    push(emptyView({ notices: [oldest] }));
    expect(screen.getByRole('button', { name: 'Dismiss' }).parentElement?.textContent).toContain('No.');
    expect(screen.getByRole('alert').querySelector('p'), 'it is not read once more').toBe(words);
  });

  test('a pointer holds the one that it moves over, and none that comes below a pointer at rest', async () => {
    vi.useFakeTimers();
    const { asked, push } = await openWindow(emptyView({ notices: [copied()] }), {
      advanceTimers: vi.advanceTimersByTime.bind(vi),
    });
    const bar = () => screen.getByRole('button', { name: 'Dismiss' }).parentElement ?? document.body;
    // A browser sends these, and no move, where the page changes below the pointer.
    fireEvent.pointerOver(bar());
    fireEvent.pointerEnter(bar());
    turn(4_000);
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-1' }]]);
    push(emptyView({ notices: [copied({ id: 'n-2' })] }));
    fireEvent.pointerMove(bar());
    turn(60_000);
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-1' }]]);
    fireEvent.pointerLeave(bar());
    turn(4_000);
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-1' }], [{ noticeId: 'n-2' }]]);
  });

  test('a button with the focus stays until it is pressed or left, whatever comes meanwhile', async () => {
    const cancelled: NoticeView = { id: 'n-1', kind: 'cancelled', count: 1, name: 'film.bin' };
    const news = copied({ id: 'n-2' });
    const { user, asked, push } = await openWindow(emptyView({ notices: [cancelled] }));
    const inFront = () => screen.getByRole('button', { name: 'Dismiss' }).parentElement?.textContent;
    act(() => screen.getByRole('button', { name: 'Undo' }).focus());
    push(emptyView({ notices: [cancelled, news] }));
    expect([document.activeElement?.textContent, inFront()]).toEqual(['Undo', expect.stringContaining('film.bin')]);
    await user.keyboard('{Enter}');
    expect(asked('uploads:undo-cancel')).toEqual([[{ noticeId: 'n-1' }]]);
    expect(inFront()).toContain('Link copied.');
  });

  test('what has to be read waits for its turn before its time runs', async () => {
    vi.useFakeTimers();
    const skipped: NoticeView = { id: 'n-1', kind: 'skipped', count: 1 };
    const { asked, push } = await openWindow(emptyView({ notices: [skipped, copied({ id: 'n-2' })] }), {
      advanceTimers: vi.advanceTimersByTime.bind(vi),
    });
    turn(4_000);
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-2' }]]);
    push(emptyView({ notices: [skipped] }));
    turn(11_900);
    expect(asked('notices:dismiss').length).toBe(1);
    turn(100);
    expect(asked('notices:dismiss')).toEqual([[{ noticeId: 'n-2' }], [{ noticeId: 'n-1' }]]);
  });
});

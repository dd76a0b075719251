// The history in a terminal: every share is found by what is known of it, and what is said of it is true.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../main/core/model/failure';
import type { Share } from '../../main/core/model/share';
import type { HistoryCommand, ListCommand } from '../../main/terminal/arguments/command';
import { linkHints } from '../../main/terminal/output/hints';
import {
  copyLink,
  extendShare,
  forgetShare,
  keepAlive,
  linkStored,
  revokeShares,
  showQr,
} from '../../main/terminal/commands/link-commands';
import { listShares } from '../../main/terminal/commands/list-command';
import type { Serving } from '../../main/terminal/commands/serve-links';
import { shareMeant } from '../../main/terminal/arguments/share-ids';
import { showShare } from '../../main/terminal/commands/show-command';
import { caught, rejected } from '../fakes/failing';
import { newYearMs, sampleConnection, sampleShare } from '../fakes/samples';
import { startsApps } from '../core/app/starts-apps';
import { createMemoryTerminal } from './memory-terminal';
import { reasonOf } from '../fakes/reason-of';
import { parseLine } from '../schema-version';

const common = { json: false, profileDir: undefined };
const everything: ListCommand = {
  kind: 'list',
  ...common,
  states: undefined,
  unverified: false,
  search: undefined,
  connectionName: undefined,
  sort: 'newest',
  limit: undefined,
};
const hourMs = 3_600_000;

const startOne = startsApps();

/** The app with these shares in its ledger, and a terminal. */
async function start(shares: readonly Share[] = [sampleShare]) {
  const started = await startOne({
    prepare: ({ ports }) => {
      for (const share of shares) ports.ledger.saveShare(share);
    },
  });
  const terminal = createMemoryTerminal();
  const { signal } = new AbortController();
  const serving: Serving = {
    app: started.app,
    terminal,
    signal,
    pid: started.ports.pid,
    profileDir: '/profile',
    clock: started.clock.now,
  };
  return { ...started, terminal, serving, nowMs: started.clock.now() };
}

/** As `start`, with one file that was really shared, for an hour. */
async function startShared() {
  const started = await start([]);
  started.files.put('/home/a.txt', 'abc');
  const [result] = await started.app.shareItems(['/home/a.txt'], { copy: false, lifetimeSeconds: 3_600 });
  if (result?.ok !== true) throw new Error('nothing was shared');
  return { ...started, ...result.shared };
}

const page: Share = { ...sampleShare, id: 's-page', kind: 'page', name: 'Holiday', fileCount: 12, verified: false };
const history: readonly Share[] = [
  { ...sampleShare, name: 'a\u001b[2J.pdf' },
  page,
  { ...sampleShare, id: 's-old', name: 'old', expiresAtMs: newYearMs - 1, sizeBytes: 9_999 },
  { ...sampleShare, id: 's-taken', name: 'gone', revokedAtMs: 1, expiresAtMs: newYearMs + hourMs },
  { ...sampleShare, id: 's-lost', name: 'lost', missingAtMs: 1 },
];

describe('list', () => {
  test('is a table of all that was shared', async () => {
    const { app, terminal } = await start(history);
    expect(listShares(everything, app, terminal, newYearMs + hourMs)).toBe(0);
    expect(terminal.printed[0]?.split('\n')).toEqual([
      'ID        STATE                     SIZE    CONNECTION  NAME',
      's-lost    missing                   1.2 kB  Work        lost',
      's-taken   taken back                1.2 kB  Work        gone',
      's-old     expired                   10 kB   Work        old',
      's-page    23 hr left, not verified  1.2 kB  Work        Holiday (12 files)',
      's-report  23 hr left                1.2 kB  Work        a\ufffd[2J.pdf',
    ]);
  });

  test.each<readonly [what: string, asked: Partial<ListCommand>, ids: readonly string[]]>([
    ['living ones', { states: ['live'] }, ['s-page', 's-report']],
    ['of two states', { states: ['expired', 'missing'] }, ['s-lost', 's-old']],
    ['not proven', { unverified: true }, ['s-page']],
    ['by a part of the name', { search: 'HOLI' }, ['s-page']],
    ['of a connection', { connectionName: sampleConnection.name, states: ['revoked'] }, ['s-taken']],
    ['the largest', { sort: 'largest', limit: 1 }, ['s-old']],
    ['those that end first', { sort: 'ending', limit: 2 }, ['s-old', 's-taken']],
    ['by name', { sort: 'name', limit: 2 }, ['s-report', 's-taken']],
    ['nothing', { search: 'nobody' }, []],
  ])('gives %s', async (_what, asked, ids) => {
    const { app, terminal } = await start(history);
    listShares({ ...everything, ...asked, json: true }, app, terminal, newYearMs);
    expect((JSON.parse(terminal.printed[0] ?? '') as { id: string }[]).map(({ id }) => id)).toEqual(ids);
  });

  test('says what it does not show', async () => {
    const { app, terminal } = await start(history);
    listShares({ ...everything, limit: 2 }, app, terminal, newYearMs);
    expect([terminal.printed[0]?.split('\n').length, terminal.said]).toEqual([
      3,
      ['mayfly: 3 more; --limit shows them.'],
    ]);
  });

  test.each<readonly [asked: Partial<ListCommand>, words: string]>([
    [{}, 'mayfly: nothing shared yet.'],
    [{ search: 'x' }, 'mayfly: nothing matches.'],
    [{ unverified: true }, 'mayfly: nothing matches.'],
  ])('of nothing says so: %j', async (asked, words) => {
    const { app, terminal, nowMs } = await start([]);
    listShares({ ...everything, ...asked }, app, terminal, nowMs);
    expect([terminal.printed, terminal.said]).toEqual([[], [words]]);
    listShares({ ...everything, ...asked, json: true }, app, terminal, nowMs);
    expect(terminal.printed).toEqual(['[]']);
  });

  test('does not know every connection', async () => {
    const { app, terminal, nowMs } = await start();
    const failure = caught(() => listShares({ ...everything, connectionName: 'Home' }, app, terminal, nowMs));
    expect([failure.code, failure.detail.connectionName]).toEqual(['connection-unknown', 'Home']);
  });

  test('in JSON has exactly the fields of the contract', async () => {
    const { app, terminal, nowMs } = await start([{ ...sampleShare, keepUntilMs: newYearMs + 30 * 86_400_000 }]);
    listShares({ ...everything, json: true }, app, terminal, nowMs);
    expect(parseLine(terminal.printed[0] ?? '')).toEqual([
      {
        id: 's-report',
        kind: 'file',
        origin: 'uploaded',
        name: 'report.pdf',
        sizeBytes: 1_234,
        fileCount: 1,
        contentType: 'application/pdf',
        connection: 'Work',
        bucket: 'files',
        key: sampleShare.key,
        createdAt: '2026-01-01T00:00:00.000Z',
        expiresAt: '2026-01-02T00:00:00.000Z',
        limitedBy: 'requested',
        reach: 'public',
        keepUntil: '2026-01-31T00:00:00.000Z',
        state: 'live',
        verified: true,
      },
    ]);
  });
});

describe('an ID', () => {
  const ids = ['abcd-1', 'abcd-12', 'abce-3'].map((id) => ({ ...sampleShare, id }));
  test.each([
    ['abcd-12', 'abcd-12'],
    ['abce', 'abce-3'],
    ['ABCE', 'abce-3'],
    ['abcd-1', 'abcd-1'],
  ])('may be its beginning: %s is %s', async (text, id) => {
    const { app, nowMs } = await start(ids);
    expect(shareMeant(text, app, nowMs).id).toBe(id);
  });

  test.each([
    ['abcd', 'share-ambiguous', '2 IDs begin with “abcd”'],
    ['abc', 'bad-request', 'an ID takes at least 4 characters'],
    ['', 'bad-request', 'an ID takes at least 4 characters'],
    ['abcd-2', 'share-not-found', undefined],
    ['%%%%', 'share-not-found', undefined],
  ])('that means no one share is refused: %s', async (text, code, reason) => {
    const { app, nowMs } = await start(ids);
    const failure = caught(() => shareMeant(text, app, nowMs));
    expect([failure.code, reasonOf(failure)]).toEqual([code, reason]);
  });
});

describe('show', () => {
  test('tells all there is of a file, and no link', async () => {
    const { share, app, terminal, nowMs } = await startShared();
    expect(await showShare(share, false, app, terminal, nowMs)).toBe(0);
    const facts = terminal.printed[0]?.split('\n').map((line) => line.split(/ {2,}/)) ?? [];
    expect(Object.fromEntries(facts)).toMatchObject({
      ID: share.id,
      Name: 'a.txt',
      Size: '3 bytes',
      Type: 'text/plain, attachment',
      State: '1 hr left',
      Ends: expect.stringMatching(/, as asked$/) as string,
      Verified: 'yes, a stranger could open it',
      Connection: 'Work',
      Place: `s3.example.com, us-east-1, s3://files/${share.key}`,
    });
    expect(terminal.printed.join('\n')).not.toMatch(/signature|until=\d/i);
  });

  test.each([
    ['credentials', 'cut short: the temporary credentials end then'],
    ['connection', 'cut short: the longest time of this storage'],
  ] as const)('says why a link ends: %s', async (limitedBy, words) => {
    const { app, terminal, nowMs } = await start();
    await showShare({ ...sampleShare, limitedBy }, false, app, terminal, nowMs);
    expect(terminal.printed[0]).toMatch(new RegExp(`Ends .*, ${words}$`, 'm'));
  });

  test('lists the files of a page', async () => {
    const { app, terminal, ports, nowMs } = await start([page]);
    const item = { shareId: page.id, contentType: 'text/plain', storedCheck: 'crc32', key: 'k' } as const;
    ports.ledger.saveItem({ ...item, role: 'file', path: 'b/\u001bx.txt', sizeBytes: 5, sha256: 'ab' }, 0);
    ports.ledger.saveItem({ ...item, role: 'page', path: 'index.html', sizeBytes: 9 }, 1);
    await showShare({ ...page, message: 'See\nyou' }, false, app, terminal, nowMs);
    expect(terminal.printed[0]).toMatch(/^Name +Holiday \(12 files\)$/m);
    expect(terminal.printed[0]).toMatch(/^Message +See\ufffdyou$/m);
    expect(terminal.printed[1]?.split('\n')).toEqual(['SIZE     SHA-256  FILE', '5 bytes  ab       b/\ufffdx.txt']);
    await showShare(page, true, app, terminal, nowMs);
    expect(JSON.parse(terminal.printed[2] ?? '')).toMatchObject({
      kind: 'page',
      endpoint: 'https://s3.example.com',
      files: [{ name: 'b/\u001bx.txt', sizeBytes: 5, sha256: 'ab', contentType: 'text/plain' }],
    });
  });
});

const copyCommand: Extract<HistoryCommand, { kind: 'copy' }> = {
  kind: 'copy',
  ...common,
  id: '',
  form: undefined,
  short: false,
  door: false,
  print: false,
};

describe('copy', () => {
  test('puts the link on the clipboard and says how long it opens', async () => {
    const { share, url, serving, terminal, clipboard } = await startShared();
    expect(await copyLink(copyCommand, share, serving)).toBe(0);
    expect(clipboard.written).toEqual([url]);
    expect(terminal.printed).toEqual([expect.stringMatching(/^Copied\. It opens until .+\.$/)]);
    await copyLink({ ...copyCommand, json: true, form: 'markdown' }, share, serving);
    expect(clipboard.written[1]).toMatch(/^\[a\.txt\]\(/);
    expect(parseLine(terminal.printed[1] ?? '')).toEqual({
      id: share.id,
      copied: true,
      expiresAt: new Date(share.expiresAtMs).toISOString(),
    });
  });

  test('with --print it is on standard output, and the clipboard is left alone', async () => {
    const { share, url, serving, terminal, clipboard } = await startShared();
    await copyLink({ ...copyCommand, print: true }, share, serving);
    await copyLink({ ...copyCommand, print: true, form: 'html' }, share, serving);
    await copyLink({ ...copyCommand, print: true, short: true }, share, serving);
    expect([terminal.printed[0], clipboard.written]).toEqual([url, []]);
    expect(terminal.printed[1]).toMatch(/^<a href="/);
    expect(terminal.printed[2]?.length).toBeLessThan(url.length);
  });

  test('that is refused prints nothing', async () => {
    const { share, serving, terminal, bucket } = await startShared();
    bucket.objects.clear();
    expect((await rejected(copyLink(copyCommand, share, serving))).code).toBe('object-missing');
    expect(terminal.printed).toEqual([]);
  });
});

describe('extend', () => {
  test('prints the new link, and says that the old one keeps its end', async () => {
    const { share, serving, terminal, server, clock, clipboard } = await startShared();
    const command = { kind: 'extend', ...common, id: share.id, lifetimeSeconds: 86_400, copy: true } as const;
    expect(await extendShare(command, share, serving)).toBe(0);
    const [url = ''] = terminal.printed;
    clock.advance(12 * hourMs);
    expect([server.get(url).status, clipboard.written]).toEqual([200, [url]]);
    expect(terminal.said).toEqual([expect.stringMatching(/^mayfly: the old link of a\.txt keeps its old end, /)]);
  });
});

describe('keep', () => {
  test('remembers the day, and says what keeps it alive', async () => {
    const { share, serving, terminal, ports } = await startShared();
    const command = { kind: 'keep', ...common, id: share.id, until: '2026-06-30' } as const;
    expect(keepAlive(command, share, serving)).toBe(0);
    expect(ports.ledger.share(share.id)?.keepUntilMs).toBe(new Date(2026, 6, 1).getTime() - 1_000);
    expect(terminal.printed[0]).toMatch(/^Kept alive until .*: while the app runs, it makes a new link/);
    keepAlive({ ...command, until: undefined }, share, serving);
    expect(ports.ledger.share(share.id)?.keepUntilMs).toBeUndefined();
    expect(terminal.printed[1]).toMatch(/^Not kept alive any more\. The link ends /);
  });

  test.each(['2025-12-31', 'one day', '2026-02-30'])('refuses %s', async (until) => {
    const { share, serving } = await startShared();
    expect(caught(() => keepAlive({ kind: 'keep', ...common, id: share.id, until }, share, serving)).code).toBe(
      'bad-request',
    );
  });
});

describe('revoke', () => {
  test('says what an anonymous request is answered now', async () => {
    const { share, serving, terminal } = await startShared();
    expect(await revokeShares({ ...common, ids: [share.id], dryRun: false }, serving)).toBe(0);
    expect(terminal.printed).toEqual(['Taken back. The link no longer opens.']);
  });

  test('takes several, a line each, and ends with the code of the first that failed', async () => {
    const { share, serving, terminal, app, files } = await startShared();
    files.put('/home/b.txt', 'b');
    const [other] = await app.shareItems(['/home/b.txt'], { copy: false });
    if (other?.ok !== true) throw new Error('nothing was shared');
    const ids = ['nobody-has-this', share.id, other.shared.share.id];
    expect(await revokeShares({ ...common, ids, dryRun: false }, serving)).toBe(2);
    expect(terminal.printed).toEqual([
      'a.txt: Taken back. The link no longer opens.',
      'b.txt: Taken back. The link no longer opens.',
    ]);
    expect(terminal.said).toEqual([expect.stringMatching(/^mayfly: There is no share with that ID/)]);
    await revokeShares({ ...common, json: true, ids: [share.id], dryRun: false }, serving);
    expect(parseLine(terminal.printed[2] ?? '')).toEqual({
      id: share.id,
      revoked: true,
      status: 404,
      objectsRemoved: 1,
      linksAsked: 1,
    });
  });

  test('that could not be proven prints nothing', async () => {
    const { share, serving, terminal, objects } = await startShared();
    objects.fail('removeMany', new Failure('access-denied'));
    expect(await revokeShares({ ...common, ids: [share.id], dryRun: false }, serving)).toBe(3);
    expect(terminal.printed).toEqual([]);
  });
});

describe('forget', () => {
  test('of a living link says that it goes on to work', async () => {
    const { share, url, serving, terminal, server, ports } = await startShared();
    expect(await forgetShare(share, common, serving)).toBe(0);
    expect([ports.ledger.shares(), server.get(url).status]).toEqual([[], 200]);
    expect(terminal.printed).toEqual([
      expect.stringMatching(
        /^Forgotten\. Its link still works until .* and cannot be taken back from here any more\.$/,
      ),
    ]);
  });

  test('of an ended one says no more', async () => {
    const { share, serving, terminal, clock } = await startShared();
    clock.advance(2 * hourMs);
    await forgetShare(share, common, serving);
    expect(terminal.printed).toEqual(['Forgotten.']);
  });
});

describe('show --qr', () => {
  test('draws the code on a terminal', async () => {
    const { share, serving } = await startShared();
    const terminal = createMemoryTerminal(true, 200);
    expect(await showQr(share, { ...serving, terminal })).toBe(0);
    const lines = terminal.printed[0]?.split('\n') ?? [];
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines)
      expect(line.replace('\u001b[38;5;231;48;5;16m', '').replace('\u001b[0m', '')).toMatch(/^[ █▀▄]+$/u);
    expect(terminal.printed.join('')).not.toContain('signature');
  });

  test.each([
    ['no terminal', undefined, 'a QR code needs a terminal'],
    ['a narrow one', 40, /^the code takes \d+ columns, and the terminal has 40$/],
  ])('refuses %s', async (_what, columns, reason) => {
    const { share, serving } = await startShared();
    const terminal = createMemoryTerminal(true, columns);
    const failure = await rejected(showQr(share, { ...serving, terminal }));
    expect([failure.code, terminal.printed]).toEqual(['bad-request', []]);
    expect(reasonOf(failure)).toMatch(reason);
  });
});

describe('link', () => {
  const command = {
    kind: 'link',
    ...common,
    address: 's3://files/plan.txt',
    lifetimeSeconds: 600,
    connectionName: undefined,
    inline: true,
    title: undefined,
    message: undefined,
    copy: false,
  } as const;

  test('prints a link to what is in the bucket, and no upload was needed', async () => {
    const { serving, terminal, server, bucket, objects } = await start([]);
    const headers = { contentType: 'text/plain', contentDisposition: 'inline' };
    bucket.objects.set('plan.txt', { body: Buffer.from('plan'), etag: '"e"', headers });
    expect(await linkStored(command, serving)).toBe(0);
    expect(server.get(terminal.printed[0] ?? '')).toMatchObject({ status: 200, body: Buffer.from('plan') });
    expect(objects.calls.map(({ operation }) => operation)).not.toContain('put');
    await linkStored({ ...command, connectionName: 'Work', json: true }, serving);
    expect(JSON.parse(terminal.printed[1] ?? '')).toMatchObject({ key: 'plan.txt', verified: true });
  });

  test.each([
    [{ connectionName: 'Home' }, 'connection-unknown'],
    [{ address: 's3://files/none' }, 'object-not-found'],
  ])('refuses %j', async (change, code) => {
    const { serving, terminal } = await start([]);
    expect((await rejected(linkStored({ ...command, ...change }, serving))).code).toBe(code);
    expect(terminal.printed).toEqual([]);
  });
});

describe('hints to a link', () => {
  const link = (change: Partial<Share>, url = 'https://s3.example.com/k') => ({
    share: { ...sampleShare, ...change },
    url,
    connectionName: 'Work',
  });
  const long = `https://s3.example.com/k?response-content-disposition=${'n'.repeat(1_200)}`;
  const begun = 'mayfly: the link of report.pdf has 1,254 characters, and mail breaks lines over 998';
  const chat =
    'mayfly: chats fetch a picture to show it, and may keep it; with --page they get the page and not the picture.';

  test.each([
    ['an ordinary one', link({}), true, []],
    ['a long one', link({}, long), true, [`${begun}; mayfly copy s-report --short makes a shorter one.`]],
    ['a long one that is not kept', link({}, long), false, [`${begun}.`]],
    [
      'one that a token makes long',
      link({}, `https://s3.example.com/k?X-Amz-Security-Token=${'t'.repeat(1_208)}`),
      true,
      [`${begun}; links of lasting credentials are shorter.`],
    ],
    ['a picture that is shown', link({ contentType: 'image/png', disposition: 'inline' }), true, [chat]],
    ['a picture that is saved', link({ contentType: 'image/png' }), true, []],
    ['a text that is shown', link({ contentType: 'text/plain', disposition: 'inline' }), true, []],
    ['a page', link({ kind: 'page', contentType: 'text/html', disposition: 'inline' }), true, []],
    [
      'one that temporary credentials cut short',
      link({ limitedBy: 'credentials', expiresAtMs: new Date(2020, 0, 2, 15, 4).getTime() }),
      true,
      [expect.stringMatching(/^mayfly: it works until .*2020.* \(cut short: the temporary credentials end then\)\.$/)],
    ],
    [
      'one of a session token whose end nobody told',
      { ...link({}), endUntold: true as const },
      true,
      [expect.stringMatching(/^mayfly: a link ends with its session token, whose end nobody told/)],
    ],
    [
      'a short one that is kept alive past what the protocol takes',
      { ...link({ limitedBy: 'protocol', keepUntilMs: newYearMs + 30 * 86_400_000 }), doorId: 'd-1' },
      true,
      [],
    ],
  ])('%s', (_what, shared, isKept, hints) => {
    expect(linkHints([link({ name: 'other' }), shared], () => isKept)).toEqual(hints);
  });

  // Once “some of the links” did, as if others opened elsewhere.
  test('that open here alone tell how many do', () => {
    const here = link({}, 'http://127.0.0.1:9000/k');
    const hint = (links: Parameters<typeof linkHints>[0]) => linkHints(links, () => true);
    expect(hint([here])).toEqual(['mayfly: the link opens on this computer only.']);
    expect(hint([here, here, link({})])).toEqual(['mayfly: 2 links open on this computer only.']);
  });
});

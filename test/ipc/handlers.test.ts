// Each request of the window reaches the one verb it means.
import { describe, expect, test } from 'vitest';
import { initialDesktop } from '../../main/core/model/desktop-settings';
import { failedFinding } from '../../main/core/model/examination';
import { Failure } from '../../main/core/model/failure';
import type { ConnectionDraft } from '../../main/core/connections/rules/connection-draft';
import { countArrivals } from '../../main/core/model/requests/file-request';
import { sampleArrival, sampleConnection, sampleExamination, sampleFileRequest, sampleShare } from '../fakes/samples';
import type { Proposed } from '../../main/core/model/share-request';
import { createBorder, draft, documentToken } from './border';

describe('sharing', () => {
  test('dropped files are shared, and their link is copied', async () => {
    const { ask, app } = createBorder();
    await ask('files:share', { documentToken, paths: ['/a b', '/ü'], options: {} });
    expect(app.calls).toEqual([['shareItems', ['/a b', '/ü'], { copy: true, linkFirst: 'when-long' }]]);
  });

  test.each(['relative.txt', './x', '', 'C:x', '/a\0b'])('the path %j is not taken from a page', async (path) => {
    const { ask, app } = createBorder();
    expect(await ask('files:share', { documentToken, paths: ['/fine', path], options: {} })).toMatchObject({
      ok: false,
      failure: { code: 'bad-request' },
    });
    expect(app.calls).toEqual([]);
  });

  test.each([
    ['words', [['shareText', 'words', {}]]],
    ['https://example.com/', [['shareText', 'https://example.com/', {}]]],
    // A web page can put it into a drag of its picture.
    ['file:///home/me/.ssh/id_ed25519', [['shareText', 'file:///home/me/.ssh/id_ed25519', {}]]],
    ['file:///a%20b\r\nfile:///d', [['shareText', 'file:///a%20b\r\nfile:///d', {}]]],
  ])('a dropped text %j is shared as a text, and never as a file that it names', async (text, calls) => {
    const { ask, app } = createBorder();
    await ask('text:share', { documentToken, text, options: {} });
    expect(app.calls).toEqual(calls);
  });

  test('a text that did not come through the preload script is refused', async () => {
    const { ask, app } = createBorder();
    const asked = { documentToken: 'x'.repeat(22), text: 'file:///etc/passwd', options: {} };
    expect(await ask('text:share', asked)).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    expect(app.calls).toEqual([]);
  });

  test('chosen files are shared', async () => {
    const { ask, app } = createBorder({}, ['/chosen']);
    expect(await ask('files:choose', { choice: 'files', options: {} })).toEqual({
      ok: true,
      value: { chosen: true },
    });
    expect(app.calls).toEqual([['shareItems', ['/chosen'], { copy: true, linkFirst: 'when-long' }]]);
  });

  test('where they go, how long their links live and how they open is no option of a share', async () => {
    const { ask } = createBorder();
    for (const options of [{ inline: true }, { connectionId: 'c1' }, { expirySeconds: 60 }])
      expect(await ask('clipboard:share', { options: options as never })).toMatchObject({ ok: false });
  });

  test('a made password is copied, and known to the page that asked for it', async () => {
    const { ask, app } = createBorder();
    expect(await ask('encryption:make-password')).toMatchObject({ ok: true, value: { isCopied: true } });
    await ask('lifetime:choose', { expirySeconds: 60 });
    expect(app.calls).toEqual([['makePassword'], ['chooseLifetime', 60]]);
  });

  test('the sender’s words go with the files and with the clipboard', async () => {
    const { ask, app } = createBorder();
    const words = { page: 'always', title: 'Holiday', message: 'Have fun!' } as const;
    await ask('files:share', { documentToken, paths: ['/a'], options: { ...words } });
    await ask('clipboard:share', { options: { ...words } });
    expect(app.calls).toEqual([
      ['shareItems', ['/a'], { copy: true, linkFirst: 'when-long', ...words }],
      ['shareClipboard', { ...words }],
    ]);
  });

  test('a name for the recipient goes with a single file, and keeps its ending', async () => {
    const { ask, app } = createBorder();
    await ask('files:share', { documentToken, paths: ['/home/u/report.pdf'], options: { name: 'Offer' } });
    await ask('clipboard:share', { options: { name: 'Notes' } });
    expect(app.calls).toEqual([
      ['shareItems', ['/home/u/report.pdf'], { copy: true, linkFirst: 'when-long', name: 'Offer.pdf' }],
      ['shareClipboard', { name: 'Notes' }],
    ]);
  });

  test('a dismissed dialog shares nothing and is no failure', async () => {
    const { ask, app } = createBorder({}, []);
    expect(await ask('files:choose', { choice: 'files', options: {} })).toEqual({
      ok: true,
      value: { chosen: false },
    });
    expect(app.calls).toEqual([]);
  });
});

describe('pasted credentials', () => {
  const text =
    '[work]\naws_access_key_id = AKIACANARYCANARYEND1\naws_secret_access_key = CANARY-s\naws_session_token = CANARY-t\nregion = eu-west-1';

  test('go in, and only what they are comes out', async () => {
    const { ask } = createBorder();
    const outcome = await ask('credentials:paste', { text });
    expect(outcome).toEqual({
      ok: true,
      value: {
        pasteId: 'paste-1',
        name: 'work',
        others: 0,
        keyId: 'AKIA…END1',
        hasSecret: true,
        hasToken: true,
        region: 'eu-west-1',
      },
    });
    expect(JSON.stringify(outcome)).not.toContain('CANARY');
  });

  test('that are none are answered with words', async () => {
    const { ask } = createBorder();
    expect(await ask('credentials:paste', { text: 'CANARY' })).toMatchObject({
      ok: false,
      failure: { code: 'paste-unknown' },
    });
  });
});

describe('the history', () => {
  const query = { text: 'rep', states: ['live', 'missing'], sort: 'ending', offset: 200, limit: 100 } as const;

  test('is searched by the clock of the main process, and gives no place of an object', async () => {
    const { ask, app } = createBorder({ shares: [{ ...sampleShare, key: 'CANARY', endpoint: 'http://CANARY' }] });
    const answer = await ask('shares:find', query);
    expect(app.calls).toEqual([['findShares', { ...query, nowMs: 1_000_000 }]]);
    expect(answer).toMatchObject({
      ok: true,
      value: { total: 1, shares: [{ id: sampleShare.id, name: 'report.pdf' }] },
    });
    expect(JSON.stringify(answer)).not.toContain('CANARY');
  });

  test.each([
    ['a window of rows too large', { limit: 201 }],
    ['an unknown order', { sort: 'random' }],
    ['a negative offset', { offset: -1 }],
  ])('%s is refused', async (_what, change) => {
    const { ask, app } = createBorder();
    expect(await ask('shares:find', { ...query, ...change })).toMatchObject({ failure: { code: 'bad-request' } });
    expect(app.calls).toEqual([]);
  });

  test('a page tells its files and not its pages', async () => {
    const { ask, app } = createBorder({
      shares: [{ ...sampleShare, key: 'CANARY', message: 'For you.', revokedStatus: 404 }],
    });
    const item = { shareId: 's1', role: 'file', key: 'CANARY', path: 'a/b.txt', sizeBytes: 3 } as const;
    app.items = [
      { ...item, contentType: 'text/plain', storedCheck: 'crc32' },
      { ...item, role: 'page', path: 'index.html', contentType: 'text/html', storedCheck: 'crc32' },
    ];
    expect(await ask('shares:details', { shareId: sampleShare.id })).toEqual({
      ok: true,
      value: {
        host: 's3.example.com',
        bucket: 'files',
        message: 'For you.',
        answer: 404,
        files: [{ path: 'a/b.txt', sizeBytes: 3, contentType: 'text/plain' }],
      },
    });
  });
});

test('what arrived is listed by its minute, the newest first, and within it by name', async () => {
  const request = { ...sampleFileRequest, id: 'r1' };
  const { ask, app } = createBorder({ fileRequests: [{ request, counts: countArrivals([]) }] });
  const sent = [
    ['late 10', 125_000],
    ['early', 59_999],
    ['late 2', 120_000],
    ['late 9', 179_000],
  ] as const;
  app.arrivals = sent.map(([name, arrivedAtMs], slot) => ({ ...sampleArrival, name, arrivedAtMs, slot }));
  const arrivals = ['late 2', 'late 9', 'late 10', 'early'].map((name) => expect.objectContaining({ name }) as unknown);
  expect(await ask('file-requests:details', { requestId: 'r1' })).toMatchObject({ value: { arrivals } });
});

describe('several connections', () => {
  test('go out as a file without a path in the window, and come in from one', async () => {
    const { ask, app, desktop } = createBorder({}, [], ['{"mayfly":"connections"}']);
    expect(await ask('connections:export', { connectionIds: ['c1'] })).toEqual({ ok: true, value: undefined });
    expect(desktop).toEqual([['saveText', 'mayfly-connections.json: {}']]);
    expect(await ask('connections:import')).toEqual({
      ok: true,
      value: { imported: 1, skipped: ['Home'], addresses: [] },
    });
    expect(app.calls).toEqual([
      ['exportConnections', ['c1']],
      ['importConnections', '{"mayfly":"connections"}'],
    ]);
  });

  test('stay as they are when the dialog is left', async () => {
    const { ask, app } = createBorder();
    expect(await ask('connections:import')).toEqual({ ok: true, value: undefined });
    expect(app.calls).toEqual([]);
  });

  test('name a file of authorities by what the dialog gave, or by what they have, and never by a path', async () => {
    expect(await createBorder().ask('connections:choose-ca-file')).toEqual({ ok: true, value: undefined });
    const { ask, app } = createBorder({ connections: [{ ...sampleConnection, caFile: '/etc/had.pem' }] }, [
      '/etc/own.pem',
    ]);
    const chosen = await ask('connections:choose-ca-file');
    expect(chosen).toEqual({ ok: true, value: { id: 'picked-1', path: '/etc/own.pem' } });
    const test = async (caFile: unknown, id?: string) => {
      const outcome = await ask('connections:test', { draft: { ...draft, id, caFile } });
      return outcome.ok ? (app.calls.at(-1)?.[1] as ConnectionDraft | undefined)?.caFile : outcome.failure.code;
    };
    expect(await test({ kind: 'picked', id: 'picked-1' })).toBe('/etc/own.pem');
    expect(await test({ kind: 'kept' }, sampleConnection.id)).toBe('/etc/had.pem');
    expect(await test({ kind: 'kept' })).toBeUndefined();
    for (const path of [
      '/etc/shadow',
      '\\\\server\\share\\ca.pem',
      { kind: 'picked', id: '/etc/shadow' },
      { kind: 'picked', id: 'picked-2' },
      { kind: 'picked', id: 'picked-0' },
      { kind: 'kept', path: '/etc/shadow' },
    ]) {
      expect(await test(path)).toBe('bad-request');
    }
  });

  test('answer how many links still open, and go with what was wanted of them', async () => {
    const { ask, app } = createBorder();
    expect(await ask('connections:live-links', { connectionId: 'c1' })).toEqual({
      ok: true,
      value: { live: 2, linked: 1 },
    });
    await ask('connections:remove', { connectionId: 'c1', links: 'take-back' });
    expect(app.calls.at(-1)).toEqual(['removeConnection', 'c1', 'take-back']);
  });
});

describe('settings', () => {
  test('only what is given changes', async () => {
    const { ask, app } = createBorder();
    await ask('settings:save', { pages: 'never', linkForm: undefined });
    expect(app.calls).toEqual([['saveSettings', { pages: 'never' }]]);
  });
});

describe('the keychain', () => {
  test('is unknown until asked, then what it says', async () => {
    const { ask, app, view } = createBorder();
    expect(view.current().keychain).toBe('unknown');
    app.keychainAnswer = 'keychain-no-bus';
    await ask('keychain:retry', undefined);
    expect(view.current().keychain).toMatchObject({ code: 'keychain-no-bus', keychain: true });
    app.keychainAnswer = 'ok';
    await ask('keychain:retry', undefined);
    expect(view.current().keychain).toBe('ok');
  });

  test('is learnt from saving a connection', async () => {
    const { ask, app, view } = createBorder();
    app.failNext('saveConnection', new Failure('keychain-locked'));
    await ask('connections:save', { draft, forSessionOnly: false });
    expect(view.current().keychain).toMatchObject({ code: 'keychain-locked' });
    await ask('connections:save', { draft, forSessionOnly: true });
    expect(view.current().keychain).toMatchObject({ code: 'keychain-locked' });
    expect(await ask('connections:save', { draft, forSessionOnly: false })).toEqual({
      ok: true,
      value: { connectionId: 'c-saved' },
    });
    expect(view.current().keychain).toBe('ok');
  });
});

test('a failed test of a connection is what was found, not a failed request', async () => {
  const { ask, app } = createBorder();
  const failure = new Failure('bucket-missing', { bucket: 'files' });
  app.testConnection = async () => sampleExamination({ findings: [failedFinding(failure)], failure });
  expect(await ask('connections:test', { draft })).toMatchObject({
    ok: true,
    value: {
      id: 'draft:',
      verdict: 'fails',
      findings: [{ step: 'bucket', state: 'failed', code: 'bucket-missing' }],
      failure: { code: 'bucket-missing' },
    },
  });
});

test('a saved connection is examined without anybody waiting for it', async () => {
  const { ask, app } = createBorder();
  await ask('connections:save', { draft, forSessionOnly: false });
  expect(app.calls.at(-1)).toEqual(['testInBackground', 'c-saved']);
});

test('a settings change carries only what was changed', async () => {
  const { ask, app } = createBorder();
  await ask('settings:save', { theme: 'dark' });
  expect(app.calls).toEqual([['saveSettings', { theme: 'dark' }]]);
});

describe('the desktop', () => {
  test.each(['F9', ''])('takes the keys %j', async (shortcut) => {
    const { ask, app } = createBorder();
    await ask('settings:save-desktop', { shortcut });
    expect(app.store.get().settings.desktop).toEqual({ ...initialDesktop, shortcut });
  });

  test.each(['U', 'Shift+U', 'Control+Nope', 'Control+U+U'])('does not take %j for keys', async (shortcut) => {
    const { ask, app } = createBorder();
    expect(await ask('settings:save-desktop', { shortcut })).toMatchObject({ failure: { code: 'bad-request' } });
    expect(app.calls).toEqual([]);
  });

  test.each<[Proposed, readonly unknown[]]>([
    [{ what: 'clipboard' }, [['shareClipboard', {}]]],
    [{ what: 'paths', paths: ['/a'] }, [['shareItems', ['/a'], { copy: true, linkFirst: 'when-long' }]]],
    [{ what: 'files' }, [['shareItems', ['/chosen'], { copy: true, linkFirst: 'when-long' }]]],
  ])('shares what was proposed (%j) once it is agreed to, as it was shown', async (proposed, calls) => {
    const { ask, app } = createBorder({}, ['/chosen'], [], new Map([['p7', proposed]]));
    expect(await ask('proposal:accept', { proposalId: 'p8', options: {} })).toMatchObject({ ok: false });
    expect(await ask('proposal:dismiss', { proposalId: 'p7' })).toMatchObject({ ok: true });
    expect(app.calls).toEqual([]);
    await ask('proposal:accept', { proposalId: 'p7', options: {} });
    expect(app.calls).toEqual(calls);
  });

  test('is asked for what the shelf and the recorder want', async () => {
    const { ask, desktop } = createBorder();
    await ask('window:drawn');
    await ask('shelf:grow');
    await ask('window:open');
    await ask('licences:open');
    await ask('shelf:hide');
    await ask('shortcut:record', { recording: true });
    expect(desktop).toEqual([
      ['windowDrawn', ''],
      ['growShelf', ''],
      ['openWindow', ''],
      ['openLicences', ''],
      ['hideShelf', ''],
      ['restShortcut', 'true'],
    ]);
  });
});

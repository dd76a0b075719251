// A link that is handed out once more opens, for as long as is said, or is not handed out.
import { describe, expect, test } from 'vitest';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import { caught, rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials, sampleShare } from '../../fakes/samples';
import { secretEntry, startApp, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();

/** An app with one share of one hour. */
async function start(options?: Start) {
  const started = await startOne(options);
  started.files.put('/home/a.txt', 'abc');
  const [result] = await started.app.shareItems(['/home/a.txt'], { copy: false, lifetimeSeconds: 3_600 });
  if (result?.ok !== true) throw new Error('nothing was shared');
  const { share, url } = result.shared;
  return { ...started, share, url };
}

const queryNames = (url: string) => [...new URL(url).searchParams.keys()];

describe('copied again', () => {
  test('a link is the one that was made first, also of a server that does not listen to name and type in a link', async () => {
    for (const overrides of [true, false]) {
      const capabilities = { overrides, madeAtMs: 1 };
      const { app, share, url } = await start({
        prepare: ({ ports }) => ports.ledger.saveConnection({ ...sampleConnection, capabilities }),
      });
      expect((await app.freshLink(share.id)).url).toBe(url);
      expect(queryNames(url).includes('disposition')).toBe(overrides);
    }
  });

  test.each([
    ['opened', 200],
    ['missing', 404],
  ])('a link that another process takes back meanwhile stays taken back, where it was %s', async (_what, status) => {
    const { app, share, server, ports, bucket } = await start();
    ports.ledger.saveShare({ ...share, verified: false });
    const ask = server.probe.ask.bind(server.probe);
    const takeBackAndAsk = (url: string) => {
      if (status === 404) bucket.objects.clear();
      ports.ledger.saveShare({ ...share, verified: false, revokedAtMs: 7, revokedStatus: 404 });
      return ask(url);
    };
    Object.assign(server.probe, { ask: takeBackAndAsk });
    await app.freshLink(share.id).catch(() => undefined);
    expect(ports.ledger.share(share.id)).toMatchObject({ revokedAtMs: 7, revokedStatus: 404 });
    expect(app.store.get().shares[0]?.revokedAtMs).toBe(7);
  });

  test('a share that another process forgets meanwhile stays forgotten', async () => {
    const { app, share, server, ports } = await start();
    ports.ledger.saveShare({ ...share, verified: false });
    const ask = server.probe.ask.bind(server.probe);
    const forgetAndAsk = (url: string) => {
      ports.ledger.forgetShare(share.id);
      return ask(url);
    };
    Object.assign(server.probe, { ask: forgetAndAsk });
    await app.freshLink(share.id);
    expect(ports.ledger.share(share.id)).toBeUndefined();
  });

  test('a link opens for the time that is left, and no longer', async () => {
    const { app, share, clock, clipboard, server, objects } = await start();
    clock.advance(1_800_000);
    await app.copyLink(share.id);
    expect(objects.calls.filter(({ operation }) => operation === 'put')).toHaveLength(1);
    const [url = ''] = clipboard.written;
    expect(server.get(url).body.toString()).toBe('abc');
    clock.advance(1_799_000);
    expect(server.get(url).status).toBe(200);
    clock.advance(2_000);
    expect(server.get(url).status).toBe(403);
    expect(app.store.get().notices.at(-1)?.content).toEqual({
      kind: 'copied',
      count: 1,
      shareIds: [share.id],
      until: share.expiresAtMs,
    });
  });

  // Once it was told to open for all the time that was asked for.
  test('a link of a session token whose end nobody told says that it may end sooner', async () => {
    const { app, share } = await start({
      prepare: ({ secrets }) => {
        const keys = credentialsText({ ...sampleCredentials, sessionToken: 'CANARY-token' });
        secrets.entries.set(secretEntry(sampleConnection), keys);
      },
    });
    await app.copyLink(share.id);
    expect(app.store.get().notices.at(-1)?.content).toMatchObject({ kind: 'copied', endUntold: true });
  });

  test('keeps the name and the type', async () => {
    const { app, share, url, clipboard, server } = await start();
    await app.copyLink(share.id);
    expect(server.get(clipboard.written[0] ?? '').headers).toEqual(server.get(url).headers);
  });

  test.each([
    ['an expired link', 3_600_000],
    ['a link in its last second', 3_599_500],
  ])('%s is refused', async (_what, laterMs) => {
    const { app, share, clock, clipboard } = await start();
    clock.advance(laterMs);
    const failure = await rejected(app.copyLink(share.id));
    expect([failure.code, failure.detail.reason]).toEqual(['bad-request', 'the link has ended']);
    expect(clipboard.written).toEqual([]);
  });

  test('a link that was taken back is refused in these words', async () => {
    const { app, share } = await start();
    await app.revoke(share.id);
    expect(await rejected(app.copyLink(share.id))).toMatchObject({
      code: 'bad-request',
      detail: { reason: 'the link was taken back' },
    });
  });

  test('a link whose object is gone is said to be', async () => {
    const { app, share, bucket, clipboard } = await start();
    bucket.objects.clear();
    expect(await rejected(app.copyLink(share.id))).toMatchObject({
      code: 'object-missing',
      detail: { fileName: 'a.txt' },
    });
    expect(clipboard.written).toEqual([]);
  });

  test('a share whose object was found gone is missing, until it is found there again', async () => {
    const { app, share, bucket, clock, ports } = await start();
    const stored = new Map(bucket.objects);
    bucket.objects.clear();
    clock.advance(1_000);
    await rejected(app.copyLink(share.id));
    expect([ports.ledger.share(share.id)?.missingAtMs, app.store.get().shares[0]?.missingAtMs]).toEqual([
      clock.now(),
      clock.now(),
    ]);
    for (const [key, object] of stored) bucket.objects.set(key, object);
    await app.copyLink(share.id);
    expect(ports.ledger.share(share.id)).toEqual(share);
  });

  test('a share that nobody had proven is proven by copying it', async () => {
    const { app, share, ports } = await start();
    ports.ledger.saveShare({ ...share, verified: false });
    const fresh = await app.freshLink(share.id);
    expect([fresh.share.verified, ports.ledger.share(share.id)?.verified]).toEqual([true, true]);
  });

  test('a link that does not open is not copied', async () => {
    const { app, share, server, clipboard } = await start();
    server.intercept = { status: 200, headers: { 'content-length': '9999' }, body: Buffer.alloc(0) };
    expect((await rejected(app.copyLink(share.id))).code).toBe('link-unproven');
    expect([clipboard.written, app.store.get().notices]).toEqual([[], []]);
  });

  test('a clipboard that refuses is said to', async () => {
    const { app, share, clipboard } = await start();
    clipboard.broken = true;
    expect((await rejected(app.copyLink(share.id))).code).toBe('clipboard-unavailable');
    expect(app.store.get().notices).toEqual([]);
  });

  test('an unknown share is unknown', async () => {
    const { app } = await start();
    for (const call of [() => app.copyLink('s-nobody'), () => app.freshLink('s-nobody')]) {
      expect((await rejected(call())).code).toBe('share-not-found');
    }
    expect(caught(() => app.shareItemsOf('s-nobody')).code).toBe('share-not-found');
  });
});

describe('in a form', () => {
  test('of the settings a link is copied, wherever it is copied', async () => {
    const { app, share, url, clipboard } = await start();
    app.saveSettings({ linkForm: 'markdown' });
    await app.copyLink(share.id);
    expect(clipboard.written.at(-1)).toMatch(/^\[a\.txt\]\(\w+:\S+\) \(3 bytes, until .+\)$/);
    app.saveSettings({ linkForm: 'template', linkTemplate: 'take {name}: {link}' });
    await app.shareItems(['/home/a.txt'], { copy: true });
    expect(clipboard.written.at(-1)).toMatch(/^take a\.txt: \w+:\S+$/);
    await app.copyLink(share.id, { form: 'link' });
    expect(clipboard.written.at(-1)).toBe(url);
  });

  test('with rich text both kinds are on the clipboard', async () => {
    const { app, share, clipboard } = await start();
    await app.copyLink(share.id, { form: 'html' });
    expect(clipboard.last?.html).toMatch(/^<a href="\w+:[^"]+"><bdi>a\.txt<\/bdi><\/a> \(3 bytes, until .+\)$/);
    expect(clipboard.last?.text).toMatch(/^a\.txt, 3 bytes, until .+: \w+:\S+$/);
  });

  test('the end is the one that was signed: credentials that end sooner cut it, in words', async () => {
    const { app, share, clock, clipboard, server, secrets } = await start();
    const temporary = { ...sampleCredentials, expiresAtMs: clock.now() + 660_000 };
    secrets.entries.set(secretEntry(sampleConnection), credentialsText(temporary));
    app.forgetSecrets();
    const again = await app.freshLink(share.id);
    expect([again.share.expiresAtMs, again.share.limitedBy]).toEqual([clock.now() + 600_000, 'credentials']);
    await app.copyLink(share.id, { form: 'text' });
    expect(clipboard.written.at(-1)).toContain('cut short: the temporary credentials end then');
    clock.advance(601_000);
    expect(server.get(again.url).status).toBe(403);
  });

  test('a week that a slow clock makes longer is signed all the same', async () => {
    const { app, files, clock } = await start();
    files.put('/home/week.txt', 'abc');
    const [result] = await app.shareItems(['/home/week.txt'], { copy: false, lifetimeSeconds: 604_800 });
    if (result?.ok !== true) throw new Error('nothing was shared');
    clock.advance(-600_000);
    const { url } = await app.freshLink(result.shared.share.id);
    expect(new URL(url).searchParams.get('until')).toBe(String(clock.now() + 604_800_000));
  });
});

describe('shorter', () => {
  test('a link is proven to give the same name and type', async () => {
    const { app, share, url, server } = await start();
    const short = await app.freshLink(share.id, { short: true });
    expect(queryNames(url)).toEqual(['by', 'until', 'type', 'disposition', 'X-Amz-Signature']);
    expect(queryNames(short.url)).toEqual(['by', 'until', 'X-Amz-Signature']);
    expect(server.get(short.url).headers).toEqual(server.get(url).headers);
  });

  test.each([
    ['another name', { name: 'renamed.txt' }],
    ['to be shown', { disposition: 'inline' }],
    ['another type', { contentType: 'image/png' }],
  ] as const)('a link is not when it has to give %s than the object does', async (_what, change) => {
    const { app, share, ports, clipboard } = await start();
    ports.ledger.saveShare({ ...share, ...change });
    const failure = await rejected(app.copyLink(share.id, { short: true }));
    expect([failure.code, clipboard.written]).toEqual(['link-not-shorter', []]);
  });

  test('what could run when opened is stored under a type that cannot', async () => {
    const { app, files, bucket } = await start();
    files.put('/home/page.html', '<p>');
    const [result] = await app.shareItems(['/home/page.html'], { copy: false });
    if (result?.ok !== true) throw new Error('nothing was shared');
    expect(result.shared.share.contentType).toBe('text/html');
    expect(bucket.objects.get(result.shared.share.key)?.headers.contentType).toBe('application/octet-stream');
    expect((await app.freshLink(result.shared.share.id, { short: true })).share.name).toBe('page.html');
  });

  test('is offered when mail would cut the link', async () => {
    const { app, files, clipboard } = await start();
    files.put(`/home/${'문'.repeat(80)}.txt`, 'abc');
    const [result] = await app.shareItems([`/home/${'문'.repeat(80)}.txt`], { copy: true });
    if (result?.ok !== true) throw new Error('nothing was shared');
    const { share, url } = result.shared;
    const notices = () => app.store.get().notices.map(({ content }) => content);
    expect(notices().find(({ kind }) => kind === 'long-link')).toEqual({
      kind: 'long-link',
      shareId: share.id,
      name: share.name,
      characters: url.length,
      shortest: expect.any(Number) as number,
      hasToken: false,
    });
    expect(notices().at(-1)?.kind).toBe('copied');
    await app.copyLink(share.id, { short: true });
    expect(clipboard.written.at(-1)?.length).toBeLessThan(998);
  });
});

describe('as a QR code', () => {
  test('a link is a picture, and on no clipboard', async () => {
    const { app, share, clipboard } = await start();
    expect(
      Buffer.from((await app.qrCode(share.id)).png)
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect([clipboard.written, app.store.get().notices]).toEqual([[], []]);
  });

  test('a long link is made shorter where it can be', async () => {
    const { app, files } = await start();
    const named = async (name: string) => {
      files.put(`/home/${name}`, 'abc');
      const [result] = await app.shareItems([`/home/${name}`], { copy: false });
      if (result?.ok !== true) throw new Error('nothing was shared');
      return (await app.qrInTerminal(result.shared.share.id)).modules.length;
    };
    // The 1,700 characters of the link with the name in it take 133.
    expect(await named(`${'문'.repeat(80)}.txt`)).toBeLessThan(80);
  });

  test('a link that no code can hold is said to be', async () => {
    const { app, share, ports, bucket } = await start();
    const key = '가'.repeat(340);
    const stored = bucket.objects.get(share.key);
    if (stored === undefined) throw new Error('nothing is stored');
    bucket.objects.set(key, stored);
    ports.ledger.saveShare({ ...share, key });
    expect(await rejected(app.qrCode(share.id))).toMatchObject({ code: 'qr-too-long', detail: { fileName: 'a.txt' } });
  });

  test('a link whose object is gone has none', async () => {
    const { app, share, bucket } = await start();
    bucket.objects.clear();
    expect((await rejected(app.qrCode(share.id))).code).toBe('object-missing');
  });
});

test('a link whose keys are in the memory of another process is not called missing', async () => {
  const { app, ports } = await startApp({
    prepare: ({ secrets }) => {
      secrets.answer = 'keychain-no-bus';
    },
  });
  const connection = await app.tryEmbedded();
  const share = { ...sampleShare, connectionId: connection.id, key: 'session-4/AAAAAAAAAAAAAAAAAAAAAA/a.txt' };
  ports.ledger.saveShare(share);
  expect((await rejected(app.freshLink(share.id))).code).toBe('keys-elsewhere');
  expect(ports.ledger.share(share.id)).toEqual(share);
  await app.stop();
});

describe('without the focus, where a desktop takes nothing then', () => {
  const told = ({ app }: RunningApp) => app.store.get().notices.map(({ content }) => content.kind);

  test('a link is ready and never called copied, until it is written', async () => {
    const twins = await start();
    const { app, clipboard, shown, share, files } = twins;
    clipboard.unfocused = true;
    files.put('/home/b.txt', 'b');
    await app.shareItems(['/home/b.txt'], { copy: true });
    expect(told(twins)).toEqual(['ready']);
    expect(shown.at(-1)?.[0]).toBe('Link ready');
    expect(await app.copyLink(share.id)).toBe('pending-focus');
    expect([told(twins), clipboard.written]).toEqual([['ready'], []]);
    clipboard.options?.onLater?.();
    expect(told(twins)).toEqual(['copied']);
  });

  test('“Copy link” signs anew what is ready, in its form', async () => {
    const twins = await start();
    const { app, clipboard, share } = twins;
    clipboard.unfocused = true;
    await app.copyLink(share.id, { form: 'markdown' });
    clipboard.unfocused = false;
    await app.copyReady();
    expect(told(twins)).toEqual(['copied']);
    expect(clipboard.written).toEqual([expect.stringMatching(/^\[a\.txt\]\(http.+\)$/)]);
    await app.copyReady();
    expect(clipboard.written).toHaveLength(1);
  });

  test('a link that was taken back, or dismissed, is not written later', async () => {
    const twins = await start();
    const { app, clipboard, share } = twins;
    clipboard.unfocused = true;
    await app.copyLink(share.id);
    expect(clipboard.options?.isStillWanted?.()).toBe(true);
    await app.revoke(share.id);
    expect(clipboard.options?.isStillWanted?.()).toBe(false);
  });
});

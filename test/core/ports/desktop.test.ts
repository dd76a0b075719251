// What lies on the clipboard becomes a link on the clipboard, and no copy of it stays on this disk.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { linkForms } from '../../../main/core/model/settings';
import { rejected } from '../../fakes/failing';
import { sampleDoor } from '../../fakes/samples';
import { until, type RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();
const start = (stays = false) => startOne({ stays });
const temporary = ({ files }: RunningApp) => files.paths.filter((path) => path.startsWith('/temp/'));

test.each([
  ['a text', { kind: 'text', text: 'héllo\n' } as const, 'Text 2026-01-01 00.00.00.txt', 'text/plain', 'héllo\n'],
  [
    'a picture',
    { kind: 'image', png: Buffer.from('png bytes') } as const,
    'Picture 2026-01-01 00.00.00.png',
    'image/png',
    'png bytes',
  ],
])(
  '%s is shared under a name with the time, and its file does not stay',
  async (_what, content, name, type, stored) => {
    const twins = await start();
    twins.clipboard.content = content;
    const [result] = await twins.app.shareClipboard();
    expect(result).toMatchObject({ ok: true, shared: { share: { name, contentType: type } } });
    expect([...twins.bucket.objects.values()][0]?.body.toString()).toBe(stored);
    expect(twins.clipboard.written).toHaveLength(1);
    expect([temporary(twins), twins.files.paths]).toEqual([[], []]);
  },
);

test('several files are shared from where they lie, on one page', async () => {
  const twins = await start();
  twins.files.put('/home/a', 'a');
  twins.files.put('/home/b', 'b');
  twins.clipboard.content = { kind: 'files', paths: ['/home/a', '/home/b'] };
  const results = await twins.app.shareClipboard();
  expect(results).toMatchObject([{ ok: true, shared: { share: { kind: 'page', fileCount: 2 } } }]);
  expect(twins.files.paths).toEqual(['/home/a', '/home/b']);
});

describe('a link of Mayfly on the clipboard', () => {
  const shared = async (...names: readonly string[]) => {
    const twins = await start();
    for (const name of names) twins.files.put(`/home/${name}`, name);
    const results = await twins.app.shareItems(
      names.map((name) => `/home/${name}`),
      { copy: true, page: 'never' },
    );
    const links = results.flatMap((result) => (result.ok ? [result.shared] : []));
    return { ...twins, links, stored: twins.bucket.objects.size };
  };

  test.each(linkForms)('is not shared as a text, copied as %s', async (form) => {
    const { app, bucket, clipboard, links, stored, shown } = await shared('a (1).txt');
    const [link] = links;
    clipboard.content = { kind: 'text', text: `${app.linkText(links, form).text}\n` };
    expect(await app.shareClipboard()).toEqual([]);
    expect(bucket.objects.size).toBe(stored);
    expect(app.store.get().notices.at(-1)?.content).toEqual({
      kind: 'own-link',
      count: 1,
      name: 'a (1).txt',
      shareId: link?.share.id,
    });
    expect(shown.at(-1)).toEqual(['That is a link Mayfly made', 'a (1).txt\nCopy it again?']);
  });

  test('nor as a text that was dropped', async () => {
    const { app, bucket, links, stored } = await shared('a');
    expect(await app.shareText(links[0]?.url ?? '')).toEqual([]);
    expect(bucket.objects.size).toBe(stored);
    expect(await app.shareText('https://example.com/')).toMatchObject([{ ok: true }]);
  });

  test('nor is the address of its short link, with the secret of an encrypted share too', async () => {
    const { app, bucket, links, stored, ports } = await shared('a');
    const shareId = links[0]?.share.id ?? '';
    ports.ledger.saveDoor({ ...sampleDoor, address: 'https://go.example.com/wedding', targetId: shareId });
    for (const url of ['https://go.example.com/wedding', 'https://go.example.com/wedding#AbCdEfGhIjKlMnOpQrStUv']) {
      expect(await app.shareText(url)).toEqual([]);
      expect(app.store.get().notices.at(-1)?.content).toMatchObject({ kind: 'own-link', shareId });
    }
    expect(bucket.objects.size).toBe(stored);
    expect(await app.shareText('https://go.example.com/other')).toMatchObject([{ ok: true }]);
  });

  test('nor are several', async () => {
    const { app, bucket, clipboard, links, stored } = await shared('a', 'b');
    clipboard.content = { kind: 'text', text: app.linkText(links).text };
    expect(await app.shareClipboard()).toEqual([]);
    expect(bucket.objects.size).toBe(stored);
    expect(app.store.get().notices.at(-1)?.content).toEqual({ kind: 'own-link', count: 2 });
  });

  test('is not offered again once it was taken back', async () => {
    const { app, clipboard, links } = await shared('a');
    const [link] = links;
    await app.revoke(link?.share.id ?? '');
    clipboard.content = { kind: 'text', text: link?.url ?? '' };
    await app.shareClipboard();
    expect(app.store.get().notices.at(-1)?.content).toEqual({ kind: 'own-link', count: 1, name: 'a' });
  });

  test.each([
    ['a text around it', (url: string) => `See ${url} before Friday.`],
    ['a link of others', (url: string) => url.replace(/[^/]+\?/, 'other.txt?')],
    ['what is no URL', (url: string) => url.replace(/^http:\/\/[^/]+|^https:\/\/[^/]+/, 'https://[')],
    ['one of them', (url: string) => `${url}\n${url.replace(/[^/]+\?/, 'other.txt?')}`],
  ])('with %s is shared as the text it is', async (_what, textWith) => {
    const { app, clipboard, links } = await shared('a');
    clipboard.content = { kind: 'text', text: textWith(links[0]?.url ?? '') };
    expect(await app.shareClipboard()).toMatchObject([{ ok: true }]);
  });
});

test('nothing is said to be nothing', async () => {
  const { app, clipboard, objects } = await start();
  clipboard.content = { kind: 'empty' };
  expect((await rejected(app.shareClipboard())).code).toBe('clipboard-empty');
  expect(objects.calls).toEqual([]);
});

test('one that cannot be read is said to be', async () => {
  const { app, clipboard } = await start();
  clipboard.broken = true;
  expect((await rejected(app.shareClipboard())).code).toBe('clipboard-unavailable');
});

test('one that cannot be written keeps the share, and says so', async () => {
  const { app, clipboard, files, shown } = await start();
  files.put('/home/a', 'a');
  clipboard.broken = true;
  const [result] = await app.shareItems(['/home/a'], { copy: true });
  expect(result?.ok).toBe(true);
  expect(app.store.get().notices.map(({ content }) => content)).toMatchObject([
    { kind: 'failure', failure: { code: 'clipboard-unavailable' } },
  ]);
  expect(shown).toEqual([]);
});

test('what was copied is told with the first expiry, and never with the link', async () => {
  const { app, files, shown } = await start();
  files.put('/home/a', 'a');
  await app.shareItems(['/home/a'], { copy: true });
  expect(app.store.get().notices[0]?.content).toEqual({
    kind: 'copied',
    count: 1,
    shareIds: [app.store.get().shares[0]?.id],
    until: app.store.get().shares[0]?.expiresAtMs,
  });
  expect(shown).toEqual([['Link copied', expect.stringMatching(/^a\nIt opens until /)]]);
});

test('a text whose upload failed is kept for another try and removed when that succeeds', async () => {
  const twins = await start(true);
  const { app, clipboard, objects } = twins;
  clipboard.content = { kind: 'text', text: 'private' };
  objects.fail('put', new Failure('access-denied'));
  await app.shareClipboard();
  expect(temporary(twins)).toHaveLength(1);
  await app.retryUpload(app.store.get().uploads[0]?.id ?? '');
  expect(app.store.get().shares).toHaveLength(1);
  await until(() => temporary(twins).length === 0);
  expect(temporary(twins)).toEqual([]);
});

test('a text whose upload failed and was dismissed does not stay on this disk', async () => {
  const twins = await start(true);
  const { app, clipboard, objects } = twins;
  clipboard.content = { kind: 'text', text: 'private' };
  objects.fail('put', new Failure('access-denied'));
  await app.shareClipboard();
  app.dismissUpload(app.store.get().uploads[0]?.id ?? '');
  await until(() => temporary(twins).length === 0);
  expect(temporary(twins)).toEqual([]);
});

test('a text whose upload was cancelled does not stay on this disk', async () => {
  const twins = await start();
  const { app, clipboard, objects } = twins;
  clipboard.content = { kind: 'text', text: 'private' };
  const release = objects.hold('put');
  const sharing = app.shareClipboard();
  await until(() => objects.calls.length > 0);
  app.cancelUpload(app.store.get().uploads[0]?.id ?? '');
  app.dismissNotice(app.store.get().notices[0]?.id ?? '');
  await sharing;
  release();
  expect(temporary(twins)).toEqual([]);
});

test('a text that could not even be begun does not stay on this disk', async () => {
  const twins = await start();
  twins.clipboard.content = { kind: 'text', text: 'private' };
  twins.ledgerFile.refusing = new Failure('disk-full');
  expect((await rejected(twins.app.shareClipboard())).code).toBe('disk-full');
  twins.ledgerFile.refusing = undefined;
  expect(temporary(twins)).toEqual([]);
});

test('a text that an earlier process left is removed at the next start, one that an upload needs is not', async () => {
  const first = await start();
  first.clipboard.content = { kind: 'text', text: 'private' };
  first.objects.fail('put', new Failure('access-denied'));
  await first.app.shareClipboard();
  const [needed] = temporary(first);
  await first.ports.tempFiles.create('Text of a killed process.txt', Buffer.from('private'));
  const { files, ledgerFile, clock, server, secrets } = first;
  const second = await startOne({ shared: { files, ledgerFile, clock, server, secrets } });
  await until(() => temporary(second).length === 1);
  expect(temporary(second)).toEqual([needed]);
});

test('a picture of the screen is shared as one, and its row has a small one of it until it goes', async () => {
  const png = Buffer.from('png bytes');
  const taken: string[] = [];
  const twins = await startOne({
    ports: {
      screenshots: {
        async take(area) {
          taken.push(area);
          return png;
        },
      },
    },
  });
  const [result] = await twins.app.shareScreenshot('region', {}, () => taken.push('taken'));
  expect(result).toMatchObject({
    ok: true,
    shared: { share: { name: 'Screenshot 2026-01-01 00.00.00.png', contentType: 'image/png' } },
  });
  expect([taken, twins.clipboard.written.length, temporary(twins)]).toEqual([['region', 'taken'], 1, []]);
  // Of the picture itself nothing stays but what its row shows.
  const { id, source } = (result as Extract<typeof result, { ok: true }>).shared.share;
  expect(await twins.app.localPicture(id)).toMatchObject({ kind: 'picture', bytes: png.subarray(0, 1) });
  await twins.app.removeFromHistory(id);
  twins.app.restoreToHistory(id);
  expect(await twins.ports.keptPictures.of(source?.path ?? '')).toBeDefined();
  await twins.app.removeFromHistory(id);
  await twins.app.stop();
  expect(await twins.ports.keptPictures.of(source?.path ?? '')).toBeUndefined();
});

test('a person who left takes no picture, and of a page no small one is kept', async () => {
  const taken: string[] = [];
  let picture: Uint8Array | undefined = Buffer.from('png bytes');
  const twins = await startOne({
    ports: {
      screenshots: {
        async take(area) {
          taken.push(area);
          return picture;
        },
      },
    },
  });
  const [result] = await twins.app.shareScreenshot('region', { encrypt: true });
  expect(result).toMatchObject({ ok: true, shared: { share: { kind: 'page' } } });
  const [item] = twins.ports.ledger.items((result as Extract<typeof result, { ok: true }>).shared.share.id);
  expect(item?.source?.path).toContain('/temp/');
  expect(await twins.ports.keptPictures.of(item?.source?.path ?? '')).toBeUndefined();
  picture = undefined;
  expect(await twins.app.shareScreenshot('screen', {}, () => taken.push('taken'))).toEqual([]);
  expect(taken).toEqual(['region', 'screen']);
});

test('what is on the clipboard can be given a name, and keeps its ending', async () => {
  const twins = await start();
  twins.clipboard.content = { kind: 'text', text: 'x' };
  const [result] = await twins.app.shareClipboard({ name: 'Shopping list' });
  expect(result).toMatchObject({ ok: true, shared: { share: { name: 'Shopping list.txt' } } });
});

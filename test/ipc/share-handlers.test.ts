// What the window asks of a share reaches the one verb it means, and no link comes back over the border.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../main/core/model/failure';
import { sampleCode, sampleShare } from '../fakes/samples';
import { createBorder, documentToken } from './border';

const share = { ...sampleShare, id: 's1', source: { path: '/home/me/report.pdf' } };
const shareId = share.id;

describe('copying', () => {
  test.each([
    ['as the setting says', {}],
    ['in another form', { form: 'markdown' }],
    ['without what the object says itself', { short: true }],
  ])('%s', async (_how, how) => {
    const { ask, app } = createBorder({ shares: [share] });
    await ask('shares:copy-link', { shareId, ...how });
    expect(app.calls).toEqual([['copyLink', shareId, how]]);
  });
});

describe('the desktop', () => {
  test('gets the fresh link, and the window does not', async () => {
    const { ask, desktop } = createBorder({ shares: [share] });
    expect(await ask('shares:open', { shareId })).toEqual({ ok: true, value: undefined });
    expect(desktop).toEqual([['openUrl', `https://s3.example.com/${share.key}`]]);
  });

  test('gets a mail that holds the link and when it ends', async () => {
    const { ask, desktop } = createBorder({ shares: [share] });
    expect(await ask('shares:mail', { shareId })).toEqual({ ok: true, value: undefined });
    const [, url = ''] = desktop[0] ?? [];
    expect(url).toMatch(/^mailto:\?subject=New%20link%3A%20report\.pdf&body=/);
    expect(decodeURIComponent(url)).toContain(`https://s3.example.com/${share.key}`);
    expect(decodeURIComponent(url)).toMatch(/It opens until (\w+ ){4,}/);
  });

  test('gets a mail without the link where others read arguments, and the link is on the clipboard', async () => {
    const { ask, app, desktop } = createBorder({ shares: [share] }, [], [], undefined, true);
    expect(await ask('shares:mail', { shareId })).toEqual({ ok: true, value: undefined });
    expect(app.calls.map(([name]) => name)).toContain('copyLink');
    const [, url = ''] = desktop[0] ?? [];
    expect(url).toMatch(/^mailto:/);
    expect(decodeURIComponent(url)).not.toContain('https://');
  });

  test('gets nothing when there is no fresh link', async () => {
    const { ask, app, desktop } = createBorder({ shares: [share] });
    app.failNext('freshLink', new Failure('object-missing', { fileName: 'report.pdf' }));
    expect(await ask('shares:open', { shareId })).toMatchObject({ ok: false, failure: { code: 'object-missing' } });
    expect(desktop).toEqual([]);
  });

  test('shows the local file, where one is known', async () => {
    const { ask, desktop } = createBorder({ shares: [share, sampleShare] });
    await ask('shares:reveal', { shareId });
    expect(desktop).toEqual([['reveal', '/home/me/report.pdf']]);
    expect(await ask('shares:reveal', { shareId: sampleShare.id })).toMatchObject({
      failure: { code: 'file-missing' },
    });
  });
});

test.each([
  ['files:share', { documentToken, paths: ['/home/me/trip'] }],
  ['clipboard:share', {}],
] as const)('a folder is kept in step where %s asks for that, and a file is a file', async (channel, what) => {
  const { ask, app } = createBorder();
  const source = { path: '/home/me/trip' };
  const folder = { ...sampleShare, id: 's-trip', kind: 'page' as const, source };
  const shared = [folder, { ...share, source }].map((one) => ({ ok: true as const, shared: { share: one, url: '' } }));
  app.shareItems = app.shareClipboard = async () => shared as never;
  const options = { keepInStep: true };
  expect(await ask(channel, { ...what, options })).toEqual({ ok: true, value: undefined });
  const kept = () => app.calls.filter(([name]) => name === 'keepInStep');
  expect(kept()).toEqual([['keepInStep', 's-trip', true]]);
  await ask(channel, { ...what, options: {} });
  expect(kept()).toHaveLength(1);
});

describe('a QR code', () => {
  const png = 'PNG of the link';

  test('is offered once under a path, and never comes over the border', async () => {
    const { ask, app, desktop } = createBorder({ shares: [share] });
    app.qrCode = async () => ({ ...sampleCode, png: Buffer.from(png) });
    expect(await ask('shares:qr', { shareId })).toEqual({
      ok: true,
      value: {
        picture: '/picture/token',
        name: 'report.pdf',
        expiresAtMs: 3_600_000,
        reach: 'private',
        wifi: 'Wren & Sons',
      },
    });
    expect(desktop).toEqual([['showPicture', png]]);
  });

  test('is saved where the person says, named after the file', async () => {
    const { ask, app, desktop } = createBorder({ shares: [share] });
    app.qrCode = async () => ({ ...sampleCode, png: Buffer.from(png) });
    expect(await ask('shares:save-qr', { shareId })).toEqual({ ok: true, value: undefined });
    expect(desktop).toEqual([['savePicture', `report.pdf QR.png: ${png}`]]);
  });
});

describe('a thumbnail', () => {
  test('of a picture is offered once, as what it is', async () => {
    const { ask, app, desktop } = createBorder({ shares: [share] });
    app.localPicture = async () => ({ kind: 'picture', bytes: Buffer.from('JPEG '), contentType: 'image/jpeg' });
    expect(await ask('shares:thumbnail', { shareId })).toEqual({ ok: true, value: { picture: '/picture/token' } });
    expect(desktop).toEqual([['showPicture', 'JPEG image/jpeg']]);
  });

  test.each([
    ['/home/me/wedding.mov', { picture: '/picture/token' }],
    ['/home/me/unknown.mkv', {}],
  ])('of the film %s is what the system has of it', async (path, value) => {
    const { ask, app } = createBorder({ shares: [share] });
    app.localPicture = async () => ({ kind: 'film', path, mtimeNs: 1n });
    expect(await ask('shares:thumbnail', { shareId })).toEqual({ ok: true, value });
  });

  test('is none where there is nothing to show', async () => {
    const { ask, desktop } = createBorder({ shares: [share] });
    expect(await ask('shares:thumbnail', { shareId })).toEqual({ ok: true, value: {} });
    expect(desktop).toEqual([]);
  });
});

describe('more time', () => {
  test('a new link is copied', async () => {
    const { ask, app } = createBorder({ shares: [share] });
    expect(await ask('shares:extend', { shareId, expirySeconds: 3_600 })).toEqual({ ok: true, value: undefined });
    expect(app.calls).toEqual([['extend', shareId, 3_600, { copy: true }]]);
  });

  test('a day lasts until its end on this computer’s clock', async () => {
    const { ask, app } = createBorder({ shares: [share] });
    await ask('shares:keep-alive', { shareId, day: '1970-06-30' });
    expect(app.calls).toEqual([['keepAlive', shareId, new Date(1970, 5, 30, 23, 59, 59).getTime()]]);
  });

  test('no day ends it', async () => {
    const { ask, app } = createBorder({ shares: [share] });
    await ask('shares:keep-alive', { shareId });
    expect(app.calls).toEqual([['keepAlive', shareId, undefined]]);
  });

  test.each(['1969-12-31', '1970-02-30', '2030-01-01'])('the day %s is refused', async (day) => {
    const { ask, app } = createBorder({ shares: [share] });
    expect(await ask('shares:keep-alive', { shareId, day })).toMatchObject({ failure: { code: 'bad-request' } });
    expect(app.calls).toEqual([]);
  });
});

test('removing can be undone', async () => {
  const { ask, app } = createBorder({ shares: [share] });
  await ask('shares:remove', { shareId });
  await ask('shares:restore', { shareId });
  expect(app.calls).toEqual([
    ['removeFromHistory', shareId],
    ['restoreToHistory', shareId],
  ]);
});

test.each([
  ['link', 'https://storage.example/…'],
  ['markdown', expect.stringMatching(/^\[report\.pdf\]\(https:\/\/storage\.example\/…\) \(2\.1 MB, until /)],
  ['template', 'report.pdf: https://storage.example/…'],
])('the form %s is shown on a made-up link', async (linkForm, text) => {
  const { ask } = createBorder();
  expect(await ask('settings:example', { linkForm, linkTemplate: '{name}: {link}' })).toEqual({
    ok: true,
    value: { text },
  });
});

describe('a share that is dragged', () => {
  const shares = [
    { ...sampleShare, id: 's1', kind: 'file' as const, name: 'report.pdf', source: { path: '/home/u/report.pdf' } },
  ];

  test('becomes a file while the pointer holds it, and the window gets no link', async () => {
    const { ask, desktop } = createBorder({ shares });
    const label = 'data:image/png;base64,AAAA';
    expect(await ask('shares:drag', { shareId: 's1', label })).toEqual({ ok: true, value: undefined });
    expect(desktop).toEqual([
      ['beginDrag', ''],
      ['dragLink', `report.pdf - Mayfly.html /home/u/report.pdf${label}`],
    ]);
  });

  test('that was let go is nothing any more', async () => {
    const { ask, desktop } = createBorder({ shares });
    const dragging = ask('shares:drag', { shareId: 's1' });
    await ask('shares:drag-end');
    await dragging;
    expect(desktop.map(([name]) => name)).toEqual(['beginDrag', 'endDrag']);
  });

  test('and came back is no file to share', async () => {
    const { ask, app } = createBorder({ shares });
    await ask('files:share', { documentToken, paths: ['/dragged/x.html'], options: {} });
    expect(app.calls).toEqual([]);
    await ask('files:share', { documentToken, paths: ['/dragged/x.html', '/a'], options: {} });
    expect(app.calls).toEqual([['shareItems', ['/a'], { copy: true, linkFirst: 'when-long' }]]);
  });
});

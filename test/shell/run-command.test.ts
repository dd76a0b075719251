// The tray reaches the same verbs as the window, and a failure there is said, not lost.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../main/core/model/failure';
import { notifiedCommand, runCommand, type Command, type CommandContext } from '../../main/shell/run-command';
import type { FoundFileRequest } from '../../main/core/model/requests/file-request';
import { createFakeApp } from '../fakes/fake-app';

function createDesktop(chosen: readonly string[] = [], revokes = true) {
  const app = createFakeApp();
  const shown: string[] = [];
  const logged: string[] = [];
  const done: string[] = [];
  const touched: string[] = [];
  const context: CommandContext = {
    app,
    notifier: { show: (title, body) => shown.push(`${title} ${body}`) },
    log: { info: () => undefined, error: (message) => logged.push(message) },
    chooseFiles: async (choice) => (choice === 'files' ? chosen : chosen.map((path) => `${path}/`)),
    mayRevoke: async () => revokes,
    touch: (place) => touched.push(place),
    shelf: { toggle: () => done.push('toggle'), showInCorner: () => done.push('shelf') },
    openWindow: () => done.push('open'),
    downloads: () => '/Downloads',
    visit: (place) => done.push(JSON.stringify(place)),
    quit: () => done.push('quit'),
  };
  return { app, shown, logged, done, touched, run: (command: Command) => runCommand(command, context) };
}

describe('a command', () => {
  test.each<[Command, readonly string[], readonly unknown[]]>([
    [{ kind: 'share-files' }, ['/a'], [['shareItems', ['/a'], { copy: true, linkFirst: 'when-long' }]]],
    [{ kind: 'share-files' }, [], []],
    [{ kind: 'share-folder' }, ['/a'], [['shareItems', ['/a/'], { copy: true, linkFirst: 'when-long' }]]],
    [{ kind: 'share-paths', paths: ['/b'] }, [], [['shareItems', ['/b'], { copy: true, linkFirst: 'when-long' }]]],
    [
      { kind: 'share-files', encrypt: true },
      ['/a'],
      [['shareItems', ['/a'], { copy: true, linkFirst: 'when-long', encrypt: true }]],
    ],
    [{ kind: 'share-clipboard' }, [], [['shareClipboard', {}]]],
    [{ kind: 'choose-destination', connectionId: 'c' }, [], [['setDefaultConnection', 'c']]],
    [{ kind: 'open-on-network', isOn: false }, [], [['openOnNetwork', false]]],
    [{ kind: 'open-on-network', isOn: true }, [], []],
    [{ kind: 'send-to-device', deviceId: 'gone' }, ['/a'], []],
    [{ kind: 'screenshot', area: 'region' }, [], [['shareScreenshot', 'region', {}]]],
    [
      { kind: 'share-paths-on-shelf', paths: ['/b'] },
      [],
      [['shareItems', ['/b'], { copy: true, linkFirst: 'when-long' }]],
    ],
    [{ kind: 'share-clipboard-on-shelf' }, [], [['shareClipboard']]],
    [{ kind: 'copy-link', shareId: 's' }, [], [['copyLink', 's']]],
    [{ kind: 'pause-upload', uploadId: 'u' }, [], [['pauseUpload', 'u']]],
    [{ kind: 'resume-upload', uploadId: 'u' }, [], [['resumeUpload', 'u']]],
    [{ kind: 'cancel-upload', uploadId: 'u' }, [], [['cancelUpload', 'u']]],
    [{ kind: 'show-share', shareId: 's' }, [], []],
  ])('%j', async (command, chosen, calls) => {
    const { app, run } = createDesktop(chosen);
    await run(command);
    expect(app.calls).toEqual(calls);
  });

  test.each<[Command, number]>([
    [{ kind: 'share-clipboard-on-shelf' }, 1],
    [{ kind: 'toggle-shelf' }, 1],
    [{ kind: 'choose-destination', connectionId: 'c' }, 0],
    [{ kind: 'copy-link', shareId: 's' }, 0],
  ])('%j warms up where the default connection may get a share', async (command, times) => {
    const { app, run } = createDesktop();
    await run(command);
    expect(app.warmUps).toBe(times);
  });

  test.each<[Command['kind'], Command, string]>([
    ['share-clipboard', { kind: 'share-clipboard' }, 'elsewhere'],
    ['share-clipboard-on-shelf', { kind: 'share-clipboard-on-shelf' }, 'shelf'],
    ['share-paths', { kind: 'share-paths', paths: ['/b'] }, 'window'],
  ])('%s says where its news belong', async (_kind, command, place) => {
    const { touched, run } = createDesktop();
    await run(command);
    expect(touched).toEqual([place]);
  });

  const revoke: Command = { kind: 'revoke-link', shareId: 's', name: 'report.pdf' };

  test('takes a link back after asking, and says what was seen', async () => {
    const { app, shown, run } = createDesktop();
    await run(revoke);
    expect(app.calls).toEqual([['revoke', 's']]);
    expect(shown).toEqual(['Link taken back report.pdf\nThe link no longer opens.']);
  });

  test('takes no link back when the answer is no', async () => {
    const { app, shown, run } = createDesktop([], false);
    await run(revoke);
    expect([app.calls, shown]).toEqual([[], []]);
  });

  test.each<[Command, Readonly<Record<string, string>>]>([
    [
      { kind: 'show-code', shareId: 's' },
      { screen: 'shares', shareId: 's', dialog: 'code' },
    ],
    [{ kind: 'request-files' }, { screen: 'requests', dialog: 'request-files' }],
    [
      { kind: 'open-on-network', isOn: true },
      { screen: 'settings', dialog: 'open-on-network' },
    ],
    [notifiedCommand('open', { kind: 'request', id: 'r', canSave: true }), { screen: 'requests', requestId: 'r' }],
    [
      notifiedCommand('open-request', { kind: 'request', id: 'r', canSave: true }),
      { screen: 'requests', requestId: 'r' },
    ],
  ])('%j opens the window at its place', async (command, shows) => {
    const { done, run } = createDesktop();
    await run(command);
    expect(done).toEqual(['open', JSON.stringify(shows)]);
  });

  test('“Save” of a notification saves in the folder of the request, and says where', async () => {
    const { app, shown, run } = createDesktop();
    const folders: string[] = [];
    app.saveArrivals = async (_id, { folder }) => {
      folders.push(folder);
      return [];
    };
    // The upkeep has saved one of them before.
    const arrivals = [
      { state: 'saved', path: '/Downloads/Mayfly/Photos/a.jpg' },
      { state: 'saved', path: '/Downloads/Mayfly/Photos/b.jpg' },
      { state: 'refused' },
    ];
    app.fileRequest = () => ({ request: { title: 'Photos' }, state: 'open', arrivals }) as unknown as FoundFileRequest;
    await run(notifiedCommand('save', { kind: 'request', id: 'r', canSave: true }));
    expect(folders).toEqual(['/Downloads/Mayfly/Photos']);
    expect(shown).toEqual(['2 files saved /Downloads/Mayfly/Photos']);
  });

  test('opens and quits', async () => {
    const { done, run } = createDesktop();
    await run({ kind: 'open' });
    await run({ kind: 'quit' });
    expect(done).toEqual(['open', 'quit']);
  });
});

describe('a failure', () => {
  test('is said in a notification and kept for the window', async () => {
    const { app, shown, logged, run } = createDesktop();
    app.failNext('shareClipboard', new Failure('clipboard-empty'));
    await run({ kind: 'share-clipboard' });
    expect(shown).toEqual([expect.stringContaining('holds no file, picture or text')]);
    expect(app.store.get().notices).toMatchObject([
      { id: 'n', atMs: 5, content: { failure: { code: 'clipboard-empty' } } },
    ]);
    expect(logged).toEqual([]);
  });

  test('that nobody foresaw is logged, and its text is not shown', async () => {
    const { app, shown, logged, run } = createDesktop();
    app.failNext('copyLink', new Error('https://host/?X-Amz-Signature=CANARY'));
    await run({ kind: 'copy-link', shareId: 's' });
    expect(logged).toEqual(['copy-link failed']);
    expect(shown.join()).not.toContain('CANARY');
  });
});

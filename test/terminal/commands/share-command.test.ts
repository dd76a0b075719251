// What `mayfly share` writes to which stream is a contract that other programs read.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { noticeShown, uploadChanged } from '../../../main/core/state/rules/app-state';
import type { Notice } from '../../../main/core/state/rules/notice';
import { Failure } from '../../../main/core/model/failure';
import type { Share, ShareItem } from '../../../main/core/model/share';
import { readArguments } from '../../../main/terminal/arguments/arguments';
import type { ShareCommand } from '../../../main/terminal/arguments/command';
import { runShare } from '../../../main/terminal/commands/share-command';
import { rejected } from '../../fakes/failing';
import { createFakeApp, type FakeApp } from '../../fakes/fake-app';
import { newYearMs, sampleConnection, sampleShare, sampleUpload } from '../../fakes/samples';
import { streamOf } from '../../fakes/memory-stream';
import { createMemoryTerminal } from '../memory-terminal';
import type { ItemResult, ShareOptions } from '../../../main/core/model/share-request';
import { parseLine } from '../../schema-version';

const url = (name: string) => `https://s3.example.com/files/k/${name}?X-Amz-Signature=1`;
const done = (name: string): ItemResult => ({
  ok: true,
  shared: { share: { ...sampleShare, id: `s-${name}`, name }, url: url(name), connectionName: 'Work' },
});
const failed = (name: string, failure = new Failure('file-missing', { fileName: name })): ItemResult => ({
  ok: false,
  name,
  failure,
});
const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'CANARY-secret' };

interface Given {
  readonly results?: readonly ItemResult[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly interactive?: boolean;
  /** Of the terminal. */
  readonly columns?: number;
  readonly aborted?: boolean;
  readonly prepare?: (app: FakeApp) => void;
  readonly during?: (app: FakeApp) => void;
  readonly input?: string;
}

async function run(
  line: string,
  { results = [done('a.txt')], environment = {}, interactive = false, ...given }: Given = {},
) {
  const command = readArguments(['share', ...line.split(' ')]) as ShareCommand;
  const app = createFakeApp({ connections: [sampleConnection] });
  given.prepare?.(app);
  let options: ShareOptions | undefined;
  let paths: readonly string[] = [];
  app.shareItems = async (given_, shareOptions) => {
    [paths, options] = [given_, shareOptions];
    given.during?.(app);
    return results;
  };
  const terminal = createMemoryTerminal(interactive, given.columns);
  const signal = given.aborted === true ? AbortSignal.abort() : new AbortController().signal;
  const finish = runShare(command, {
    app,
    terminal,
    signal,
    environment,
    pid: 1,
    profileDir: '/profile',
    input: () => streamOf([Buffer.from(given.input ?? '')]),
  });
  return { finish, terminal, app, options: () => options, paths: () => paths };
}

async function ended(line: string, given?: Given) {
  const running = await run(line, given);
  const exitCode = await running.finish;
  return { ...running, exitCode, printed: running.terminal.printed, said: running.terminal.said };
}

describe('--qr', () => {
  const wide = (width: number) => (app: FakeApp) => {
    app.codeOfLink = async () => ({
      modules: Array.from({ length: width }, () => [true]),
      halfBlocks: () => ['▀▄'],
      reach: 'private',
      wifi: 'Wren & Sons',
    });
  };

  test('draws the code below the link, and says where a phone opens it', async () => {
    const { exitCode, printed, said } = await ended('a.txt --qr', { columns: 80, prepare: wide(80) });
    expect([exitCode, printed]).toEqual([0, [url('a.txt'), '\u001b[38;5;231;48;5;16m▀▄\u001b[0m']]);
    expect(said.join()).toContain('in this network only; this computer is in the Wi-Fi “Wren & Sons”.');
  });

  test('draws the codes of those that were shared beside one that was not', async () => {
    const results = [failed('b.txt'), done('a.txt')];
    const { exitCode, printed } = await ended('b.txt a.txt --qr', { results, columns: 80, prepare: wide(80) });
    expect([exitCode, printed]).toEqual([5, [url('a.txt'), '\u001b[38;5;231;48;5;16m▀▄\u001b[0m']]);
  });

  test('gives the link all the same where the terminal is too narrow', async () => {
    const { exitCode, printed, said } = await ended('a.txt --qr', { columns: 80, prepare: wide(81) });
    expect([exitCode, printed]).toEqual([2, [url('a.txt')]]);
    expect(said.join()).toContain('the code takes 81 columns, and the terminal has 80');
    expect(said.join()).not.toContain('Nothing was sent');
  });

  test('makes nothing where nobody would see it', async () => {
    const { finish, paths } = await run('a.txt --qr');
    expect((await rejected(finish)).code).toBe('bad-request');
    expect(paths()).toEqual([]);
  });
});

describe('standard output', () => {
  test('is the link, alone on a line', async () => {
    const { exitCode, printed, said } = await ended('a.txt');
    expect([exitCode, printed, said]).toEqual([0, [url('a.txt')], []]);
  });

  test('has a line for each link that could be made, in order; failures go to the other stream', async () => {
    const results = [done('a.txt'), failed('b.txt'), done('c.txt')];
    const { exitCode, printed, said } = await ended('a.txt b.txt c.txt', { results });
    expect(printed).toEqual([url('a.txt'), url('c.txt')]);
    expect(said).toEqual([
      'mayfly: “b.txt” could not be found. It was left out, and the rest was shared. Check the path and share it again.',
    ]);
    expect(exitCode).toBe(5);
  });

  test('with --json is exactly this, in this order', async () => {
    const { printed } = await ended('report.pdf --json', { results: [done('report.pdf')] });
    expect(printed).toEqual([
      `{"schemaVersion":1,"id":"s-report.pdf","url":"${url('report.pdf')}","name":"report.pdf","expiresAt":"2026-01-02T00:00:00.000Z","limitedBy":"requested","reach":"public",` +
        '"connection":"Work","bucket":"files","key":"ABAgMEBQYHCAkKCwwNDg8A/report.pdf","verified":true,"kind":"file","fileCount":1,' +
        '"files":[{"name":"report.pdf","sizeBytes":1234,"contentType":"application/pdf","key":"ABAgMEBQYHCAkKCwwNDg8A/report.pdf"}]}',
    ]);
  });

  test('with --json tells that a link may end sooner, with its session token', async () => {
    const shared = { share: sampleShare, url: url('a.txt'), connectionName: 'Work', endUntold: true as const };
    const { printed } = await ended('a.txt --json', { results: [{ ok: true, shared }] });
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ limitedBy: 'requested', endUntold: true });
  });

  test('with --json tells of a page what it holds', async () => {
    const share: Share = {
      ...sampleShare,
      kind: 'page',
      name: 'Trip',
      fileCount: 2,
      message: 'Look\nhere',
      key: 'p/k/index.html',
    };
    const item: ShareItem = {
      shareId: share.id,
      role: 'file',
      key: 'f/k/0/a.txt',
      path: 'day 1/a.txt',
      sizeBytes: 3,
      contentType: 'text/plain',
      sha256: 'ab',
      storedCheck: 'crc32',
    };
    const { sha256: _hash, ...large } = item;
    const shared = { share, url: url('page'), connectionName: 'Work', items: [item, { ...large, path: 'b.bin' }] };
    const { printed } = await ended('a b --json', { results: [{ ok: true, shared }] });
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({
      kind: 'page',
      fileCount: 2,
      title: 'Trip',
      message: 'Look\nhere',
      key: 'p/k/index.html',
      files: [
        { name: 'day 1/a.txt', sizeBytes: 3, contentType: 'text/plain', key: 'f/k/0/a.txt', sha256: 'ab' },
        { name: 'b.bin', sizeBytes: 3, contentType: 'text/plain', key: 'f/k/0/a.txt' },
      ],
    });
  });

  test('of a page that is not whole tells why, file by file, and what to do', async () => {
    const detail = { storedCount: 18, fileCount: 20, pageId: 'd-1' };
    const causes = [new Failure('timed-out'), new Failure('file-changed', { fileName: 'b.txt' })];
    const failure = new Failure('page-incomplete', detail);
    const { exitCode, printed, said } = await ended('trip', {
      results: [{ ok: false, name: 'trip', failure, causes }],
    });
    expect([exitCode, printed, said.length]).toEqual([4, [], 3]);
    expect(said[2]).toBe(
      'mayfly: 18 of 20 files are stored, so the page is not finished yet. What was stored is safe and needs no second upload. ' +
        'Run the same command again, or mayfly resume, to go on; mayfly cancel d-1 gives it up.',
    );
  });

  test('with --json has one object a line, failures as JSON on the other stream', async () => {
    const { printed, said } = await ended('a b --json', { results: [done('a'), failed('b')] });
    expect(printed.map((line) => (JSON.parse(line) as { readonly id: string }).id)).toEqual(['s-a']);
    expect(said.map(parseLine)).toEqual([{ error: expect.objectContaining({ code: 'file-missing', dataSafe: true }) }]);
  });

  test('a path that cannot be shared is named as it was typed', async () => {
    const refused = { ...failed('a.txt'), given: '../other/a.txt' };
    const { said } = await ended('../other/a.txt', { results: [refused] });
    expect(said[0]).toContain('“../other/a.txt” could not be found.');
  });

  test('an odd name in JSON stays one line', async () => {
    const { printed } = await ended('x --json', { results: [done('a\n"b".txt')] });
    expect(printed[0]).not.toContain('\n');
  });
});

describe('the exit code', () => {
  test('is that of the first failure', async () => {
    const results = [done('a'), failed('b', new Failure('timed-out')), failed('c')];
    expect((await ended('a b c', { results })).exitCode).toBe(4);
  });

  test('is 130 after an interruption, and links that were made are printed all the same', async () => {
    const results = [done('a'), failed('b', new Failure('cancelled'))];
    const { exitCode, printed } = await ended('a b', { results, aborted: true });
    expect([exitCode, printed]).toEqual([130, [url('a')]]);
  });

  test('tells a clipboard that could not be written, after the link', async () => {
    const content: Notice['content'] = { kind: 'failure', failure: new Failure('clipboard-unavailable') };
    const { exitCode, printed, said } = await ended('a.txt --copy', {
      during: (app) => app.store.apply(noticeShown({ id: 'n', atMs: 0, content })),
    });
    expect([exitCode, printed.length]).toEqual([2, 1]);
    expect(said[0]).toContain('The clipboard could not be written.');
  });

  test('says beside the link that the short link alone was left out', async () => {
    const content: Notice['content'] = { kind: 'failure', failure: new Failure('bucket-missing') };
    const { said } = await ended('a.txt --door', {
      during: (app) => app.store.apply(noticeShown({ id: 'n', atMs: 0, content })),
    });
    expect(said[0]).toContain('It was left out, and the rest was shared.');
  });
});

describe('what is asked of the app', () => {
  test('by default keeps what is set', async () => {
    const { options, paths } = await ended('a.txt b.txt');
    expect(paths()).toEqual(['a.txt', 'b.txt']);
    expect(options()).toEqual({
      copy: false,
      disposition: 'attachment',
      keepWhenStopped: true,
      signal: expect.any(AbortSignal) as AbortSignal,
    });
  });

  test('carries every option', async () => {
    const { options } = await ended(
      'a.txt --expires 1h --connection Work --name b.txt --inline --copy --page --title T --message M',
    );
    expect(options()).toMatchObject({
      lifetimeSeconds: 3_600,
      connection: { kind: 'known', connectionId: sampleConnection.id },
      name: 'b.txt',
      disposition: 'inline',
      copy: true,
      page: 'always',
      title: 'T',
      message: 'M',
    });
  });

  test('a link until a time of day says when that is', async () => {
    const { options } = await ended('a.txt --expires 18:00');
    expect(new Date(options()?.endsAtMs ?? 0).toTimeString()).toContain('18:00:00');
  });

  test('a day to keep the link alive until is its end on this computer', async () => {
    const day = new Date(Date.now() + 30 * 86_400_000);
    const typed = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
    const { options } = await ended(`a.txt --keep-until ${typed}`);
    expect(new Date(options()?.keepUntilMs ?? 0).toString()).toContain('23:59:59');
    const { finish, app } = await run('a.txt --keep-until 2001-01-01');
    expect([(await rejected(finish)).code, app.calls]).toEqual(['bad-request', []]);
  });

  test('a connection nobody made is refused by its name', async () => {
    const { finish } = await run('a.txt --connection Home');
    expect(await rejected(finish)).toMatchObject({ code: 'connection-unknown', detail: { connectionName: 'Home' } });
  });

  test('a connection for once is made of the options and the environment', async () => {
    const environment = {
      ...keys,
      AWS_SESSION_TOKEN: 'CANARY-token',
      AWS_CREDENTIAL_EXPIRATION: '2026-01-01T01:00:00Z',
    };
    const { options, said } = await ended('a.txt --endpoint s3.eu-west-3.amazonaws.com --bucket files', {
      environment,
    });
    expect(options()?.connection).toEqual({
      kind: 'ephemeral',
      connection: {
        id: 'ephemeral',
        name: 's3.eu-west-3.amazonaws.com',
        kind: 's3',
        provider: 'aws',
        endpoint: 'https://s3.eu-west-3.amazonaws.com',
        region: 'eu-west-3',
        bucket: 'files',
        addressing: 'virtual-host',
        prefix: '',
        whenExpired: 'delete',
      },
      credentials: {
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: 'CANARY-secret',
        sessionToken: 'CANARY-token',
        expiresAtMs: newYearMs + 3_600_000,
      },
    });
    expect(said).toEqual([]);
  });

  // Once the link was told to live for as long as was asked for.
  test('a token whose end is no time is refused', async () => {
    const environment = { ...keys, AWS_SESSION_TOKEN: 'CANARY-token', AWS_CREDENTIAL_EXPIRATION: 'soon' };
    const { finish, app } = await run('a.txt --endpoint https://h.example --bucket files', { environment });
    expect((await rejected(finish)).code).toBe('bad-request');
    expect(app.calls).toEqual([]);
  });

  test('an empty token is none, and an end without a token is none', async () => {
    const environment = { ...keys, AWS_SESSION_TOKEN: '', AWS_CREDENTIAL_EXPIRATION: 'soon' };
    const { options } = await ended('a.txt --endpoint https://h.example --bucket files', { environment });
    expect(options()?.connection).toMatchObject({
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'CANARY-secret' },
    });
    expect(JSON.stringify(options()?.connection)).not.toMatch(/sessionToken|expiresAtMs/);
  });

  test.each([{}, { AWS_ACCESS_KEY_ID: 'AK' }, { AWS_SECRET_ACCESS_KEY: 's' }, { ...keys, AWS_ACCESS_KEY_ID: '' }])(
    'without both keys in the environment nothing begins: %j',
    async (environment) => {
      const { finish, app } = await run('a.txt --endpoint https://h.example --bucket files', { environment });
      expect((await rejected(finish)).code).toBe('bad-request');
      expect(app.calls).toEqual([]);
    },
  );

  test('an endpoint that others can listen to is warned of once, without the secret', async () => {
    const { said } = await ended('a.txt --endpoint http://nas:9000 --bucket files', { environment: keys });
    expect(said).toEqual(['mayfly: nas:9000 is asked without encryption: others on the way can read the files.']);
  });
});

describe('hints', () => {
  const during = (app: FakeApp) => {
    const contents: readonly Notice['content'][] = [
      { kind: 'skipped', count: 3 },
      { kind: 'restarted', name: 'a\u001b.txt', why: 'upload-lost' },
      { kind: 'session-only' },
      { kind: 'copied', count: 1, shareIds: [], until: 0 },
    ];
    for (const [index, content] of contents.entries())
      app.store.apply(noticeShown({ id: `n${index}`, atMs: 0, content }));
  };

  test('are said on standard error', async () => {
    const { said, exitCode } = await ended('a.txt', { during });
    expect(said).toEqual([
      'mayfly: 3 symbolic links in the folder were not followed.',
      'mayfly: a\ufffd.txt was sent from the beginning, because the server had lost its parts.',
      'mayfly: there is no keychain here, so the link ends when this command ends.',
    ]);
    expect(exitCode).toBe(0);
  });

  test('of a bucket that ends with the command promise no link where none was made, and nothing to go on with', async () => {
    const aborted = new Failure('paused', { fileName: 'b.txt' });
    const causes = [new Failure('file-missing', { fileName: 'c.txt' })];
    const page: ItemResult = { ok: false, name: 'Trip', failure: new Failure('page-incomplete'), causes };
    const { said, exitCode } = await ended('a.txt --json', { during, results: [page, failed('b.txt', aborted)] });
    expect(said.map((line) => (JSON.parse(line) as { error: { code: string } }).error.code)).toEqual([
      'file-missing',
      'cancelled',
    ]);
    expect(exitCode).toBe(5);
    const inWords = await ended('a.txt', { during, results: [failed('b.txt')] });
    expect(inWords.said.join('\n')).not.toContain('no keychain here');
  });

  test.each([
    [1, '1 unchanged file was copied within the bucket instead of being uploaded again.'],
    [7, '7 unchanged files were copied within the bucket instead of being uploaded again.'],
  ])('tell that %d did not travel', async (copiedFiles, words) => {
    const shared = { share: sampleShare, url: url('a'), connectionName: 'Work', copiedFiles };
    const results: readonly ItemResult[] = [{ ok: true, shared }];
    expect((await ended('a.txt', { results })).said).toEqual([`mayfly: ${words}`]);
    expect((await ended('a.txt --quiet', { results })).said).toEqual([]);
  });

  test.each(['--quiet', '--json'])('are kept back by %s', async (option) => {
    expect((await ended(`a.txt ${option}`, { during })).said).toEqual([]);
  });
});

describe('progress', () => {
  /** A line is shown at most ten times a second. */
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const during = (app: FakeApp) => {
    app.store.apply(uploadChanged({ ...sampleUpload, sizeBytes: 2_000_000 }));
    vi.advanceTimersByTime(100);
    const phase = { kind: 'uploading' } as const;
    app.store.apply(
      uploadChanged({ ...sampleUpload, sizeBytes: 2_000_000, sentBytes: 500_000, bytesPerSecond: 100_000, phase }),
    );
    app.store.apply(uploadChanged({ ...sampleUpload, id: 'u2', name: 'b\n.txt', sizeBytes: 2_000_000, phase }));
    vi.advanceTimersByTime(100);
  };

  test('is shown on a terminal, by name for one file and by number for several', async () => {
    const { terminal } = await ended('report.pdf', { during, interactive: true });
    expect(terminal.progressed).toEqual([
      'report.pdf: 0% of 2 MB',
      'report.pdf: 25% of 2 MB, 100 kB/s, 15 sec left',
      '2 files: 12% of 4 MB, 100 kB/s, 35 sec left',
    ]);
  });

  test('ends with the command', async () => {
    const { terminal, app } = await ended('report.pdf', { interactive: true });
    during(app);
    expect(terminal.progressed).toEqual([]);
  });

  test.each([
    ['without a terminal', 'a.txt', false],
    ['with --quiet', 'a.txt --quiet', true],
    ['with --json', 'a.txt --json', true],
  ])('is not shown %s', async (_what, line, interactive) => {
    expect((await ended(line, { during, interactive })).terminal.progressed).toEqual([]);
  });
});

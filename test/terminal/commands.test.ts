// What the smaller commands print is a contract too, in words and in JSON.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../main/core/model/failure';
import type { PageDraft } from '../../main/core/model/share';
import { serveBucket } from '../../main/terminal/commands/bucket-command';
import { removeConnection } from '../../main/terminal/commands/connection-list-commands';
import { listConnections } from '../../main/terminal/commands/connections-command';
import { bucketRule } from '../../main/terminal/commands/lifecycle-command';
import { commandNames, commands } from '../../main/terminal/arguments/grammar';
import { readArguments } from '../../main/terminal/arguments/arguments';
import { examples } from '../../main/terminal/arguments/examples';
import { help, optionWords } from '../../main/terminal/arguments/help';
import { layOut } from '../../main/terminal/output/help-layout';
import { everywhere } from '../../main/terminal/arguments/options';
import { cancelUpload, listUploads, resumeUploads, sweepUploads } from '../../main/terminal/commands/uploads-command';
import type { Serving } from '../../main/terminal/commands/serve-links';
import { rejected } from '../fakes/failing';
import { createFakeApp, embeddedConnection } from '../fakes/fake-app';
import { createMemoryBucketHost } from '../fakes/memory-bucket-host';
import { createMemoryServer } from '../fakes/memory-server';
import { newYearMs, sampleConnection, sampleItem, sampleShare, sampleUnfinished } from '../fakes/samples';
import { createMemoryTerminal } from './memory-terminal';
import type { UnfinishedUpload, Leftover } from '../../main/core/model/upload';
import { parseLine } from '../schema-version';

const inWords = { json: false, profileDir: undefined };
const inJson = { json: true, profileDir: undefined };
const start = (shares = [sampleShare]) => ({
  app: createFakeApp({ connections: [embeddedConnection, sampleConnection], shares }),
  terminal: createMemoryTerminal(),
});

type Started = ReturnType<typeof start>;
const servingOf = (app: Started['app'], terminal: Started['terminal']): Serving => ({
  app,
  terminal,
  signal: new AbortController().signal,
  pid: 1,
  profileDir: '/profile',
  clock: () => newYearMs,
});
const json = (lines: readonly string[]) => lines.map(parseLine);

describe('connections', () => {
  test('list marks the default one', () => {
    const { app, terminal } = start();
    listConnections(inWords, app, terminal);
    expect(terminal.printed[0]?.split('\n')).toEqual([
      'NAME           SERVER          BUCKET  REGION     ',
      'This computer  this computer   mayfly  us-east-1  default',
      'Work           s3.example.com  files   us-east-1  ',
    ]);
  });

  test('list in JSON holds no credentials', () => {
    const { app, terminal } = start();
    listConnections(inJson, app, terminal);
    expect(json(terminal.printed)).toEqual([
      [
        expect.objectContaining({ name: 'This computer', default: true }),
        {
          id: 'c-work',
          name: 'Work',
          provider: 'other',
          endpoint: 'https://s3.example.com',
          bucket: 'files',
          region: 'us-east-1',
          addressing: 'path',
          prefix: '',
          whenExpired: 'delete',
          keys: 'missing',
          default: false,
        },
      ],
    ]);
  });

  test('lifecycle shows the rule and what stays, and says that nothing was written', async () => {
    const { app, terminal } = start();
    const command = { kind: 'connections-lifecycle', name: 'Work', days: undefined, yes: false } as const;
    expect(await bucketRule({ ...inWords, ...command }, app, terminal)).toBe(0);
    expect([app.calls, terminal.printed, terminal.said]).toEqual([
      [['bucketRule', 'c-work', undefined]],
      [
        'For the bucket “files”, rule “mayfly-4acbc967”:',
        '  objects whose key begins with “mayfly/” go 8 days after they were stored',
        '  parts of unfinished uploads there go after 7 days',
        'The 2 other rules stay as they are.',
        '1 share is wanted longer than that: its link ends when the rule deletes its files. Choose more --days.',
      ],
      ['mayfly: nothing was written; --yes writes it.'],
    ]);
  });

  test('lifecycle --yes writes it', async () => {
    const { app, terminal } = start();
    const command = { kind: 'connections-lifecycle', name: 'Work', days: 30, yes: true } as const;
    await bucketRule({ ...inJson, ...command }, app, terminal);
    expect([app.calls, terminal.said]).toEqual([[['saveBucketRule', 'c-work', 30]], []]);
    expect(json(terminal.printed)).toEqual([
      {
        bucket: 'files',
        id: 'mayfly-4acbc967',
        prefix: 'mayfly/',
        expireAfterDays: 30,
        abortUploadsAfterDays: 7,
        change: 'new',
        others: 2,
        wantedLonger: 1,
        written: true,
      },
    ]);
  });

  test('remove takes the one of that name', async () => {
    const { app, terminal } = start();
    const command = { kind: 'connections-remove', name: 'Work', links: 'keep' } as const;
    expect(await removeConnection({ ...inJson, ...command }, app, terminal)).toBe(0);
    expect([app.calls, terminal.printed]).toEqual([
      [['removeConnection', 'c-work', 'keep']],
      ['{"schemaVersion":1,"id":"c-work","removed":true,"linksTakenBack":0,"linksLeft":2}'],
    ]);
  });

  test('a name nobody gave is unknown', async () => {
    const { app, terminal } = start();
    expect(
      await rejected(
        removeConnection({ ...inWords, kind: 'connections-remove', name: 'Home', links: 'keep' }, app, terminal),
      ),
    ).toMatchObject({
      code: 'connection-unknown',
      detail: { connectionName: 'Home' },
    });
    expect(app.calls).toEqual([]);
  });
});

describe('uploads', () => {
  const half: UnfinishedUpload = {
    ...sampleUnfinished,
    sizeBytes: 40_000_000,
    state: 'paused',
    record: {
      snapshot: { sizeBytes: 40_000_000, mtimeNs: 1n, ctimeNs: 1n, inode: 1n, device: 1n },
      partBytes: 16_777_216,
      multipartUploadId: 'u',
      parts: [{ number: 1, etag: '"e"', crc32: 'AAAAAA==', check: 'crc32' }],
    },
  };

  test('lists how far each came', () => {
    const { app, terminal } = start();
    app.leftBehind = () => [half];
    listUploads(inWords, app, terminal);
    expect(terminal.printed[0]?.split('\n')[1]).toBe('u-report  paused  16.8 MB of 40 MB  Work        report.pdf');
    listUploads(inJson, app, terminal);
    expect(json(terminal.printed.slice(1))).toEqual([
      [
        {
          id: 'u-report',
          name: 'report.pdf',
          sizeBytes: 40_000_000,
          arrivedBytes: 16_777_216,
          connection: 'Work',
          bucket: 'files',
          key: sampleShare.key,
          state: 'paused',
          startedAt: '2026-01-01T00:00:00.000Z',
          kind: 'file',
        },
      ],
    ]);
  });

  test('lists pages that wait for files, after the files', () => {
    const { app, terminal } = start();
    const draft: PageDraft = {
      id: 'd-trip',
      connectionId: 'c-work',
      bucket: 'files',
      folder: 'f/x/',
      title: 'Trip',
      lifetimeSeconds: 60,
      copy: false,
      startedAtMs: newYearMs,
      ownerPid: 1,
    };
    const intent = { ...sampleUnfinished.intent, page: { id: draft.id, position: 1 } };
    const upload = { ...sampleUnfinished, intent };
    app.leftBehind = () => [upload];
    app.pagesLeftBehind = () => [{ draft, stored: new Map([[0, sampleItem]]), uploads: [upload] }];
    listUploads(inWords, app, terminal);
    expect(terminal.printed[0]?.split('\n')[2]).toBe('d-trip    page    1 of 2 files       Work        Trip');
    listUploads(inJson, app, terminal);
    expect(json(terminal.printed.slice(1))).toMatchObject([
      [
        { id: 'u-report', kind: 'file', page: 'd-trip' },
        { id: 'd-trip', kind: 'page', name: 'Trip', state: 'active', fileCount: 2, storedCount: 1 },
      ],
    ]);
  });

  test('resume takes a page by its id', async () => {
    const { app, terminal } = start();
    const draft = { id: 'd-trip' } as PageDraft;
    app.pagesLeftBehind = () => [{ draft, stored: new Map(), uploads: [] }];
    const limits = { bytesPerSecond: undefined, parallel: undefined };
    const command = { kind: 'resume', ids: ['d-trip'], limits, quiet: true, ...inWords } as const;
    expect(await resumeUploads(command, servingOf(app, terminal))).toBe(0);
    expect(app.calls).toEqual([['resume', ['d-trip'], false]]);
  });

  test('resume asks for all or for those that were named by the beginning of their IDs, and prints their links', async () => {
    const { app, terminal } = start();
    const limits = { bytesPerSecond: undefined, parallel: undefined };
    const result = { share: sampleShare, url: 'https://h/k?X=1', connectionName: 'Work' };
    app.leftBehind = () => [sampleUnfinished];
    app.resume = async (ids, onlyActive) => {
      app.calls.push(['resume', ids, onlyActive]);
      return [{ ok: true, shared: result }];
    };
    expect(
      await resumeUploads({ kind: 'resume', ids: [], limits, quiet: false, ...inWords }, servingOf(app, terminal)),
    ).toBe(0);
    await resumeUploads({ kind: 'resume', ids: ['u-re'], limits, quiet: false, ...inWords }, servingOf(app, terminal));
    expect(app.calls).toEqual([
      ['resume', undefined, false],
      ['resume', ['u-report'], false],
    ]);
    expect(terminal.printed).toEqual(['https://h/k?X=1', 'https://h/k?X=1']);
  });

  test('resume of an upload that is not there is told, and nothing is begun', async () => {
    const { app, terminal } = start();
    app.leftBehind = () => [sampleUnfinished];
    const command = { kind: 'resume', ids: [sampleUnfinished.id, 'u-nobody'], quiet: false, ...inWords } as const;
    const limits = { bytesPerSecond: undefined, parallel: undefined };
    const resuming = resumeUploads({ ...command, limits }, servingOf(app, terminal));
    expect((await rejected(resuming)).code).toBe('upload-not-found');
    expect([app.calls, terminal.printed]).toEqual([[], []]);
  });

  test('cancel discards the one whose ID begins so, as its help shows', async () => {
    const { app, terminal } = start();
    app.leftBehind = () => [sampleUnfinished];
    expect(await cancelUpload({ ...inJson, uploadId: 'u-re' }, app, terminal)).toBe(0);
    expect([app.calls, terminal.printed]).toEqual([
      [['discard', 'u-report']],
      ['{"schemaVersion":1,"id":"u-report","cancelled":true}'],
    ]);
  });

  test('sweep removes only with --yes, and only what is ours', async () => {
    const { app, terminal } = start();
    const leftover = (uploadId: string, owned: boolean): Leftover => ({
      connectionId: 'c-work',
      connectionName: 'Work',
      key: `k/${uploadId}`,
      uploadId,
      sizeBytes: 5_000_000,
      startedAtMs: newYearMs,
      owned,
    });
    const found = [leftover('u-1', true), leftover('u-2', false)];
    const aborted: (readonly Leftover[])[] = [];
    Object.assign(app, {
      sweep: {
        find: async () => found,
        abort: async (all: readonly Leftover[]) => {
          aborted.push(all);
          return all.filter(({ owned }) => owned);
        },
      },
    });
    await sweepUploads({ ...inJson, yes: false }, app, terminal, newYearMs + 60_000, new AbortController().signal);
    await sweepUploads({ ...inJson, yes: true }, app, terminal, newYearMs + 60_000, new AbortController().signal);
    const removed = terminal.printed.map((line) =>
      (JSON.parse(line) as { readonly removed: boolean }[]).map((one) => one.removed),
    );
    expect([removed, aborted]).toEqual([
      [
        [false, false],
        [true, false],
      ],
      [found],
    ]);
    await sweepUploads({ ...inWords, yes: true }, app, terminal, newYearMs + 60_000, new AbortController().signal);
    expect(terminal.printed[2]?.split('\n')[1]).toBe(
      '5 MB  1 min old  Work        removed                          k/u-1',
    );
  });

  test.each([
    [inWords, /^mayfly: .*cannot be reached/, []],
    [inJson, /"code":"endpoint-unreachable"/, ['[]']],
  ])('sweep that could ask nobody does not say that nothing is there: %j', async (form, said, printed) => {
    const { app, terminal } = start();
    const find: typeof app.sweep.find = async (onFailed) => {
      onFailed(new Failure('endpoint-unreachable'));
      return [];
    };
    Object.assign(app, { sweep: { ...app.sweep, find } });
    const { signal } = new AbortController();
    expect(await sweepUploads({ ...form, yes: false }, app, terminal, newYearMs, signal)).toBe(4);
    expect([terminal.said, terminal.printed]).toEqual([[expect.stringMatching(said)], printed]);
  });

  test('sweep that is interrupted says what is gone by then, whatever the server does with the next', async () => {
    const { app, terminal } = start();
    const leftover = { connectionId: 'c-work', connectionName: 'Work', sizeBytes: 1, owned: true };
    const found: readonly Leftover[] = ['u-1', 'u-2'].map((uploadId) => ({ ...leftover, key: uploadId, uploadId }));
    const stop = new AbortController();
    const abort: typeof app.sweep.abort = (all, options) => {
      for (const gone of all.slice(0, 1)) options?.onGone?.(gone);
      stop.abort();
      return new Promise(() => undefined);
    };
    Object.assign(app, { sweep: { find: async () => found, abort } });
    const code = await sweepUploads({ ...inJson, yes: true }, app, terminal, newYearMs, stop.signal);
    const told = JSON.parse(terminal.printed[0] ?? '') as readonly {
      readonly key: string;
      readonly removed: boolean;
    }[];
    expect([code, told.map(({ key, removed }) => [key, removed])]).toEqual([
      130,
      [
        ['u-1', true],
        ['u-2', false],
      ],
    ]);
  });
});

describe('bucket serve', () => {
  const serve = async (environment: NodeJS.ProcessEnv) => {
    const { app, terminal } = start();
    const localBucket = createMemoryBucketHost(createMemoryServer(() => newYearMs));
    const stop = new AbortController();
    const ended = serveBucket(20_123, { app, localBucket, terminal, signal: stop.signal, environment });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    return { exitCode: await ended, app, terminal, localBucket };
  };

  test('prints where it is and serves until it is interrupted', async () => {
    const { exitCode, app, terminal } = await serve({});
    expect([exitCode, app.calls]).toEqual([130, [['serveBucket', 20_123]]]);
    expect(terminal.printed).toEqual([
      '{"schemaVersion":1,"endpoint":"http://127.0.0.1:41000","region":"us-east-1","bucket":"mayfly","accessKeyId":"AK"}',
    ]);
  });

  test('serves under keys of the environment and never prints the secret', async () => {
    const { app, terminal, localBucket } = await serve({ AWS_ACCESS_KEY_ID: 'TEST', AWS_SECRET_ACCESS_KEY: 'CANARY' });
    expect([app.calls, localBucket.runs]).toEqual([[], [{ port: 20_123, sessionOnly: false }]]);
    expect(json(terminal.printed)).toEqual([
      { endpoint: 'http://127.0.0.1:20123', region: 'us-east-1', bucket: 'mayfly', accessKeyId: 'TEST' },
    ]);
    expect(JSON.stringify([terminal.printed, terminal.said])).not.toContain('CANARY');
  });
});

test('the help lists every command, and that of a command each of its options with what it does', () => {
  const overview = layOut(help(), 100);
  for (const name of commandNames) {
    expect(overview.some((line) => line.startsWith(`  mayfly ${name}`))).toBe(true);
    const [usage, ...lines] = layOut(help(name), 100);
    expect(usage).toMatch(new RegExp(`^mayfly ${name}( |$)`));
    for (const option of [...commands[name].options, ...everywhere])
      expect(lines.join('\n')).toMatch(new RegExp(`^  --${option}( [A-Z/]+)?\\s+\\S`, 'm'));
    expect(lines.slice(-2)).toEqual(['For example:', `  ${examples[name]}`]);
    // An option that a command cannot do without has no default there.
    const needed = (commands[name].needs ?? []).map((option) => optionWords(name, option));
    expect(needed.filter((text) => text.includes('default'))).toEqual([]);
  }
});

test.each([...commandNames])('the example of %s is that command', (name) => {
  const [typed = ''] = examples[name].split(/ [<>] /);
  const args = (typed.match(/"[^"]*"|\S+/g) ?? []).slice(1).map((word) => word.replaceAll('"', ''));
  const kind =
    name === 'door' ? 'door' : name.startsWith('sign ') ? 'sign' : name.replace(/^--/, '').replaceAll(' ', '-');
  expect(readArguments(args)).toMatchObject({ kind });
});

test('the help is as wide as the terminal, and stacks what is said below what is typed in a narrow one', () => {
  for (const columns of [40, 59, 60, 80, 100, 120]) {
    const lines = commandNames.flatMap((name) => layOut(help(name), columns));
    const tooWide = lines.filter(
      (line) => line.length > columns && line.trim().includes(' ') && !/^ *mayfly /.test(line),
    );
    expect(tooWide).toEqual([]);
  }
  expect(layOut(help('extend'), 300)).toEqual(layOut(help('extend'), 120));
  expect(layOut([['--expires TIME', 'how long']], 50)).toEqual(['  --expires TIME', '    how long']);
});

test('a name that several commands begin with lists those', () => {
  expect(help('bucket')).toEqual([['mayfly bucket serve', expect.any(String)], '', expect.any(String)]);
});

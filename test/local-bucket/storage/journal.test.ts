// Replacing files that are in use: Windows refuses it while anybody has them open, so it is done with the file closed, and tried again.

import { readlinkSync, readdirSync } from 'node:fs';
import promises, { open, readFile, readdir, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { replaceFile } from '../../../main/local-bucket/storage/fsync';
import { Journal } from '../../../main/local-bucket/storage/journal';
import { onPosix } from '../../platform';
import { temporaryFolder } from '../fixture';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'journal');
});
afterEach(async () => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  await folder.remove();
});

const failure = (code: string) => Object.assign(new Error(code), { code });

/** Lets `before` look, or throw, right before every real rename; gives how often that was. */
function beforeRename(before: (attempt: number) => void): () => number {
  const { rename } = promises;
  const spy = vi.spyOn(promises, 'rename').mockImplementation(async (from, to) => {
    before(spy.mock.calls.length);
    return rename(from, to);
  });
  syncBuiltinESMExports();
  return () => spy.mock.calls.length;
}

/** A journal of texts that knows only its last ones: the first half of what was written does not count any more. */
async function openJournal() {
  const texts: string[] = [];
  const journal = await Journal.open<string>(path, {
    admit: () => undefined,
    standsAlone: () => false,
    apply: (text) => texts.push(text),
    snapshot: () => texts.slice(texts.length / 2),
  });
  return { texts, journal };
}

async function filled() {
  const opened = await openJournal();
  await opened.journal.append(Array.from({ length: 100 }, (_, index) => `text ${index}`));
  return opened;
}

async function readBack(): Promise<readonly string[]> {
  const { texts, journal } = await openJournal();
  await journal.close();
  return texts;
}

const onlyTheJournal = async () => expect(await readdir(folder.path)).toEqual(['journal']);

describe('rewriting the journal', () => {
  test.runIf(onPosix('a list of open files') && process.platform === 'linux')(
    'nothing has it open when it is replaced: EPERM on Windows kept the bucket from ever starting again',
    async () => {
      const { journal } = await filled();
      const openAtRename: string[] = [];
      const renames = beforeRename(() => {
        for (const fd of readdirSync('/proc/self/fd')) {
          try {
            openAtRename.push(readlinkSync(`/proc/self/fd/${fd}`));
          } catch {
            // The descriptor of the listing itself.
          }
        }
      });
      expect(await journal.compact()).toBe(true);
      expect(renames()).toBe(1);
      expect(openAtRename.filter((name) => name.startsWith(folder.path))).toEqual([]);
      await journal.close();
    },
  );

  test('what is appended meanwhile comes after it, and nothing is lost', async () => {
    const { journal } = await filled();
    const work: Promise<unknown>[] = [journal.append(['before'])];
    for (const round of [1, 2]) {
      work.push(journal.compact());
      work.push(journal.append([`meanwhile ${round}`]));
      await delay(round);
      work.push(journal.append([`later ${round}`]));
    }
    await Promise.all(work);
    await journal.append(['after']);
    await journal.close();
    const texts = await readBack();
    for (const text of ['before', 'meanwhile 1', 'later 1', 'meanwhile 2', 'later 2', 'after']) {
      expect(texts.filter((one) => one === text)).toEqual([text]);
    }
    expect(texts.length).toBeLessThan(100);
    await onlyTheJournal();
  });

  test('where it cannot be replaced, the old one goes on', async () => {
    const { journal } = await filled();
    const renames = beforeRename(() => {
      throw failure('EIO');
    });
    expect(await journal.compact()).toBe(false);
    expect(renames()).toBe(1);
    await journal.append(['after']);
    await journal.close();
    expect(await readBack()).toHaveLength(101);
    await onlyTheJournal();
  });

  test('on a full disk, the old one goes on', async () => {
    const { journal } = await filled();
    const handle = await open(path);
    await handle.close();
    const handles = Object.getPrototypeOf(handle) as { write(): Promise<unknown> };
    const write = vi.spyOn(handles, 'write').mockRejectedValue(failure('ENOSPC'));
    expect(await journal.compact()).toBe(false);
    write.mockRestore();
    await journal.append(['after']);
    await journal.close();
    expect(await readBack()).toHaveLength(101);
    await onlyTheJournal();
  });
});

describe('replacing a file', () => {
  const content = async () => readFile(path, 'utf8');
  beforeEach(async () => writeFile(path, 'old'));

  test('that another reads just now waits for it', async () => {
    const reader = await open(path);
    const replaced = replaceFile(path, Buffer.from('new'));
    await delay(200);
    await reader.close();
    await replaced;
    expect(await content()).toBe('new');
    await onlyTheJournal();
  });

  test.each(['EPERM', 'EACCES', 'EBUSY'])('that is in use (%s) is tried again', async (code) => {
    const renames = beforeRename((attempt) => {
      if (attempt <= 3) throw failure(code);
    });
    await replaceFile(path, Buffer.from('new'));
    expect([renames(), await content()]).toEqual([4, 'new']);
  });

  test('that stays in use fails after a second, and is what it was', async () => {
    beforeRename(() => {
      throw failure('EPERM');
    });
    const startedMs = performance.now();
    await expect(replaceFile(path, Buffer.from('new'))).rejects.toThrow('EPERM');
    expect(performance.now() - startedMs).toBeGreaterThan(900);
    expect(await content()).toBe('old');
    await onlyTheJournal();
  });

  test('that fails otherwise is not tried again', async () => {
    const renames = beforeRename(() => {
      throw failure('ENOSPC');
    });
    await expect(replaceFile(path, Buffer.from('new'))).rejects.toThrow('ENOSPC');
    expect(renames()).toBe(1);
  });
});

// What the desktop refuses has a code of its own each, and quotes no link. Electron's dialogs need a person: here they answer.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createWindowMemory } from '../../../main/adapters/files/window-state-file';
import { chooseFiles } from '../../../main/shell/dialogs/choose-files';
import { openLicences, openUrl, savePicture } from '../../../main/shell/window/desktop-actions';
import { createDialogFolders } from '../../../main/shell/dialogs/dialog-folders';
import { openText, saveText } from '../../../main/shell/dialogs/text-files';
import { rejected } from '../../fakes/failing';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-desktop-'));
const answers = vi.hoisted(() => ({ appPath: '', filePath: '', filePaths: [] as string[] }));
const asked = vi.hoisted((): unknown[] => []);
const kinds = vi.hoisted((): unknown[] => []);
const opened = vi.hoisted((): string[] => []);

vi.mock('electron', () => ({
  app: { getAppPath: () => answers.appPath },
  dialog: {
    async showSaveDialog({ defaultPath }: { defaultPath?: string }) {
      asked.push(defaultPath);
      return answers;
    },
    async showOpenDialog({ defaultPath, properties }: { defaultPath?: string; properties: readonly string[] }) {
      asked.push(defaultPath);
      kinds.push(properties);
      return answers;
    },
  },
  shell: {
    async openPath(path: string) {
      opened.push(path);
      return '';
    },
    openExternal(url: string) {
      opened.push(url);
      return Promise.reject(new Error('no program for canary'));
    },
  },
}));
afterAll(() => rmSync(folder, { recursive: true }));

const newFolders = () => createDialogFolders(createWindowMemory(folder, 'dialogs.json'), () => join(folder, 'first'));

describe('the desktop', () => {
  test.each([
    ['https://h/k?X-Amz-Signature=canary', 'links'],
    ['mailto:?body=canary', 'mail'],
  ])('without a program for it opens no %s', async (url, reason) => {
    const failure = await rejected(openUrl(url));
    expect([failure.code, failure.detail, failure.cause]).toEqual(['nothing-opens', { reason }, undefined]);
  });

  test.runIf(process.platform === 'linux')('is told no link by the arguments of a program', async () => {
    opened.length = 0;
    await rejected(openUrl('https://h/k?X-Amz-Signature=canary#secret'));
    expect(opened).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]+$/)]);
  });

  test.each([
    ['app.asar', 'app.asar.unpacked'],
    ['checkout', 'checkout'],
  ])('opens the licences of a Mayfly in %s where other programs find them', async (appFolder, unpacked) => {
    answers.appPath = join(folder, appFolder);
    const licences = join(folder, unpacked, 'out', 'licences.txt');
    expect(await rejected(openLicences())).toMatchObject({ code: 'file-missing' });
    mkdirSync(dirname(licences), { recursive: true });
    writeFileSync(licences, '');
    await openLicences();
    expect(opened.at(-1)).toBe(licences);
  });

  test('that cannot write where was chosen says so', async () => {
    answers.filePath = join(folder, 'missing', 'a.png');
    const picture = savePicture(() => undefined, newFolders())('a.png', async () => new Uint8Array(1));
    expect(await rejected(picture)).toMatchObject({ code: 'picture-unsaved', detail: { fileName: 'a.png' } });
    const text = saveText(() => undefined, newFolders())('a.json', () => '{}');
    expect(await rejected(text)).toMatchObject({ code: 'file-unsaved', detail: { fileName: 'a.png' } });
  });

  test('makes nothing when the dialog was left', async () => {
    answers.filePath = '';
    let made = 0;
    await savePicture(() => undefined, newFolders())('a.png', async () => new Uint8Array((made += 1)));
    await saveText(() => undefined, newFolders())('a.json', () => String((made += 1)));
    expect(made).toBe(0);
  });
});

describe('dialogs, which from Electron 43 on open in Downloads, or where the program was started', () => {
  const pathIn = (...names: readonly string[]) => {
    const path = join(folder, ...names);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, '{}');
    return path;
  };
  const openedAt = async (open: () => Promise<unknown>) => {
    asked.length = 0;
    await open();
    return asked[0];
  };

  test('begin where the one of their kind ended, after a restart as well', async () => {
    rmSync(join(folder, 'dialogs.json'), { force: true });
    const share = () => chooseFiles(undefined, newFolders(), 'files');
    const picture = () => savePicture(() => undefined, newFolders())('a.png', async () => new Uint8Array(1));
    answers.filePaths = [pathIn('shared', 'report.pdf')];
    answers.filePath = pathIn('pictures', 'mine.png');
    expect([await openedAt(share), await openedAt(picture)]).toEqual([undefined, join(folder, 'first', 'a.png')]);
    expect([await openedAt(share), await openedAt(picture)]).toEqual([
      join(folder, 'shared'),
      join(folder, 'pictures', 'a.png'),
    ]);
    expect(await openedAt(() => openText(() => undefined, newFolders())())).toBeUndefined();
  });

  test('do not go back to a folder that is gone, nor to one that was only looked at', async () => {
    const share = () => chooseFiles(undefined, newFolders(), 'files');
    answers.filePaths = [pathIn('gone', 'a')];
    await share();
    answers.filePaths = [];
    expect(await openedAt(share)).toBe(join(folder, 'gone'));
    rmSync(join(folder, 'gone'), { recursive: true });
    expect(await openedAt(share)).toBeUndefined();
  });

  test.runIf(process.platform === 'linux')(
    'choose files or folders, because on Linux no dialog takes both',
    async () => {
      kinds.length = 0;
      await chooseFiles(undefined, newFolders(), 'files');
      await chooseFiles(undefined, newFolders(), 'folder');
      expect(kinds).toEqual([
        ['openFile', 'multiSelections'],
        ['openDirectory', 'multiSelections'],
      ]);
    },
  );

  test('open even where what was remembered is nonsense', async () => {
    writeFileSync(join(folder, 'dialogs.json'), '{"share":1');
    expect(await openedAt(() => chooseFiles(undefined, newFolders(), 'files'))).toBeUndefined();
  });
});

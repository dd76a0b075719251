// Why this exists: what the desktop refuses has a code of its own each, and quotes no link. Electron's dialogs need a person: here they answer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { openUrl, savePicture } from '../../main/shell/desk';
import { saveText } from '../../main/shell/text-files';
import { rejected } from '../fakes/failing';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-desk-'));
const answers = vi.hoisted(() => ({ filePath: '' }));
vi.mock('electron', () => ({
  dialog: { showSaveDialog: async () => answers },
  shell: { openExternal: () => Promise.reject(new Error('no program for canary')) },
}));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the desktop', () => {
  test.each([
    ['https://h/k?X-Amz-Signature=canary', 'links'],
    ['mailto:?body=canary', 'mail'],
  ])('without a program for it opens no %s', async (url, reason) => {
    const failure = await rejected(openUrl(url));
    expect([failure.code, failure.detail, failure.cause]).toEqual(['nothing-opens', { reason }, undefined]);
  });

  test('that cannot write where was chosen says so', async () => {
    answers.filePath = join(folder, 'missing', 'a.png');
    const picture = savePicture(() => undefined)('a.png', async () => new Uint8Array(1));
    expect(await rejected(picture)).toMatchObject({ code: 'picture-unsaved', detail: { fileName: 'a.png' } });
    const text = saveText(() => undefined)('a.json', () => '{}');
    expect(await rejected(text)).toMatchObject({ code: 'file-unsaved', detail: { fileName: 'a.png' } });
  });

  test('makes nothing when the dialog was left', async () => {
    answers.filePath = '';
    let made = 0;
    await savePicture(() => undefined)('a.png', async () => new Uint8Array((made += 1)));
    await saveText(() => undefined)('a.json', () => String((made += 1)));
    expect(made).toBe(0);
  });
});

// @vitest-environment happy-dom
// A text that is read when a module loads keeps the language of that moment for ever; every module is loaded and watched here.
import { expect, test, vi } from 'vitest';
import { isDeep } from '../volume';
import type * as Tree from '../../resources/words/message-tree';

const read = vi.hoisted(() => [] as string[]);
vi.mock('../../resources/words/message-tree', async (original) => {
  const { wordsOf } = await original<typeof Tree>();
  return {
    wordsOf: (texts: object, prefix: string, say: Tree.Translate) =>
      wordsOf(texts, prefix, (key, values) => {
        read.push(key);
        return say(key, values);
      }),
  };
});

const modules = {
  ...import.meta.glob('../../renderer/app/**/*.{ts,tsx}'),
  ...import.meta.glob('../../main/{core,ipc,terminal}/**/*.ts'),
  ...import.meta.glob('../../main/shell/{tray/tray-menu,tray/transfer-indicators,run-command}.ts'),
};
// These act on what they find: the page and its root element, and Electron.
const entries = /renderer\/app\/(begin\.ts|main\.tsx)$|main\/ipc\/(serve|push)\.ts$/;

// To load them all takes as long as thirty other suites.
test.runIf(isDeep)('no module reads a text while it loads', async () => {
  const loads = Object.entries(modules).filter(([path]) => !entries.test(path));
  expect(loads.length).toBeGreaterThan(200);
  for (const [, load] of loads) await load();
  expect(read).toEqual([]);
  const { words } = await import('../../resources/words/messages');
  expect([words.tray.quit, read]).toEqual(['Quit', ['tray.quit']]);
});

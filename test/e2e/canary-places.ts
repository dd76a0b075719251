// The places where something may be left: messages, memory, the page, storage and files.
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';

/** A name of the place, and what lies there. */
export type Place = readonly [string, Buffer];

interface Recorded {
  readonly sentToWindow: readonly string[];
}

/** Records every message the main process sends to any window from now on: pushes and answers alike. */
export async function recordMessages(app: ElectronApplication): Promise<() => Promise<Buffer>> {
  await app.evaluate(({ app: program, ipcMain, webContents }) => {
    const log: string[] = [];
    Object.assign(globalThis, { sentToWindow: log });
    const record = (contents: Electron.WebContents) => {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...args) => {
        log.push(JSON.stringify([channel, ...args]));
        send(channel, ...args);
      };
    };
    for (const contents of webContents.getAllWebContents()) record(contents);
    program.on('web-contents-created', (_event, contents) => record(contents));
    type Handler = (...args: readonly unknown[]) => unknown;
    const handlers = (ipcMain as unknown as { readonly _invokeHandlers: Map<string, Handler> })._invokeHandlers;
    for (const [channel, handle] of handlers) {
      handlers.set(channel, async (...args) => {
        const answer = await handle(...args);
        log.push(JSON.stringify([channel, answer]));
        return answer;
      });
    }
  });
  return async () => Buffer.from(await app.evaluate(() => (globalThis as unknown as Recorded).sentToWindow.join('\n')));
}

/** What a window shows, and keeps: in its memory, in its page, in its storage. */
export async function placesOf(app: ElectronApplication, page: Page, folder: string): Promise<readonly Place[]> {
  const url = page.url();
  const path = join(folder, `${url.split('#')[1] ?? 'window'}.heapsnapshot`);
  await app.evaluate(
    async ({ webContents }, [wanted, to]) => {
      const contents = webContents.getAllWebContents().find((one) => one.getURL() === wanted);
      await contents?.takeHeapSnapshot(to);
    },
    [url, path] as const,
  );
  const heap = await readFile(path);
  await rm(path);
  const stored = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea')] as HTMLInputElement[];
    const kept = [localStorage, sessionStorage].map((storage) => Object.entries(storage));
    const history = JSON.stringify(window.history.state);
    const databases = await indexedDB.databases();
    return JSON.stringify([kept, document.cookie, history, databases, fields.map(({ value }) => value)]);
  });
  return [
    [`the memory of ${url}`, heap],
    [`the page ${url}`, Buffer.from(await page.content())],
    [`the storage and fields of ${url}`, Buffer.from(stored)],
  ];
}

export interface Files {
  /** Reads what is new or has changed. */
  look(): Promise<void>;
  readonly places: () => readonly Place[];
}

/** Every state in which a file in one of these folders below `root` was found; `but`: beginnings of paths where it may lie. */
export function watchFiles(root: string, folders: readonly string[], but: readonly string[]): Files {
  const seen = new Map<string, Place>();
  const lookAt = async (path: string) => {
    const { mtimeMs, size } = await stat(path);
    const key = `${path} ${mtimeMs} ${size}`;
    if (!seen.has(key)) seen.set(key, [relative(root, path), await readFile(path)]);
  };
  return {
    async look() {
      for (const folder of folders) {
        const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
        const paths = entries
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .filter((path) => !but.some((beginning) => relative(root, path).startsWith(beginning)));
        // A file may go between the list and the look.
        await Promise.all(paths.map((path) => lookAt(path).catch(() => undefined)));
      }
    },
    places: () => [...seen.values()],
  };
}

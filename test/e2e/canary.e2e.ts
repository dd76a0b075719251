// Why this exists: the secret and the link, planted once and looked for everywhere they must not be.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { copiedLink, drop, expect, quit, test } from './fixtures';
import { serveForeignBucket } from './foreign-server';
import { fillConnection, saveConnection, shareRow } from './window';

const secretAccessKey = 'CANARYsecret/Key+0123456789=';
const sessionToken = 'CANARYtoken0123456789abcdef';

/** A text as it may lie in a file or a message: as it is, escaped for a URL, in base64 at any offset, or in UTF-16. */
function disguises(text: string): readonly Buffer[] {
  const base64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(`${'\0'.repeat(offset)}${text}`).toString('base64');
    // The first and the last group depend on what stands beside the text.
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });
  return [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), ...base64]
    .map((form) => Buffer.from(form))
    .concat(Buffer.from(text, 'utf16le'));
}

const holds = (haystack: Buffer, text: string) => disguises(text).some((form) => haystack.includes(form));

/** Records every message the main process sends to the window from now on: pushes and answers alike. */
async function recordMessages(app: ElectronApplication): Promise<() => Promise<Buffer>> {
  await app.evaluate(({ ipcMain, webContents }) => {
    const log: string[] = [];
    Object.assign(globalThis, { sentToWindow: log });
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...args) => {
        log.push(JSON.stringify([channel, ...args]));
        send(channel, ...args);
      };
    }
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
  return async () =>
    Buffer.from(
      await app.evaluate(() =>
        (globalThis as unknown as { readonly sentToWindow: readonly string[] }).sentToWindow.join('\n'),
      ),
    );
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('neither the secret nor the link is in a message, a file, the page or its memory', async ({
  app,
  page,
  file,
  folder,
  profileDir,
}) => {
  const server = await serveForeignBucket(join(folder, 'server'), { accessKeyId: 'CANARYID', secretAccessKey });
  try {
    const messages = await recordMessages(app);
    await fillConnection(page, { ...server, secretAccessKey: `${secretAccessKey}x` });
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('the secret access key is wrong')).toBeVisible();
    await page.getByLabel('Secret access key').fill(secretAccessKey);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByRole('region', { name: 'Connection test' })).toContainText('The connection works.');
    await saveConnection(page);
    await page.getByRole('button', { name: 'Shares', exact: true }).click();
    await drop(page, [await file('canary.txt', 'canary')]);
    const link = await copiedLink(app);
    const signature = new URL(link).searchParams.get('X-Amz-Signature') ?? '';
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    await app.evaluate(({ clipboard }) => clipboard.writeText(''));
    await shareRow(page, 'canary.txt').getByRole('button', { name: 'Copy link' }).click();
    const again = new URL(await copiedLink(app)).searchParams.get('X-Amz-Signature') ?? '';
    // A picture of the link is the link: it is shown, and neither the messages nor the page hold what it says.
    await shareRow(page, 'canary.txt').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'QR code…' }).click();
    const picture = page.getByRole('img', { name: 'QR code of the link' });
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(50);
    await page.keyboard.press('Escape');
    const opened = app.evaluate(
      ({ shell }) =>
        new Promise<string>((resolve) => {
          shell.openExternal = async (url) => resolve(url);
        }),
    );
    await shareRow(page, 'canary.txt').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Open in browser' }).click();
    const outside = new URL(await opened).searchParams.get('X-Amz-Signature') ?? '';
    expect(outside).toMatch(/^[0-9a-f]{64}$/);
    await server.stop();
    await drop(page, [await file('fails.txt', 'fails')]);
    await expect(page.getByText('cannot be reached')).toBeVisible({ timeout: 30_000 });

    const sent = await messages();
    expect(sent.toString(), 'the recording works').toMatch(/"state:changed".*canary\.txt/);
    expect(sent.toString(), 'the recording works').toContain('"connections:save"');
    for (const text of [secretAccessKey, signature, again, outside, 'X-Amz-Signature', profileDir, 'canary.txt?']) {
      expect(holds(sent, text), `a message holds ${text}`).toBe(false);
    }
    expect(holds(Buffer.from(await page.content()), secretAccessKey), 'the page').toBe(false);

    const heapPath = join(folder, 'page.heapsnapshot');
    await app.evaluate(({ webContents }, path) => webContents.getAllWebContents()[0]?.takeHeapSnapshot(path), heapPath);
    const heap = await readFile(heapPath);
    expect(holds(heap, 'canary.txt'), 'the snapshot works').toBe(true);
    for (const text of [signature, again, outside]) expect(holds(heap, text), 'the memory of the page').toBe(false);

    // What nobody caught is logged, with whatever text it carries.
    await app.evaluate((_electron, url) => void Promise.reject(new Error(`cannot open ${url}`)), link);
    const logPath = join(profileDir, 'logs', 'mayfly.log');
    await expect.poll(() => readFile(logPath, 'utf8')).toContain('unhandled: Error: cannot open http://127.0.0.1');

    await quit(app);
    const files = await filesBelow(profileDir);
    expect(files.map((path) => path.slice(profileDir.length + 1))).toEqual(
      expect.arrayContaining(['mayfly.db', 'logs/mayfly.log']),
    );
    for (const path of files) {
      const bytes = await readFile(path);
      for (const text of [secretAccessKey, signature, again, outside]) {
        expect(holds(bytes, text), `${path} holds ${text}`).toBe(false);
      }
    }
  } finally {
    await server.stop();
  }
});

test('the search finds what is hidden: it would fail if there were something', () => {
  for (const before of ['', 'a', 'ab', 'abc']) {
    const hidden = `${before}${sessionToken}${before}`;
    expect(holds(Buffer.from(hidden), sessionToken)).toBe(true);
    expect(holds(Buffer.from(Buffer.from(hidden).toString('base64')), sessionToken)).toBe(true);
    expect(holds(Buffer.from(hidden, 'utf16le'), sessionToken)).toBe(true);
    expect(holds(Buffer.from(encodeURIComponent(`${before}${secretAccessKey}`)), secretAccessKey)).toBe(true);
  }
  expect(holds(Buffer.from('CANARYsecret/Key'), secretAccessKey)).toBe(false);
});

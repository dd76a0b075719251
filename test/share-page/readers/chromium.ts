// Chromium as people have it: its own profile, its own download folder, its own prompts. Driven over its own protocol.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createReader, written, type Home, type Reader } from './reader';
import { connectSocket, type Fields } from './socket';

export interface ChromiumOptions {
  /** With a window, and so with prompts; needs a display. */
  readonly headful?: boolean;
  /** What the reader once said about several downloads of one page. */
  readonly automaticDownloads?: 'block';
}

export const startChromium = (options: ChromiumOptions = {}): Promise<Reader> =>
  createReader('chromium', (home) => start(home, options));

async function start(
  { folder, downloads, troubles, started }: Home,
  { headful = false, automaticDownloads }: ChromiumOptions,
) {
  const profile = join(folder, 'profile');
  await mkdir(join(profile, 'Default'), { recursive: true });
  const preferences = {
    download: { default_directory: downloads, prompt_for_download: false },
    profile: {
      default_content_setting_values: automaticDownloads === undefined ? {} : { automatic_downloads: 2 },
    },
  };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const child = spawn(
    process.env['MAYFLY_BROWSER'] || '/usr/bin/chromium',
    [
      ...(headful ? [] : ['--headless=new']),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-gpu',
      // Its pickers are windows of the system: here it saves as the other browsers do.
      '--disable-blink-features=FileSystemAccessLocal',
      '--password-store=basic',
      '--lang=en-GB',
      '--window-size=1000,800',
      'about:blank',
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder } },
  );
  started(child);
  const [, url = ''] = await written(child, /DevTools listening on (ws:\S+)/);
  const socket = await connectSocket(url);
  const { targetInfos } = await socket.send('Target.getTargets');
  const target = (targetInfos as readonly Fields[]).find(({ type }) => type === 'page');
  const { sessionId } = await socket.send('Target.attachToTarget', { targetId: target?.['targetId'], flatten: true });
  const send = (method: string, params: Fields = {}) => socket.send(method, params, { sessionId });
  let origin = '';
  socket.on('Log.entryAdded', ({ entry }) => {
    const { level, text } = entry as { readonly level: string; readonly text: string };
    if (level === 'error' || level === 'warning') troubles.push(text);
  });
  socket.on('Runtime.exceptionThrown', (thrown) => troubles.push(JSON.stringify(thrown)));
  socket.on('Network.requestWillBeSent', ({ request }) => {
    const asked = (request as { readonly url: string }).url;
    if (/^https?:/.test(asked) && new URL(asked).origin !== origin) troubles.push(`request: ${asked}`);
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);

  return {
    async open(page: string) {
      ({ origin } = new URL(page));
      const loaded = new Promise((done) => socket.on('Page.loadEventFired', done));
      await send('Page.navigate', { url: page });
      await loaded;
    },
    async evaluate(expression: string) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as Fields)['value'];
    },
    async pressAt(x: number, y: number) {
      for (const type of ['mousePressed', 'mouseReleased'])
        await send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    },
    async resize(width: number, height: number) {
      await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    },
    async picture() {
      const { data } = await send('Page.captureScreenshot');
      return Buffer.from(String(data), 'base64');
    },
    async print() {
      const { data } = await send('Page.printToPDF', { printBackground: true });
      return Buffer.from(String(data), 'base64');
    },
    interfacePid: () => child.pid ?? 0,
    async close() {
      socket.close();
    },
  };
}

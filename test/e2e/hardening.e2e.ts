// What a page in our window could do if it were taken over: nothing. Each rule is tried in the packaged app.
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { ElectronApplication } from '@playwright/test';
import type { Bridge } from '../../preload/bridge';
import { requests } from '../../preload/contract';
import { expect, test } from './kept-app';
import { goodPayloads } from '../ipc/border';
import { viewOf } from './window';

let canary: Server;
let canaryUrl = '';
let visits: string[] = [];

test.beforeAll(async () => {
  canary = createServer((request, response) => {
    visits.push(`${request.method} ${request.url}`);
    response.setHeader('Access-Control-Allow-Origin', '*').end('canary');
  }).listen(0, '127.0.0.1');
  await once(canary, 'listening');
  canaryUrl = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
});
test.beforeEach(() => {
  visits = [];
});
test.afterAll(() => canary.close());

const askPage = (app: ElectronApplication, url: string, method = 'GET') =>
  app.evaluate(
    async ({ session }, [asked, by]) => {
      try {
        const response = await session.fromPartition('window').fetch(asked as string, { method: by as string });
        return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
      } catch (error) {
        return { status: 0, headers: {}, body: String(error) };
      }
    },
    [url, method],
  );

/** What the contract says the page may call, and nothing else. */
test('every page is sandboxed and isolated, and knows neither Node nor Electron', async ({ app, page }) => {
  // The other window there is: whatever else is ever opened is found here too.
  const shelf = app.waitForEvent('window');
  await app.evaluate(({ app }) => app.emit('second-instance', {}, [], '', { intent: { kind: 'shelf' } }));
  await (await shelf).getByRole('main').waitFor();
  const all = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      type Preferences = Readonly<Record<string, unknown>>;
      return (contents as unknown as { getLastWebPreferences(): Preferences }).getLastWebPreferences();
    }),
  );
  expect(all).toHaveLength(2);
  for (const preferences of all) {
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    for (const flag of [
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'experimentalFeatures',
      'allowRunningInsecureContent',
      'navigateOnDragDrop',
      'plugins',
    ]) {
      expect(preferences[flag] ?? false, flag).toBe(false);
    }
    expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
  }
  const opened = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      contents.openDevTools();
      return contents.isDevToolsOpened();
    }),
  );
  expect(opened, 'tools that look into the page').toEqual([false, false]);
  expect(await app.evaluate(({ crashReporter }) => crashReporter.getUploadToServer())).toBe(false);
  const globals = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron', 'global', 'ipcRenderer'].filter((name) => name in window),
  );
  expect(globals).toEqual([]);
  const offered = await page.evaluate(() => {
    const { mayfly } = window as unknown as { readonly mayfly: Bridge };
    return Object.entries(mayfly).map(([name, value]) => `${name}: ${typeof value}`);
  });
  expect(new Set(offered)).toEqual(new Set([...Object.keys(requests), 'onState'].map((name) => `${name}: function`)));
});

test('a listener gets the view and nothing of the event that carried it', async ({ page }) => {
  const counts = await page.evaluate(async () => {
    const { mayfly } = window as unknown as { readonly mayfly: Bridge };
    const seen: number[] = [];
    const stop = mayfly.onState((...args: readonly unknown[]) => void seen.push(args.length));
    await mayfly['settings:save']({ expirySeconds: 900 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    stop();
    await mayfly['settings:save']({ expirySeconds: 86_400 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return seen;
  });
  expect(counts).toEqual([1]);
});

test('the page stays where it is, opens nothing and reaches no network', async ({ app, page }) => {
  const at = page.url();
  await page.evaluate(async (url) => {
    const attempts: (() => unknown)[] = [
      () => fetch(url),
      () =>
        new Promise((resolve) =>
          Object.assign(new Image(), { src: `${url}/image`, onload: resolve, onerror: resolve }),
        ),
      () => new WebSocket(url.replace('http', 'ws')),
      () => navigator.sendBeacon(url),
      () => new EventSource(url),
      () => navigator.serviceWorker.register('/worker.js'),
      () => window.open(url),
      () => window.open('mayfly-app://window/index.html'),
      () => window.open('about:blank'),
      () => document.body.append(Object.assign(document.createElement('iframe'), { src: url })),
      () => document.body.append(Object.assign(document.createElement('iframe'), { src: location.href })),
      () => document.body.append(Object.assign(document.createElement('webview'), { src: url })),
      () => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url })),
      () => document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: url })),
      () => Object.assign(document.createElement('a'), { href: url, target: '_blank' }).click(),
      () => Object.assign(document.createElement('a'), { href: url }).click(),
      () => {
        const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
        document.body.append(form);
        form.submit();
      },
      () => location.assign(url),
      () => location.assign('file:///etc/passwd'),
      () => location.assign('mayfly-app://other/'),
      () =>
        document.head.append(
          Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${url}` }),
        ),
    ];
    for (const attempt of attempts) {
      try {
        await attempt();
      } catch {
        // Refused at once, as it should be.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }, canaryUrl);
  expect(visits).toEqual([]);
  // Not asked through Playwright, which still waits for the navigations that were refused.
  const pages = await app.evaluate(({ webContents }) =>
    Promise.all(
      webContents
        .getAllWebContents()
        .map(async (contents) => [
          contents.getURL(),
          await contents.executeJavaScript('mayfly["state:get"]().then(String)'),
        ]),
    ),
  );
  expect(pages).toEqual([[at, '[object Object]']]);
});

test('no code but our own runs in the page', async ({ page }) => {
  const ran = await page.evaluate(async () => {
    const marks: string[] = [];
    Object.assign(window, { mark: (name: string) => marks.push(name) });
    const attempts: (() => unknown)[] = [
      // oxlint-disable-next-line no-eval -- the point of the test
      () => (0, eval)('mark("eval")'),
      // oxlint-disable-next-line typescript/no-implied-eval -- the point of the test
      () => new Function('mark("Function")')(),
      () => {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=mark("handler")>');
      },
      () => document.body.append(Object.assign(document.createElement('script'), { textContent: 'mark("inline")' })),
      () =>
        document.body.append(
          Object.assign(document.createElement('script'), { src: 'data:text/javascript,mark("data")' }),
        ),
      () => {
        document.body.innerHTML += '<a></a>';
        marks.push('innerHTML');
      },
    ];
    // In a task of its own: the debugger that runs this function lets it, and only it, evaluate text.
    setTimeout(() => {
      for (const attempt of attempts) {
        try {
          attempt();
        } catch {
          // Refused at once, as it should be.
        }
      }
      marks.push('all tried');
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return marks;
  });
  expect(ran).toEqual(['all tried']);
});

test('the page is served with its policy, and nothing else is served', async ({ app }) => {
  const index = await askPage(app, 'mayfly-app://window/index.html');
  expect(index.status).toBe(200);
  expect(index.headers).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self';/),
    'x-content-type-options': 'nosniff',
    'content-type': 'text/html; charset=utf-8',
  });
  for (const path of [
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%5c..%5cpackage.json',
    '/assets/..%2f..%2fmain%2findex.js',
    '/%00',
    '/../main/index.cjs',
    '//etc/passwd',
    '/package.json',
  ]) {
    expect(await askPage(app, `mayfly-app://window${path}`), path).toMatchObject({ status: 404, body: '' });
  }
  expect((await askPage(app, 'mayfly-app://other/index.html')).status).toBe(404);
  expect((await askPage(app, 'mayfly-app://window/index.html', 'POST')).status).toBe(405);
  expect((await askPage(app, canaryUrl)).status, 'the network').toBe(0);
  // Not even when the main process itself asks for one: what a page could read by it is the disk.
  const loaded = await app.evaluate(
    async ({ BrowserWindow, session }, urls) => {
      const ended: string[] = [];
      for (const url of urls) {
        // One each: the end of the last one's error page would be taken for the end of the next.
        const window = new BrowserWindow({ show: false, webPreferences: { session: session.fromPartition('window') } });
        ended.push(
          await window.loadURL(url).then(
            () => 'loaded',
            (error: Error) => error.message,
          ),
        );
        window.destroy();
      }
      return ended;
    },
    ['file:///etc/passwd', `file://${process.cwd()}/package.json`, 'file:///proc/self/environ', canaryUrl],
  );
  for (const message of loaded) expect(message).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(visits).toEqual([]);
});

test('another window with the same bridge is refused on every channel', async ({ app }) => {
  // These wait for a document token, which only windows of ours get.
  const served = Object.keys(requests).filter(
    (channel) => !['files:share', 'files:add', 'text:share'].includes(channel),
  );
  const answers = await app.evaluate(async ({ app, BrowserWindow }, channels) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const results: string[] = [];
    for (const url of ['data:text/html,foreign', 'mayfly-app://window/index.html']) {
      const foreign = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, partition: 'window' },
      });
      await foreign.loadURL(url);
      results.push(
        ...((await foreign.webContents.executeJavaScript(
          `Promise.all(${JSON.stringify(channels)}.map((channel) => mayfly[channel]({}).then(JSON.stringify, String)))`,
        )) as string[]),
      );
      foreign.destroy();
    }
    return results;
  }, served);
  expect(answers).toHaveLength(2 * served.length);
  for (const answer of answers) expect(answer).toContain('refused');
});

test('a window and a frame that can send whatever they like are heard on no channel', async ({
  app,
  folder,
  profileDir,
}) => {
  const refusals = async () => {
    const log = await readFile(join(profileDir, 'logs', 'mayfly.log'), 'utf8');
    expect(log).not.toContain('passwd');
    return log.match(/refused a call to [\w:-]+ from a page that is not ours/g)?.length ?? 0;
  };
  const before = await refusals();
  const preload = join(folder, 'hostile.cjs');
  await writeFile(
    preload,
    `const { contextBridge, ipcRenderer } = require('electron');
     contextBridge.exposeInMainWorld('send', (channel, ...args) => ipcRenderer.invoke(channel, ...args).then(JSON.stringify, String));`,
  );
  const messages = Object.entries(goodPayloads).flatMap(([channel, payload]) => [
    [channel, payload],
    [channel, { paths: ['/etc/passwd'], documentToken: 'p'.repeat(22), options: {} }],
  ]);
  const answers = await app.evaluate(
    async ({ BrowserWindow, session }, [script, sent]) => {
      // Nobody asks for this page's policy to be kept: it is an attacker's.
      const open = session.fromPartition('hostile');
      open.protocol.handle('mayfly-app', ({ url }) => {
        const body = url.endsWith('/inner') ? 'inner' : '<iframe src="/inner"></iframe>';
        return new Response(body, { headers: { 'Content-Type': 'text/html' } });
      });
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload: script as string, session: open, nodeIntegrationInSubFrames: true },
      });
      // No frame could load anything otherwise.
      window.webContents.removeAllListeners('will-frame-navigate');
      await window.loadURL('mayfly-app://window/index.html');
      const code = `Promise.all(${JSON.stringify(sent)}.map(([channel, payload]) => send(channel, payload)))`;
      const frames = window.webContents.mainFrame.framesInSubtree;
      const all = await Promise.all(frames.map((frame) => frame.executeJavaScript(code) as Promise<string[]>));
      window.destroy();
      return all;
    },
    [preload, messages],
  );
  expect(answers).toHaveLength(2);
  for (const one of answers) {
    expect(one).toHaveLength(messages.length);
    expect(new Set(one.map((answer) => answer.replace(/'[^']*'/, 'it')))).toEqual(
      new Set(['Error: Error invoking remote method it: Error: refused']),
    );
  }
  await expect.poll(async () => (await refusals()) - before).toBe(2 * messages.length);
});

test('a frame inside our page has no bridge, and crafted files open nothing', async ({ page }) => {
  await (await page.context().newCDPSession(page)).send('Page.setBypassCSP', { enabled: true });
  const found = await page.evaluate(async () => {
    const { mayfly } = window as unknown as {
      readonly mayfly: Readonly<Record<string, (...args: unknown[]) => unknown>>;
    };
    const frame = document.body.appendChild(document.createElement('iframe'));
    const paths = ['/etc/passwd', '/root/.ssh/id_rsa', 'file:///etc/passwd'];
    const crafted = paths.flatMap((path) => [
      path,
      { path, name: path },
      Object.assign(new File(['x'], path), { path }),
      new Proxy(new File(['x'], 'x'), { get: (target, key) => (key === 'path' ? path : Reflect.get(target, key)) }),
      Object.create(File.prototype, { path: { value: path }, name: { value: path } }) as unknown,
      new Blob(['x']),
      { __proto__: File.prototype, name: path },
    ]);
    const outcomes: unknown[] = [];
    for (let round = 0; outcomes.length < 500; round += 1) {
      const file = crafted[round % crafted.length];
      for (const files of [[file], [new File(['x'], 'x'), file]]) {
        const outcome = await Promise.resolve()
          .then(() => mayfly['files:share']?.({ files, options: {} }))
          .catch(() => ({ ok: false }));
        outcomes.push((outcome as { readonly ok: boolean }).ok);
      }
    }
    const inFrame =
      frame.contentWindow === null
        ? []
        : ['mayfly', 'require', 'process'].filter((name) => name in frame.contentWindow!);
    frame.remove();
    return { outcomes: [...new Set(outcomes)], inFrame };
  });
  expect(found).toEqual({ outcomes: [false], inFrame: [] });
  expect(await viewOf(page)).toMatchObject({ uploads: [], shares: [] });
});

test('hostile payloads through the bridge change nothing and break nothing', async ({ page }) => {
  const outcomes = await page.evaluate(async () => {
    const { mayfly } = window as unknown as {
      readonly mayfly: Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;
    };
    const payloads: readonly unknown[] = [
      undefined,
      null,
      '',
      'x'.repeat(100_000),
      1,
      {},
      [],
      { uploadId: 'x' },
      { $ne: 1 },
      ['a'.repeat(65)],
      JSON.parse('{"__proto__":{"polluted":true},"expirySeconds":604801}'),
    ];
    const results: unknown[] = [];
    for (const name of [
      'uploads:cancel',
      'shares:copy-link',
      'shares:open',
      'shares:mail',
      'shares:qr',
      'shares:extend',
      'shares:keep-alive',
      'shares:find',
      'shares:restore',
      'shares:revoke',
      'connections:remove',
      'settings:save',
      'connections:save',
      'credentials:paste',
      'connections:test',
      'connections:examine',
      'connections:copy-policy',
    ]) {
      for (const payload of payloads) {
        const outcome = await mayfly[name]?.(payload, payload).catch(String);
        const harmless = name === 'settings:save' && JSON.stringify(payload) === '{}';
        if (!harmless)
          results.push(typeof outcome === 'object' && outcome !== null && 'ok' in outcome ? outcome.ok : outcome);
      }
    }
    return results;
  });
  expect(new Set(outcomes.filter((outcome) => typeof outcome === 'string'))).toEqual(new Set());
  expect(
    outcomes.filter((outcome) => outcome === true).length,
    'cancelling what is not there is fine',
  ).toBeLessThanOrEqual(1);
  expect(await viewOf(page)).toMatchObject({ expirySeconds: 86_400, connections: [], shares: [] });
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
});

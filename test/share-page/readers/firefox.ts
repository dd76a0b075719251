// Firefox as people have it, driven over WebDriver BiDi, which it speaks by itself. https://w3c.github.io/webdriver-bidi/
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createReader, written, type Home, type Reader, type Where } from './reader';
import { connectSocket, type Fields } from './socket';

type Preferences = Readonly<Record<string, string | number | boolean>>;

/** `more`: preferences beside those of every test. */
export const startFirefox = (more: Preferences = {}, where?: Where): Promise<Reader> =>
  createReader('firefox', (home) => start(home, more), where);

async function start({ where, folder, downloads, troubles, started }: Home, more: Preferences) {
  const profile = join(folder, 'profile');
  await mkdir(profile);
  const preferences = {
    'browser.download.dir': downloads,
    'browser.download.folderList': 2,
    'browser.download.always_ask_before_handling_new_types': false,
    // Else it opens a PDF in a tab before the page.
    'pdfjs.disabled': true,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'app.normandy.enabled': false,
    'intl.accept_languages': 'en-GB, en',
    // A new profile is greeted by tabs of its own some seconds after its start; the page behind them would stand still.
    'browser.aboutwelcome.enabled': false,
    'browser.startup.homepage_override.mstone': 'ignore',
    'datareporting.policy.firstRunURL': '',
    'startup.homepage_welcome_url': '',
    'termsofuse.bypassNotification': true,
    ...more,
  };
  const lines = Object.entries(preferences).map(([key, value]) => `user_pref("${key}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'];
  const [command, words] = where.command(process.env['MAYFLY_FIREFOX'] || '/usr/bin/firefox-esr', args);
  const child = spawn(command, words, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder },
  });
  started(child);
  const [, url = ''] = await written(child, /WebDriver BiDi listening on (ws:\S+)/);
  await where.bring(Number(new URL(url).port));
  const socket = await connectSocket(`${url}/session`);
  await socket.send('session.new', { capabilities: {} });
  const { contexts } = await socket.send('browsingContext.getTree');
  const context = (contexts as readonly Fields[])[0]?.['context'];
  let origin = '';
  socket.on('log.entryAdded', ({ level, text }) => {
    if (level === 'error' || level === 'warn') troubles.push(String(text));
  });
  socket.on('network.beforeRequestSent', ({ request }) => {
    const asked = (request as { readonly url: string }).url;
    if (/^https?:/.test(asked) && new URL(asked).origin !== origin) troubles.push(`request: ${asked}`);
  });
  await socket.send('session.subscribe', {
    events: ['log.entryAdded', 'network.beforeRequestSent'],
    contexts: [context],
  });

  return {
    async open(page: string) {
      ({ origin } = new URL(page));
      await socket.send('browsingContext.activate', { context });
      await socket.send('browsingContext.navigate', { context, url: page, wait: 'complete' });
    },
    async evaluate(expression: string) {
      const answer = await socket.send('script.evaluate', {
        expression: `(async () => JSON.stringify({ value: await (${expression}) }))()`,
        target: { context },
        awaitPromise: true,
        userActivation: false,
      });
      if (answer['type'] === 'exception') throw new Error(String((answer['exceptionDetails'] as Fields)['text']));
      const { value } = answer['result'] as { readonly value: string };
      return (JSON.parse(value) as Fields)['value'];
    },
    async pressAt(x: number, y: number) {
      const actions = [
        { type: 'pointerMove', x, y },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await socket.send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
    },
    async resize(width: number, height: number) {
      await socket.send('browsingContext.setViewport', { context, viewport: { width, height } });
    },
    async picture() {
      const { data } = await socket.send('browsingContext.captureScreenshot', { context });
      return Buffer.from(String(data), 'base64');
    },
    async print() {
      const { data } = await socket.send('browsingContext.print', { context, background: true });
      return Buffer.from(String(data), 'base64');
    },
    interfacePid: () => child.pid ?? 0,
    async close() {
      socket.close();
    },
  };
}

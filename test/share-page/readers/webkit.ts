// WebKit, the engine of every iPhone, driven over plain WebDriver (https://www.w3.org/TR/webdriver2/). Needs a display.
import { spawn } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createReader, until, type Home, type Reader, type Where } from './reader';
import type { Fields } from './socket';

export const startWebKit = (where?: Where): Promise<Reader> => createReader('webkit', start, where);

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

async function findMiniBrowser(): Promise<string> {
  const libraries = await readdir('/usr/lib', { recursive: false });
  for (const library of libraries.filter((name) => name.endsWith('-linux-gnu'))) {
    const inside = await readdir(join('/usr/lib', library));
    const engine = inside
      .filter((name) => /^webkit2gtk-4\.\d$/.test(name))
      .sort()
      .at(-1);
    if (engine !== undefined) return join('/usr/lib', library, engine, 'MiniBrowser');
  }
  throw new Error('no MiniBrowser: install webkit2gtk-driver');
}

/** The process of this name among the children of `pid` and theirs. */
async function childNamed(pid: number, name: string): Promise<number | undefined> {
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  for (const child of listed.split(' ').filter(Boolean).map(Number)) {
    const called = (await readFile(`/proc/${child}/comm`, 'utf8').catch(() => '')).trim();
    const found = called === name ? child : await childNamed(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function start({ where, folder, downloads, troubles, started }: Home) {
  const config = join(folder, 'config');
  await mkdir(config);
  await writeFile(join(config, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const port = await freePort();
  const [command, words] = where.command('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1']);
  const child = spawn(command, words, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Its usual monitor takes a network without a default route, as a test's own has none, for a computer that is offline.
      GIO_USE_NETWORK_MONITOR: 'base',
      HOME: folder,
      XDG_CONFIG_HOME: config,
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      LANGUAGE: 'en_GB',
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      // As root its own sandbox cannot be made.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  started(child);
  await where.bring(port);
  const heard = (piece: Buffer) => {
    // The address is a link: no report shows it.
    for (const line of piece.toString().split('\n'))
      if (/CONSOLE .*(ERROR|WARN)/.test(line)) troubles.push(line.replaceAll(/\?\S*/g, '?…'));
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  const call = async (method: string, path: string, body?: Fields): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { readonly value: unknown };
    if (!response.ok) throw new Error(JSON.stringify(value));
    return value;
  };
  await until(() => call('GET', '/status').catch(() => undefined), 'WebKitWebDriver does not answer');
  const capabilities = {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': {
      binary: await findMiniBrowser(),
      args: ['--automation', '--enable-write-console-messages-to-stdout=true'],
    },
  };
  const made = (await call('POST', '/session', { capabilities: { alwaysMatch: capabilities } })) as {
    readonly sessionId: string;
  };
  const session = `/session/${made.sessionId}`;
  const pid = await until(() => childNamed(child.pid ?? 0, 'MiniBrowser'), 'no MiniBrowser process');
  await call('POST', `${session}/timeouts`, { script: 30_000 });

  return {
    async open(url: string) {
      await call('POST', `${session}/url`, { url });
    },
    async evaluate(expression: string) {
      const script = `const done = arguments[0];
        (async () => JSON.stringify({ value: await (${expression}) }))().then(done, (error) => done(JSON.stringify({ error: String(error) })));`;
      const text = (await call('POST', `${session}/execute/async`, { script, args: [] })) as string;
      const { value, error } = JSON.parse(text) as Fields;
      if (typeof error === 'string') throw new Error(error);
      return value;
    },
    async pressAt(x: number, y: number) {
      const actions = [
        { type: 'pointerMove', x, y, duration: 0 },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await call('POST', `${session}/actions`, { actions: [{ type: 'pointer', id: 'mouse', actions }] });
    },
    async resize(width: number, height: number) {
      await call('POST', `${session}/window/rect`, { width, height });
    },
    async picture() {
      return Buffer.from(String(await call('GET', `${session}/screenshot`)), 'base64');
    },
    interfacePid: () => pid,
    async close() {
      process.kill(pid, 'SIGCONT');
      await call('DELETE', session).catch(() => undefined);
    },
  };
}

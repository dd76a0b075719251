// Why this exists: takes a picture of every scene in both themes and three sizes, and checks each with axe, in a real Chromium under
// the window's own content security policy.
//   node test/renderer/gallery/shots.mjs OUT_DIR [--only NAME] [--axe] [--theme light|dark] [--size 920x680]
// CHROMIUM names the browser; default /usr/bin/chromium. Exit code 1: axe or the policy found something.
import { createServer } from 'node:http';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright';
import { build } from 'vite';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const go = (name) => (page) => page.getByRole('navigation').getByRole('button', { name }).click();
const openForm = async (page) => {
  await go('Connections')(page);
  await page.getByRole('button', { name: 'Add connection' }).click();
};
const chooseProvider = async (page, name) => {
  await page.getByRole('combobox', { name: 'Provider' }).click();
  await page.getByRole('option', { name, exact: true }).click();
};
const fillForm = async (page) => {
  await openForm(page);
  await page.getByLabel('Name').fill('Attic NAS');
  await page.getByLabel('Endpoint').fill('http://nas.home:9000');
  await page.getByLabel('Bucket').fill('drop');
  await page.getByLabel('Access key ID').fill('AKIAIOSFODNN7EXAMPLE');
  await page.getByLabel('Secret access key').fill('not a secret');
};

const openMenu = (page) => page.getByRole('button', { name: 'More' }).first().click();
const openDialog = (name) => async (page) => {
  await openMenu(page);
  await page.getByRole('menuitem', { name }).click();
};

/** What to show: a scene, and what to do in it. */
const pictures = [
  { name: 'first-run', scene: 'first-run' },
  { name: 'empty', scene: 'empty' },
  { name: 'busy', scene: 'busy' },
  { name: 'shares', scene: 'shares' },
  { name: 'copied', scene: 'copied' },
  { name: 'failed', scene: 'failed' },
  { name: 'many', scene: 'many' },
  {
    name: 'revoke',
    scene: 'shares',
    steps: (page) => page.getByRole('button', { name: 'Revoke link' }).first().click(),
  },
  {
    name: 'expiry',
    scene: 'shares',
    steps: (page) => page.getByRole('combobox', { name: 'Link expires in' }).click(),
  },
  {
    name: 'custom-expiry',
    scene: 'shares',
    steps: async (page) => {
      await page.getByRole('combobox', { name: 'Link expires in' }).click();
      await page.getByRole('option', { name: 'Custom…' }).click();
      await page.getByLabel('Amount').fill('9');
    },
  },
  {
    name: 'dragging',
    scene: 'shares',
    steps: async (page) => {
      const cdp = await page.context().newCDPSession(page);
      const data = { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver']) {
        await cdp.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
      }
    },
  },
  {
    name: 'words',
    scene: 'shares',
    steps: async (page) => {
      await page.getByRole('button', { name: 'Add a message' }).click();
      await page.getByLabel('Title').fill('Lisbon, October');
    },
  },
  { name: 'menu', scene: 'shares', steps: openMenu },
  {
    name: 'copy-as',
    scene: 'shares',
    steps: async (page) => {
      await openMenu(page);
      await page.getByRole('menuitem', { name: 'Copy as' }).click();
    },
  },
  { name: 'extend', scene: 'shares', steps: openDialog('New link…') },
  {
    name: 'extend-choice',
    scene: 'shares',
    steps: async (page) => {
      await openDialog('New link…')(page);
      await page.getByRole('combobox', { name: 'New link expires in' }).click();
      await page.getByRole('option', { name: '7 days' }).hover();
    },
  },
  {
    name: 'rule',
    scene: 'shares',
    steps: async (page) => {
      await go('Connections')(page);
      await page.getByRole('button', { name: 'Clean-up rule' }).first().click();
    },
  },
  { name: 'qr', scene: 'shares', steps: openDialog('QR code…') },
  { name: 'removed', scene: 'removed' },
  { name: 'keep', scene: 'shares', steps: openDialog('Keep alive…') },
  { name: 'details', scene: 'shares', steps: openDialog('Details…') },
  { name: 'history', scene: 'history' },
  {
    name: 'nothing-found',
    scene: 'history',
    steps: async (page) => {
      await page.evaluate(() => window.gallery.answer('findShares', { ok: true, value: { total: 0, shares: [] } }));
      await page.getByLabel('Search shares').fill('nowhere');
    },
  },
  { name: 'connections', scene: 'shares', steps: go('Connections') },
  { name: 'examined', scene: 'examined', steps: go('Connections') },
  {
    name: 'connection-menu',
    scene: 'shares',
    steps: async (page) => {
      await go('Connections')(page);
      await page.getByRole('button', { name: 'More' }).last().click();
    },
  },
  {
    name: 'connection-remove',
    scene: 'shares',
    steps: async (page) => {
      await page.evaluate(() => window.gallery.answer('liveLinks', { ok: true, value: { live: 12, linked: 1 } }));
      await go('Connections')(page);
      await page.getByRole('button', { name: 'Remove', exact: true }).first().click();
      await page.getByRole('radio', { name: 'Take them back now' }).click();
    },
  },
  {
    name: 'connection-rename',
    scene: 'shares',
    steps: async (page) => {
      await go('Connections')(page);
      await page.getByRole('button', { name: 'More' }).first().click();
      await page.getByRole('menuitem', { name: 'Rename…' }).click();
    },
  },
  {
    name: 'destination',
    scene: 'shares',
    steps: (page) => page.getByRole('combobox', { name: 'Files go to' }).click(),
  },
  { name: 'no-connections', scene: 'no-connections', steps: go('Connections') },
  {
    name: 'form-provider',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await chooseProvider(page, 'Cloudflare R2');
    },
  },
  {
    name: 'form-providers',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('combobox', { name: 'Provider' }).click();
    },
  },
  {
    name: 'form-advanced',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('button', { name: 'Advanced' }).click();
      await page.getByRole('radio', { name: 'Teal' }).click();
      await page.getByLabel('Certificate authorities').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-profile',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('radio', { name: 'AWS profile' }).click();
      await page.getByRole('combobox', { name: 'AWS profile' }).click();
      await page.getByRole('option', { name: 'studio-admin' }).click();
    },
  },
  {
    name: 'form-paste',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('radio', { name: 'Paste' }).click();
      await page.getByRole('textbox', { name: 'Text with keys' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-pasted',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('radio', { name: 'Paste' }).click();
      await page.getByRole('textbox', { name: 'Text with keys' }).fill('export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE');
      await page.getByRole('button', { name: 'Paste others' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-session',
    scene: 'shares',
    steps: async (page) => {
      await fillForm(page);
      await page.getByLabel('Session token').fill('not a token');
      await page.getByLabel('Session ends').fill('2030-01-01T10:00');
    },
  },
  {
    name: 'form-errors',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('button', { name: 'Save connection' }).click();
    },
  },
  {
    name: 'form-tested',
    scene: 'shares',
    steps: async (page) => {
      await fillForm(page);
      await page.getByRole('button', { name: 'Test connection' }).click();
      await page.getByRole('region', { name: 'Connection test' }).getByText('with limits').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-keychain',
    scene: 'shares',
    steps: async (page) => {
      await fillForm(page);
      await page.getByRole('button', { name: 'Save connection' }).click();
      await page.getByRole('button', { name: 'Keep for this session only' }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'settings', scene: 'shares', steps: go('Settings') },
  {
    name: 'settings-proxy',
    scene: 'shares',
    steps: async (page) => {
      await go('Settings')(page);
      await page.getByLabel('Proxy name').first().scrollIntoViewIfNeeded();
      await page.getByLabel('Proxy name').first().focus();
    },
  },
  { name: 'settings-broken', scene: 'keychain-broken', steps: go('Settings') },
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    theme: { type: 'string' },
    size: { type: 'string' },
    zoom: { type: 'string' },
    axe: { type: 'boolean' },
  },
});
const outDir = resolve(positionals[0] ?? 'test-results/gallery');
const themes = options.theme === undefined ? ['light', 'dark'] : [options.theme];
const sizes = options.size === undefined ? ['420x480', '920x680', '1400x900'] : [options.size];
const chosen = pictures.filter(({ name }) => options.only === undefined || options.only.split(',').includes(name));

const built = await mkdtemp(join(tmpdir(), 'mayfly-gallery-'));
await build({
  configFile: false,
  root: import.meta.dirname,
  plugins: [react()],
  logLevel: 'error',
  build: { outDir: built, emptyOutDir: true, target: 'chrome130', modulePreload: false },
});

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const serve = async (path, response) => {
  // The browser asks for one by itself; the window's own scheme has none.
  if (path === '/favicon.ico') {
    response.writeHead(204).end();
    return;
  }
  try {
    const body = await readFile(join(built, path === '/' ? 'index.html' : path));
    const type = types[extname(path)] ?? 'text/html';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body);
  } catch {
    response.writeHead(404).end();
  }
};
const server = createServer((request, response) => {
  void serve(new URL(request.url ?? '/', 'http://gallery').pathname, response);
});
await new Promise((done) => void server.listen(0, '127.0.0.1', done));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
let faults = 0;
try {
  await mkdir(outDir, { recursive: true });
  for (const size of sizes) {
    const [width = 920, height = 680] = size.split('x').map(Number);
    for (const theme of themes) {
      const context = await browser.newContext({
        viewport: { width, height },
        reducedMotion: 'reduce',
        locale: 'en-GB',
      });
      for (const { name, scene, steps } of chosen) {
        const page = await context.newPage();
        page.on('console', (message) => {
          if (message.type() !== 'error') return;
          faults += 1;
          console.error(`${name} ${theme} ${size}: ${message.text()}`);
        });
        page.on('pageerror', (error) => {
          faults += 1;
          console.error(`${name} ${theme} ${size}: ${error.message}`);
        });
        await page.goto(`${origin}/?scene=${scene}&theme=${theme}`);
        if (options.zoom !== undefined)
          await page.evaluate((z) => (document.documentElement.style.fontSize = z), options.zoom);
        await page.getByRole('navigation').waitFor();
        await steps?.(page);
        await page.waitForTimeout(250);
        await page.screenshot({ path: join(outDir, `${name}-${theme}-${size}.png`) });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) {
          faults += 1;
          console.error(`${name} ${theme} ${size}: ${overflow} px wider than the window`);
        }
        if (options.axe === true) {
          const { violations } = await new AxeBuilder({ page }).analyze();
          faults += violations.length;
          for (const { id, nodes } of violations) {
            console.error(
              `${name} ${theme} ${size}: axe ${id}\n  ${nodes.map((n) => `${n.html}\n  ${n.failureSummary}`).join('\n  ')}`,
            );
          }
        }
        await page.close();
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  server.close();
  await rm(built, { recursive: true, force: true });
}
console.log(`${chosen.length * themes.length * sizes.length} pictures in ${outDir}, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;

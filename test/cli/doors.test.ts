// Short links as scripts make, list, prolong, point and close them, on the embedded bucket and on other people's servers, in a bucket that
// everybody may read.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namedPlaces } from '../named-places';
import { isDeep } from '../volume';
import { openedByAge, pageOf, secretOf } from './age-recipient';
import { openDoorProfile, type DoorProfile } from './door-profile';
import { readPage } from '../core/requests/guest';
import { lines } from './request-profile';

/** The link that a visitor of this address is sent to. */
async function targetOf(url: string): Promise<string> {
  const html = await (await fetch(url)).text();
  return (/href="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');
}

/** The page of a closed short link, and nothing of what it led to. */
async function isClosed(url: string): Promise<boolean> {
  const html = await (await fetch(url)).text();
  return html.includes('This link was closed.') && !/href|X-Amz/i.test(html);
}

const browser = process.env['MAYFLY_BROWSER'] || '/usr/bin/chromium';
/** The programs of recipients, which not every system has. */
const hasRecipients = ['age', browser].every((program) => spawnSync(program, ['--version']).status === 0);

/** What every server with a place for doors does. `encrypts`: the connection that can keep secrets, where that is not the default one. */
const lifeOfDoors = (profile: () => DoorProfile, encrypts?: string) => {
  test('a share behind a short link is prolonged, pointed elsewhere and closed in both places', async () => {
    const { json, mayfly, address } = profile();
    const made = await json('share', 'trip', '--door', '--expires', '1h', '--keep-until', '6w');
    expect(made.url).toMatch(new RegExp(`^${address}/[0-9A-Za-z]{16}$`));
    expect(lines((await mayfly('doors', '--json')).stdout)).toEqual([
      {
        id: made.door,
        address: made.url,
        share: made.id,
        state: 'open',
        until: expect.any(String),
        renewBy: expect.any(String),
      },
    ]);
    expect((await mayfly('doors')).stdout).toMatch(/until .*, if Mayfly runs once before /);
    const first = await targetOf(made.url);
    const extended = await json('extend', made.id, '--expires', '7d');
    expect([extended.url, (await mayfly('copy', made.id, '--print')).stdout.trim()]).toEqual([made.url, made.url]);
    expect(new URL(await targetOf(made.url)).pathname).not.toBe(new URL(first).pathname);

    const pointed = await json('door', made.door.slice(0, 8), '--to', 'other.txt');
    expect(pointed).toMatchObject({ id: made.door, state: 'open' });
    const target = await targetOf(made.url);
    expect(await (await fetch(target)).text()).toBe('another file');
    expect((await fetch(first)).status).toBe(200);
    await json('door', made.door, '--to', made.id);
    expect(new URL(await targetOf(made.url)).pathname).toMatch(/index\.html$/);
    await json('door', made.door, '--to', 'other.txt');
    const last = await targetOf(made.url);

    expect(await json('close', made.door)).toMatchObject({
      closed: true,
      status: 200,
      closedUntil: expect.any(String),
      cachedStatus: 200,
      cached: false,
      target: 'dead',
    });
    expect(await isClosed(made.url)).toBe(true);
    expect((await fetch(last)).status).toBeGreaterThanOrEqual(400);
    expect(lines((await mayfly('doors', '--json')).stdout)).toEqual([]);
  });

  test.runIf(isDeep && hasRecipients)(
    'a folder with a password opens behind its short link in a browser and by the age command, lives on extended, and is closed',
    async () => {
      const { home, json, jsonGiven } = profile();
      const film = randomBytes(20_000_007);
      await mkdir(join(home, 'sealed'));
      await writeFile(join(home, 'sealed', 'film.bin'), film);
      await writeFile(join(home, 'sealed', 'note.txt'), 'a small one');
      const made = await jsonGiven(
        'Blue door 7\n',
        'share',
        'sealed',
        '--encrypt',
        '--password-stdin',
        '--door',
        '--expires',
        '1h',
        ...(encrypts === undefined ? [] : ['--connection', encrypts]),
      );
      expect(made.url).toMatch(new RegExp(`^${profile().address}/[0-9A-Za-z]{16}#[\\w-]{22}$`));
      expect(made.url.length).toBeLessThanOrEqual(profile().address.length + 40);
      const target = `${await targetOf(made.url)}#${secretOf(made.url)}`;
      const opened = await openedByAge(target, `${secretOf(made.url)}.Blue door 7`, await mkdtemp(join(home, 'age-')));
      expect([opened.manifest.title, Object.keys(opened.files)]).toEqual(['sealed', ['film.bin', 'note.txt']]);
      expect([opened.files['film.bin']?.equals(film), String(opened.files['note.txt'])]).toEqual([true, 'a small one']);
      // The ETag of an upload in parts ends with their number.
      const { links } = await pageOf(target);
      const etags = await Promise.all(
        links.map(async (link) => (await fetch(link, { headers: { range: 'bytes=0-0' } })).headers.get('etag')),
      );
      expect(etags).toEqual([expect.stringMatching(/-\d+"$/), expect.stringMatching(/^"[0-9a-f]{32}"$/)]);

      // Not the test runner of Playwright, which does not load in Vitest.
      const { chromium } = await import('playwright');
      const running = await chromium.launch({
        executablePath: browser,
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
      try {
        const page = await running.newPage();
        page.setDefaultTimeout(30_000);
        // Nobody answers its picker here: without one the browser downloads.
        await page.addInitScript(() => Object.assign(window, { showSaveFilePicker: undefined }));
        await page.goto(made.url);
        await page.getByRole('textbox', { name: 'Password' }).fill('Blue door 7');
        // The page took it out of the address, and unlocks with it below.
        expect(new URL(page.url()).hash).toBe('');
        await page.getByRole('button', { name: 'Unlock' }).click();
        const press = page.getByRole('button', { name: 'Download film.bin', exact: true }).first();
        const [download] = await Promise.all([page.waitForEvent('download'), press.click()]);
        expect((await readFile(await download.path())).equals(film)).toBe(true);
      } finally {
        await running.close();
      }
      expect((await json('extend', made.id, '--expires', '7d')).url).toBe(made.url);
      const later = `${await targetOf(made.url)}#${secretOf(made.url)}`;
      expect(later).not.toBe(target);
      const again = await openedByAge(later, `${secretOf(made.url)}.Blue door 7`, await mkdtemp(join(home, 'age-')));
      expect(again.files['film.bin']?.equals(film)).toBe(true);
      const { links: laterLinks } = await pageOf(later);
      const closed = await json('close', made.door);
      expect(closed).toMatchObject({ closed: true, target: 'dead', status: 200, closedUntil: expect.any(String) });
      expect(await isClosed(made.url)).toBe(true);
      for (const url of [target, later, ...links, ...laterLinks])
        expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
    },
    120_000,
  );
};

describe('on the embedded bucket', () => {
  let profile: DoorProfile;
  beforeAll(async () => {
    profile = await openDoorProfile();
  });
  afterAll(() => profile.close());

  lifeOfDoors(() => profile, 'Safe');

  test('a file request has one too, and closed by it the page says so', async ({ skip }) => {
    skip(!isDeep, 'held by npm run test:deep');
    const { json, mayfly } = profile;
    const made = await json('request', '--door', '--title', 'Photos', '--expires', '1h');
    const [door] = lines((await mayfly('doors', '--json')).stdout);
    expect(door).toMatchObject({ id: made.door, address: made.url, request: made.id, state: 'open' });
    const page = await targetOf(made.url);
    expect((await fetch(page)).status).toBe(200);
    expect(await json('close', made.door)).toMatchObject({ closed: true, status: 200, target: 'closed' });
    expect(await isClosed(made.url)).toBe(true);
    expect(lines((await mayfly('requests', '--json')).stdout)).toMatchObject([{ id: made.id, state: 'closed' }]);
  });

  test('a guest in a terminal sends by it, and is told once it is closed', async () => {
    const { mayfly, json, home } = profile;
    const made = await json('request', '--door', '--title', 'Sent', '--expires', '1h');
    const file = join(home, 'other.txt');
    expect(await mayfly('send', made.url, file)).toMatchObject({ code: 0, stdout: 'other.txt\n' });
    const to = join(home, 'sent');
    expect((await mayfly('receive', made.id, '--to', to)).code).toBe(0);
    expect(await readFile(join(to, 'other.txt'))).toEqual(await readFile(file));
    await mayfly('close', made.id);
    const { code, stderr } = await mayfly('send', made.url, file, '--json');
    expect([code, JSON.parse(stderr)]).toMatchObject([4, { error: { code: 'request-ended' } }]);
  });

  test('closing a file request closes its short link too, and says so', async ({ skip }) => {
    skip(!isDeep, 'held by npm run test:deep');
    const { json, mayfly } = profile;
    const made = await json('request', '--door-name', 'papers', '--title', 'Papers', '--expires', '1h');
    expect(made.url).toMatch(/\/papers$/);
    expect((await mayfly('request', '--door-name', 'papers', '--title', 'Others')).code).toBe(2);
    expect((await mayfly('requests', '--json')).stdout).not.toContain('Others');
    const page = await targetOf(made.url);
    const closed = await mayfly('close', made.id);
    expect([closed.code, closed.stdout]).toEqual([0, expect.stringContaining(`${made.url} opens nothing any more`)]);
    expect(await isClosed(made.url)).toBe(true);
    // Whoever has it open, or its own link, reads that it is closed.
    expect(readPage(Buffer.from(await (await fetch(page)).arrayBuffer())).slots).toEqual([]);
    expect(lines((await mayfly('doors', '--json')).stdout)).toEqual([]);
  });

  test('a share that is there gets a short link, and files for that of an encrypted one open by the links that people have', async ({
    skip,
  }) => {
    skip(!isDeep, 'held by npm run test:deep');
    const { json, mayfly, typed, address } = profile;
    const plain = await json('share', 'other.txt', '--expires', '1h');
    expect(plain.url).not.toContain(address);
    const copied = await mayfly('copy', plain.id, '--door', '--print');
    expect(copied.stdout).toMatch(new RegExp(`^${address}/[0-9A-Za-z]{16}\n$`));
    expect((await mayfly('copy', plain.id, '--door', '--short', '--print')).code).toBe(2);

    const secret = await typed(
      'old\n',
      'share',
      'trip',
      '--connection',
      'Safe',
      '--door',
      '--encrypt',
      '--password-stdin',
      '--json',
    );
    const made = lines(secret.stdout)[0] as { readonly url: string; readonly door: string };
    expect(made.url).toMatch(new RegExp(`^${address}/[0-9A-Za-z]{16}#[\\w-]{22}$`));
    const refused = await mayfly('door', made.door, '--to', 'other.txt');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--password-stdin')]);
    expect((await mayfly('door', made.door, '--to', plain.id, '--no-password')).code).toBe(2);
    const pointed = await typed('new\n', 'door', made.door, '--to', 'other.txt', '--password-stdin', '--json');
    const { share } = lines(pointed.stdout)[0] as { readonly share: string };
    expect((await mayfly('copy', share, '--print')).stdout.trim()).toBe(made.url);
    expect(lines((await mayfly('show', share, '--json')).stdout)[0]).toMatchObject({ encrypted: true, password: true });
  });

  test('refusals come before anything is sent, and say what to do', async () => {
    const { mayfly, address } = profile;
    const bare = await mayfly('share', 'other.txt', '--door', '--connection', 'Bare', '--json');
    expect([bare.code, bare.stdout]).toEqual([2, '']);
    expect(JSON.parse(bare.stderr)).toMatchObject({ error: { code: 'no-doors' } });
    const said = await mayfly('share', 'other.txt', '--short', '--connection', 'Bare');
    expect(said.stderr).toContain('mayfly connections doors');
    const named = await mayfly('share', 'other.txt', '--door-name', 'party');
    expect([named.code, named.stdout.trim()]).toEqual([0, `${address}/party`]);
    expect(named.stderr).toContain('guess');
    expect((await mayfly('share', 'trip', '--door-name', 'party')).code).toBe(2);
    expect((await mayfly('share', 'trip', '--door-name', 'Not This')).code).toBe(2);
    expect((await mayfly('close', 'none')).code).toBe(2);
  });
});

describe.each(namedPlaces)('on $name', (place) => {
  let profile: DoorProfile;
  beforeAll(async () => {
    profile = await openDoorProfile(place);
  });
  afterAll(() => profile.close());

  lifeOfDoors(() => profile);
});

// Recipients open the page in browsers we do not choose: what it promises holds in Chromium, Firefox and WebKit alike.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { doorPage } from '../../main/core/given/door-page';
import { sha256, startPageBucket, type GivenFile } from './published';
import { expect, test } from './readers/fixtures';
import { ARRIVE_MS, until, type Reader } from './readers/reader';
import { mixed, picture, sound, text } from './sample-files';
import { unpacked } from './unpacked';

const long = 'A rather long name of a file that goes on and on, with its ending at the very end.final.docx';
const rightToLeft = 'תמונה מהחוף הצפוני.jpg';
const named: readonly GivenFile[] = [picture, { path: long, body: 'x' }, { path: rightToLeft, body: 'y' }];

const nameOf = ({ path }: GivenFile) => path.slice(path.lastIndexOf('/') + 1);
const hashes = (files: readonly GivenFile[]) => new Map(files.map((file) => [nameOf(file), sha256(file.body)]));
/** What the document says, in view or not: WebKit leaves rows that were not drawn yet out of `innerText`. */
const saying =
  "[...(document.body?.children ?? [])].filter(({ localName }) => localName !== 'script').map((part) => part.textContent).join(' ')";
const said = (reader: Reader, words: string, timeoutMs?: number) =>
  until(() => reader.evaluate(`(${saying}).includes(${JSON.stringify(words)})`), `never said: ${words}`, timeoutMs);
const sorted = (map: ReadonlyMap<string, string>) => [...map].sort(([a], [b]) => a.localeCompare(b));
const arrived = (reader: Reader, files: ReadonlyMap<string, string>) =>
  expect.poll(async () => sorted(await reader.downloads()), { timeout: ARRIVE_MS }).toEqual(sorted(files));

test('it shows everything, has no barrier, keeps nothing, and lets nothing in or out', async ({ bucket, reader }) => {
  await reader.open((await bucket.publish(mixed, { title: 'Papers & pictures', message: 'Hello' })).url);
  for (const words of ['Papers & pictures', 'Hello', '5 files', ...mixed.map(nameOf)]) await said(reader, words);
  const axe = await readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
  await reader.evaluate(`(() => { ${axe}; window.axe = axe; })()`);
  const violations =
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + nodes.map((n) => n.html)))';
  expect(await reader.evaluate(violations)).toEqual([]);
  const kept = `Promise.all([localStorage.length, sessionStorage.length, document.cookie.length,
    indexedDB.databases().then((all) => all.length), caches.keys().then((all) => all.length),
    navigator.serviceWorker.getRegistrations().then((all) => all.length)])`;
  expect(await reader.evaluate(kept)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(reader.troubles).toEqual([]);

  // Only now: what is refused is noted in the console.
  const refused = (what: string) => reader.evaluate(`(async () => { ${what} })().then(() => 'done', () => 'refused')`);
  expect(await refused("await fetch('http://127.0.0.1:9/')")).toBe('refused');
  expect(await refused("await import('data:text/javascript,document.title=1')")).toBe('refused');
  await refused(
    "const s = document.createElement('script'); s.textContent = 'document.title = 1'; document.head.append(s)",
  );
  await refused("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=document.title=1>')");
  expect(await reader.evaluate('document.title')).toBe('Papers & pictures');
});

test('a press tells the sender, where the page says so', async ({ bucket, reader }) => {
  const share = await bucket.publish(mixed, { mark: 'form' });
  await reader.open(share.url);
  await said(reader, 'The sender is told when you open or save this.');
  expect(await bucket.sizeOf(share.markKey)).toBeUndefined();
  await reader.press(`Download ${nameOf(picture)}`);
  await expect.poll(() => bucket.sizeOf(share.markKey)).toBe(1);
  // One that is still on its way would arrive in the next test.
  await arrived(reader, hashes([picture]));
  expect(reader.troubles).toEqual([]);
});

test('each file arrives whole, by its own link', async ({ bucket, reader }) => {
  const files = [...mixed, { path: '여름 🌊 100 & more.bin', body: Buffer.alloc(3_000_000, 'wave') }];
  await reader.open((await bucket.publish(files)).url);
  for (const [index, file] of files.entries()) {
    await reader.press(`Download ${nameOf(file)}`);
    await arrived(reader, hashes(files.slice(0, index + 1)));
  }
  await until(
    () => reader.evaluate(`[...document.querySelectorAll('.got')].length === ${files.length}`),
    'not all rows say that they were handed over',
  );
  expect(reader.troubles).toEqual([]);
});

test('all files arrive in one archive', async ({ bucket, reader }) => {
  await reader.open((await bucket.publish(mixed)).url);
  await reader.press('Download all');
  await said(reader, '“\u2068Holiday pictures.zip\u2069” is handed to your browser, with 5 files.');
  await until(async () => (await reader.downloads()).has('Holiday pictures.zip'), 'no archive came', ARRIVE_MS);
  // The name can be there before all bytes are.
  const archive = join(reader.downloadFolder, 'Holiday pictures.zip');
  const found = async () => sorted(await unpacked(await readFile(archive)).catch(() => new Map<string, string>()));
  await expect
    .poll(found, { timeout: ARRIVE_MS })
    .toEqual(sorted(new Map(mixed.map(({ path, body }) => [path, sha256(body)]))));
  expect(reader.troubles).toEqual([]);
});

test('one by one, as many arrive as the page says', async ({ bucket, reader }) => {
  await reader.open((await bucket.publish(mixed)).url);
  await reader.press('One by one');
  for (let count = 1; count <= mixed.length; count += 1) {
    await said(reader, `${count} of 5 files handed to your browser.`);
    await expect.poll(async () => (await reader.downloads()).size, { timeout: ARRIVE_MS }).toBe(count);
    if (count < mixed.length) await reader.press('Go on');
  }
  await arrived(reader, hashes(mixed));
});

test('previews: a picture, a sound, a text', async ({ bucket, reader }) => {
  await reader.open((await bucket.publish([picture, sound, text])).url);
  await reader.press(`Preview ${picture.path}`);
  await until(() => reader.evaluate("document.querySelector('dialog img')?.naturalWidth === 320"), 'no picture');
  await reader.press('Next file');
  await until(() => reader.evaluate("Math.round(document.querySelector('dialog audio')?.duration) === 2"), 'no sound');
  await reader.press('Next file');
  await said(reader, '안녕하세요 & <b>hello</b>');
  await reader.press('Close preview');
  expect(reader.troubles).toEqual([]);
});

test('past the end of its links it goes on by its short link at another origin', async ({ bucket, reader }) => {
  const files = [picture, text];
  let door = '';
  const asked: (readonly [path: string | undefined, origin: string | undefined])[] = [];
  const server = createServer(({ method, url, headers: { origin, cookie, authorization, referer } }, answer) => {
    asked.push([`${method} ${url}`, [origin, cookie, authorization, referer].join('')]);
    // As a bucket with the rule of a set-up answers.
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'access-control-allow-origin': '*' }).end(door);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/k7QmX2`;
    const lifetimeSeconds = 20;
    const first = await bucket.publish(files, { lifetimeSeconds, door: address });
    const endsAtMs = Date.now() + lifetimeSeconds * 1_000;
    await reader.open(first.url);
    await said(reader, 'sec left');
    const { url } = await bucket.publish(files, { of: first });
    const linkEndsAtMs = Date.now() + 3_600_000;
    door = doorPage({ url, signedAtMs: Date.now(), linkEndsAtMs, untilMs: linkEndsAtMs });
    await expect.poll(() => Date.now()).toBeGreaterThan(endsAtMs + 1_500);
    for (const link of first.links) expect((await fetch(link)).status).toBe(403);
    await reader.press(`Download ${nameOf(picture)}`);
    await arrived(reader, hashes([picture]));
    await until(() => reader.evaluate(`/(min|hr)[^.]{0,12} left/.test(${saying})`), 'it does not tell the later end');
    // One plain question, which needs no preflight, and nothing that names the reader or the page.
    expect(new Set(asked.map(String))).toEqual(new Set([`GET /k7QmX2,${new URL(first.url).origin}`]));
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('taken back and ended: told in words', async ({ bucket, reader }) => {
  const withdrawn = await bucket.publish(mixed);
  await reader.open(withdrawn.url);
  await bucket.remove(withdrawn.keys);
  await reader.press('Download Waves.wav');
  await said(reader, 'These files were taken back');
  expect([...(await reader.downloads()).keys()]).toEqual([]);
  const lifetimeSeconds = 8;
  const signedAtMs = Date.now();
  await reader.open((await bucket.publish(mixed, { lifetimeSeconds, signedAtMs })).url);
  await said(reader, 'This link has ended', 60_000);
  expect(await reader.evaluate("document.querySelectorAll('main a, main button').length")).toBe(0);
});

test('a server that is down is not the reader’s network; the row is corrected, and the page asks again by itself', async ({
  reader,
}) => {
  const bucket = await startPageBucket();
  try {
    await reader.open((await bucket.publish(mixed)).url);
    await said(reader, '5 files');
    await bucket.shut();
    await reader.press('Download Waves.wav');
    await said(reader, 'The sender’s storage does not answer');
    await said(reader, 'No answer: try again');
    expect(await reader.evaluate(`(${saying}).includes('Handed to your browser')`)).toBe(false);
    await bucket.reopen();
    const isBack = `!(${saying}).includes('does not answer')`;
    await until(() => reader.evaluate(isBack), 'the notice stayed', 15_000);
    await reader.press('Download Waves.wav');
    await said(reader, 'Handed to your browser');
    await expect
      .poll(async () => (await reader.downloads()).get('Waves.wav'), { timeout: ARRIVE_MS })
      .toBe(sha256(sound.body));
  } finally {
    await bucket.stop();
  }
});

test('names are found, selected and printed as one piece of text, and of the longest the beginning', async ({
  bucket,
  reader,
}) => {
  await reader.open((await bucket.publish(named)).url);
  await said(reader, long);
  const begins = (name: string) => (name === long ? long.slice(0, -12) : name);
  for (const name of named.map((one) => begins(nameOf(one)))) {
    expect(await reader.evaluate(`getSelection().removeAllRanges() ?? find(${JSON.stringify(name)})`)).toBe(true);
    expect(await reader.evaluate('getSelection().toString()')).toBe(name);
  }
  // A row out of view has no text until it is drawn, which selecting it brings about (CSS Containment 2, "relevant to the user").
  const rows = await reader.evaluate(`(async () => {
    const texts = [];
    for (const row of document.querySelectorAll('.row')) {
      getSelection().selectAllChildren(row);
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      texts.push(getSelection().toString().trim().split('\\n')[0].trim());
    }
    return texts;
  })()`);
  const beginnings = named.map((one) => begins(nameOf(one)));
  // Firefox gives the ending of the longest in the same line.
  expect((rows as readonly string[]).map((row, at) => row.slice(0, beginnings[at]?.length))).toEqual(beginnings);
  test.info().annotations.push({
    type: 'print',
    description: reader.print === undefined ? 'no printing by WebDriver' : 'as PDF',
  });
  if (reader.print === undefined) return;
  const paper = join(reader.downloadFolder, 'page.pdf');
  await writeFile(paper, await reader.print());
  const { stdout } = await promisify(execFile)('pdftotext', ['-layout', paper, '-']);
  // Fonts join letters: ﬁ is f and i.
  const printed = stdout.normalize('NFKC').replaceAll(/\s+/g, ' ');
  expect(printed).toContain(picture.path);
  expect(printed).toContain(long);
});

for (const width of [320, 280]) {
  test(`at ${width} px every ending is in view, and no line begins with a separator`, async ({ bucket, reader }) => {
    const files = [...named, { path: 'Waves.wav', body: 'w' }, { path: `${'n'.repeat(200)}.tar.gz`, body: 'n' }];
    const { html } = await bucket.publish(files);
    // No window of a desktop is that narrow: a frame is, in which the page works but for this test. Every file is there.
    const frame = `<!doctype html><body style="margin:0"><iframe style="border:0" width="${width}" height="2000" src="/page"></iframe>`;
    const server = createServer((request, answer) => {
      const shown = { '/': frame, '/page': allowedInFrames(html) }[request.url ?? ''];
      answer.writeHead(shown === undefined ? 206 : 200, { 'Content-Type': 'text/html; charset=utf-8' });
      answer.end(shown ?? 'x');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      await reader.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const inside = `document.querySelector('iframe').contentWindow`;
      await until(() => reader.evaluate(`${inside}.document.querySelectorAll('.row').length === 5`), 'no rows');
      const seen = await reader.evaluate(`(${measure.toString()})(${inside})`);
      expect(seen).toEqual({ hidden: [], led: 0, wide: 0, far: [] });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
}

/** The page without the question that makes it refuse a frame. */
function allowedInFrames(html: string): string {
  const [, script = ''] = /<script>([^]*?)<\/script>/.exec(html) ?? [];
  const changed = script.replace('top===self', '!0');
  expect(changed).not.toBe(script);
  const hash = (text: string) => createHash('sha256').update(text).digest('base64');
  return html.replace(hash(script), () => hash(changed)).replace(script, () => changed);
}

/** Runs in the page: endings out of view, separators in view at a line's beginning, overflow, and names that stand away from their facts. */
function measure(view: Window) {
  const { document } = view;
  const hidden: string[] = [];
  const far: string[] = [];
  for (const row of document.querySelectorAll('.row')) {
    row.scrollIntoView({ block: 'center' });
    const name = row.querySelector('.name bdi');
    // Of a name that is shortened in its middle, the ending.
    const last = name?.lastElementChild ?? name;
    const node = last?.firstChild;
    if (
      !(node instanceof (view as unknown as { Text: typeof Text }).Text) ||
      name === null ||
      name.childNodes.length > 2
    ) {
      hidden.push('not one text');
      continue;
    }
    for (let at = node.length - 5; at < node.length; at += 1) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (right <= left || hit === null || !(hit === last || name.parentElement === hit))
        hidden.push(node.data.slice(at));
    }
    const facts = row.querySelector('.meta span')?.getBoundingClientRect();
    const lefts = Array.from(name.getClientRects(), ({ left }) => left);
    const gap = Number.parseFloat(view.getComputedStyle(row.querySelector('.meta') ?? row).fontSize);
    if (facts !== undefined && Math.abs(Math.min(...lefts) - facts.left - gap) > 4) far.push(node.data);
  }
  let led = 0;
  for (const fact of document.querySelectorAll('.row .meta span')) {
    const { left, top } = fact.getClientRects()[0] ?? fact.getBoundingClientRect();
    const line = fact.parentElement?.getBoundingClientRect().left ?? 0;
    const begins = Math.abs(left - line) < 2;
    const gap = Number.parseFloat(view.getComputedStyle(fact).fontSize);
    if (begins && fact.contains(document.elementFromPoint(left + gap / 2, top + 4))) led += 1;
  }
  return { hidden, led, wide: Math.max(0, document.documentElement.scrollWidth - view.innerWidth), far };
}

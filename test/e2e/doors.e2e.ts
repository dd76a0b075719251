// A folder behind a password and a short link, from the set-up in the window until it is dead in both places (issue 17), as a person does it.
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, ElectronApplication, Locator, Page } from '@playwright/test';
import { startAddress, type DoorAddress } from '../ports/door-address';
import { picture } from '../share-page/sample-files';
import { clipboardText, drop, expect, launch, quit, setClipboard, test, type Mayfly } from './fixtures';
import { serveForeignBucket, type ForeignServer } from './foreign-server';
import { openBrowser, receive, sha256, sha256OfFile } from './recipient';
import { fillConnection, pick, saveConnection, shareRow, viewOf, switchOn } from './window';

const keys = { accessKeyId: 'DOORSKEY', secretAccessKey: 'doors-and-what-is-behind-them' };
const password = 'under the lime tree';
const doorsBucket = 'go-doors';
/** More than one part. */
const film = randomBytes(40_000_007);

let server: ForeignServer;
let front: DoorAddress;
let browser: Browser;

test.beforeEach(async ({ folder }) => {
  server = await serveForeignBucket(join(folder, 'server'), keys);
  front = await startAddress({ to: `${server.endpoint}/${doorsBucket}` });
  browser = await openBrowser();
});
test.afterEach(async () => {
  await browser.close();
  await front.close();
  await server.stop();
});

/** In the window: the short links of the connection, with a bucket of their own that Mayfly makes behind an address of theirs. */
async function setUpShortLinks(page: Page): Promise<void> {
  await page.getByRole('listitem', { name: 'Work' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Short links…' }).click();
  const form = page.getByRole('dialog', { name: 'Short links' });
  await form.getByRole('button', { name: 'Another place' }).click();
  await form.getByLabel('Bucket for short links').fill(doorsBucket);
  await form.getByLabel('Public address').fill(`${front.address}/elsewhere`);
  await form.getByRole('button', { name: 'Set up short links' }).click();
  await expect(form.getByRole('list', { name: 'What was done' })).toContainText('The policy was taken back');
  await form.getByLabel('Public address').fill(front.address);
  await expect(form.getByRole('list', { name: 'What was done' })).toBeHidden();
  await form.getByRole('button', { name: 'Set up short links' }).click();
  await expect(form.getByText('Short links work.').last()).toBeInViewport();
  await form.getByRole('button', { name: 'Done' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole('listitem', { name: 'Work' }).getByText('Short links')).toBeVisible();
  await page.getByRole('button', { name: 'Shares', exact: true }).click();
}

/** Another machine's browser, as large as a phone. */
async function visit(link: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 412, height: 760 }, locale: 'en-GB', colorScheme });
  const visitor = await context.newPage();
  // The picker is a window of the system: without it the page saves as in browsers that have none.
  await visitor.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await visitor.goto(link);
  await expect(visitor.getByRole('textbox', { name: 'Password' })).toBeVisible();
  return visitor;
}

async function unlock(visitor: Page, typed: string): Promise<void> {
  await visitor.getByRole('textbox', { name: 'Password' }).fill(typed);
  await visitor.getByRole('button', { name: 'Unlock' }).click();
}

async function saves(visitor: Page, name: string): Promise<string> {
  const saving = visitor.waitForEvent('download');
  await visitor
    .getByRole('button', { name: `Download ${name}`, exact: true })
    .first()
    .click();
  return sha256OfFile(await (await saving).path());
}

/** The door, as the window gives it away. */
async function copiedDoor(app: ElectronApplication): Promise<string> {
  await expect.poll(() => clipboardText(app)).toMatch(/\/[0-9A-Za-z]{16}#[\w-]{22}$/);
  return clipboardText(app);
}

async function choose(row: Locator, action: string): Promise<void> {
  await row.getByRole('button', { name: 'More' }).click();
  await row.page().getByRole('menuitem', { name: action }).click();
}

const signedUntilMs = (url: string): number => {
  const { searchParams } = new URL(url);
  const at = searchParams.get('X-Amz-Date') ?? '';
  const signedAt = at.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(signedAt) + Number(searchParams.get('X-Amz-Expires')) * 1_000;
};

test('a short link is set up, given with a password, opened elsewhere, extended, pointed elsewhere and closed in both places @deep', async ({
  folder,
  profileDir,
}, testInfo) => {
  test.setTimeout(300_000);
  let mayfly: Mayfly = await launch({ profileDir });
  try {
    let { app, page } = mayfly;
    const shot = async (of: Page, name: string) => void (await of.screenshot({ path: testInfo.outputPath(name) }));
    await fillConnection(page, server);
    await saveConnection(page);
    await setUpShortLinks(page);

    const trip = join(folder, 'Lisbon');
    await mkdir(trip);
    await writeFile(join(trip, 'Beach.png'), picture.body);
    await writeFile(join(trip, 'plan.txt'), 'meet at noon');
    await writeFile(join(trip, 'film.bin'), film);
    await setClipboard(app, '');
    await switchOn(page, 'Encrypt');
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('switch', { name: 'Short link' }).click();
    await drop(page, [trip]);
    const link = await copiedDoor(app);
    expect(link.startsWith(`${front.address}/`)).toBe(true);
    expect(link.length).toBeLessThanOrEqual(70);
    const [address = '', secret = ''] = link.split('#');
    const row = shareRow(page, 'Lisbon');
    await expect(row).toContainText('short link');

    const visitor = await visit(link);
    await shot(visitor, 'phone-locked-light.png');
    await unlock(visitor, 'under the oak tree');
    await expect(visitor.getByRole('textbox', { name: 'Password' })).toHaveAttribute('aria-invalid', 'true');
    expect(await visitor.content()).not.toContain('Lisbon');
    await unlock(visitor, password);
    await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Lisbon');
    await shot(visitor, 'phone-open-light.png');
    await visitor.getByRole('button', { name: 'Preview Beach.png' }).click();
    const preview = visitor.getByRole('dialog', { name: 'Preview' });
    await expect.poll(() => preview.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
    await shot(visitor, 'phone-picture-light.png');
    await visitor.keyboard.press('Escape');
    await visitor.getByRole('button', { name: 'Preview plan.txt' }).click();
    await expect(preview.getByText('meet at noon')).toBeVisible();
    await visitor.keyboard.press('Escape');
    expect(await saves(visitor, 'film.bin')).toBe(sha256(film));
    // The key leaves the address once the page has read it.
    expect(visitor.url()).not.toContain('#');
    const first = `${visitor.url()}#${secret}`;
    expect(front.asked.filter((path) => path.includes(secret))).toEqual([]);
    await visitor.context().close();

    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await shot(page, 'window-row-light.png');
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await shot(page, 'window-row-dark.png');

    await quit(app);
    mayfly = await launch({ profileDir });
    ({ app, page } = mayfly);
    const again = shareRow(page, 'Lisbon');
    await expect(again).toContainText('short link');
    await setClipboard(app, '');
    await again.getByRole('button', { name: 'Copy link' }).click();
    expect(await copiedDoor(app)).toBe(link);

    await setClipboard(app, '');
    await choose(again, 'Change end…');
    const extending = page.getByRole('dialog', { name: 'Change end' });
    await pick(page, 'New link expires in', '7 days');
    await extending.getByRole('button', { name: 'Copy new link' }).click();
    expect(await copiedDoor(app)).toBe(link);
    await expect(extending).toBeHidden();
    await expect(page.getByText('It stays the same: nobody needs a new link.')).toBeVisible();
    const later = await visit(link, 'dark');
    await shot(later, 'phone-locked-dark.png');
    await unlock(later, password);
    await expect(later.getByRole('heading', { level: 1 })).toHaveText('Lisbon');
    await shot(later, 'phone-open-dark.png');
    const extended = later.url();
    expect(signedUntilMs(extended) - signedUntilMs(first)).toBeGreaterThan(5 * 86_400_000);
    await later.context().close();

    const other = join(folder, 'Porto.txt');
    await writeFile(other, 'the night train');
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, other);
    await choose(again, 'Short link…');
    const pointing = page.getByRole('dialog', { name: 'Short link' });
    await pointing.getByRole('textbox', { name: 'Password' }).fill('over the bridge');
    await shot(page, 'window-point-light.png');
    await pointing.getByRole('button', { name: 'Choose files' }).click();
    const porto = shareRow(page, 'Porto.txt');
    await expect(porto).toContainText('short link');
    await expect(again).not.toContainText('short link');
    await expect(page.getByText('It leads to “Porto.txt” now.')).toBeVisible();
    const elsewhere = await visit(link);
    await unlock(elsewhere, password);
    await expect(elsewhere.getByRole('textbox', { name: 'Password' })).toHaveAttribute('aria-invalid', 'true');
    await unlock(elsewhere, 'over the bridge');
    expect(await saves(elsewhere, 'Porto.txt')).toBe(sha256(Buffer.from('the night train')));
    const target = elsewhere.url();

    await choose(porto, 'Short link…');
    await page.getByRole('button', { name: 'Take back…' }).click();
    const closing = page.getByRole('dialog', { name: 'Take this short link back?' });
    await closing.getByRole('button', { name: 'Take back short link' }).click();
    await expect(closing).toBeHidden();
    await expect(porto.getByText('Taken back')).toBeVisible();
    await expect(
      page.getByText(/^It says that it was closed, until its old end\. The link behind it answers 40[34]/),
    ).toBeVisible();
    await shot(page, 'window-closed-light.png');
    expect((await receive(target)).status).toBeGreaterThanOrEqual(400);
    expect((await elsewhere.goto(target))?.status()).toBeGreaterThanOrEqual(400);
    await elsewhere.goto(address);
    await expect(elsewhere.getByText('This link was closed.')).toBeVisible();
    expect(await elsewhere.content()).not.toMatch(/Unlock|Porto/);
    expect((await receive(extended)).status).toBe(200);

    await again.getByRole('button', { name: 'Take back' }).click();
    await page
      .getByRole('dialog', { name: 'Take this link back?' })
      .getByRole('button', { name: 'Delete and take back' })
      .click();
    await expect(again.getByText('Taken back')).toBeVisible();
    for (const dead of [first, extended]) expect((await receive(dead)).status).toBeGreaterThanOrEqual(400);
    expect((await viewOf(page)).shares.every(({ state }) => state === 'revoked')).toBe(true);
  } finally {
    await quit(mayfly.app).catch(() => mayfly.app.close());
  }
});

// An encrypted share opens with its whole link, and with its password where it has one; with anything less it says nothing of what is in it.
import { scryptCost } from '../../main/core/encryption/rules/passphrase';
import { barriers, expect, nothing, remembered, test } from '../share-page/fixtures';
import { mixed } from '../share-page/sample-files';
import { byLibrary, publishSealed } from './sealed-share';
import { someOf } from '../volume';

const options = { title: 'Papers & pictures', message: 'Hello,\nhere they are.' };
const names = mixed.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));

for (const [width, height, colorScheme] of someOf([
  [320, 740, 'dark'],
  [1280, 800, 'light'],
] as const)) {
  test(`${width}x${height}, ${colorScheme}: by the link alone it opens at once, fits, and lets nothing out`, async ({
    bucket,
    open,
  }) => {
    const share = await publishSealed(bucket, mixed, options);
    for (const word of [options.title, ...names]) expect(share.html).not.toContain(word);
    const { page, leaks, asked } = await open(share, { viewport: { width, height }, colorScheme });
    await expect(page).toHaveTitle(options.title);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(options.title);
    await expect(page.getByText(options.message)).toBeVisible();
    await expect(page.getByText('5 files')).toBeVisible();
    for (const name of names) await expect(page.getByTitle(name, { exact: true })).toBeVisible();
    await expect(page.getByText(/^Encrypted: only people with this whole link/)).toBeVisible();
    await page.getByText('Open with other programs').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
    expect(await remembered(page)).toEqual(nothing);
    expect(leaks).toEqual([]);
    // A reload opens it again, and no request holds the secret.
    await page.reload();
    await expect(page).toHaveTitle(options.title);
    expect(asked.join(' ')).not.toContain(share.secret);
  });
}

test('with a password: wrong and empty ones are told in words, the right one opens it', async ({ bucket, open }) => {
  const sealer = byLibrary(scryptCost.password);
  const share = await publishSealed(bucket, mixed, { ...options, password: 'Blue door 7', sealer });
  const { page, leaks } = await open(share);
  await expect(page).toHaveTitle('Encrypted files');
  const field = page.getByRole('textbox', { name: 'Password' });
  const unlock = page.getByRole('button', { name: 'Unlock' });
  await expect(page.getByText(/password in another way/)).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await unlock.click();
  await expect(page.getByText('Enter the password.')).toBeVisible();
  await expect(field).toBeFocused();
  // The page says that it works before the key takes its time.
  await page.evaluate(() => {
    const told = document.getElementById('lock-told');
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(told?.textContent ?? '')).observe(told ?? document, { childList: true });
  });
  await field.fill('blue door 7');
  await field.press('Enter');
  await expect(page.getByText(/^This password does not open the files/)).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { readonly said: readonly string[] }).said)).toEqual([
    // What was wrong before is no longer said while another password is entered.
    '',
    'Unlocking…',
    'This password does not open the files. Capitals and spaces count.',
  ]);
  await expect(page.getByText(names[0] ?? '')).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);
  await field.fill('Blue door 7');
  await field.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(options.title);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText(/^Encrypted: only people with this link and the password/)).toBeVisible();
  await expect(page.getByText('5 files')).toBeVisible();
  expect(leaks).toEqual([]);
});

test('the secret leaves the address and the history once it is read; a reload and a step back still open the share', async ({
  bucket,
  open,
}) => {
  const share = await publishSealed(bucket, mixed, options);
  const { page, leaks } = await open(share);
  await expect(page).toHaveTitle(options.title);
  const session = await page.context().newCDPSession(page);
  const visited = async () =>
    (await session.send('Page.getNavigationHistory')).entries.map(({ url }) => url).join('\n');
  expect(page.url()).not.toContain('#');
  expect(await visited()).not.toContain(share.secret);
  await page.reload();
  await expect(page).toHaveTitle(options.title);
  expect(leaks).toEqual([]);
  // Another page of the origin in the same tab: on a path-style host it may be somebody else's.
  await page.goto(bucket.endpoint);
  const seen = await page.evaluate(() =>
    JSON.stringify([
      Object.values(sessionStorage),
      Object.values(localStorage),
      window.name,
      history.state,
      document.referrer,
    ]),
  );
  expect(seen).not.toContain(share.secret);
  await page.goBack();
  await expect(page).toHaveTitle(options.title);
  expect(await visited()).not.toContain(share.secret);
});

test('passwords of any letters: NFC and NFD are one, and 1,024 characters are not too many @deep', async ({
  bucket,
  open,
}) => {
  const long = '긴 pass ü🔑'.repeat(120).slice(0, 1024);
  for (const [password, entered] of [
    ['여름 café', '여름 café'.normalize('NFD')],
    [long, long],
  ] as const) {
    const { page } = await open(await publishSealed(bucket, mixed.slice(0, 1), { password }));
    await page.getByRole('textbox', { name: 'Password' }).fill(entered);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('button', { name: /^Download / })).toBeVisible();
  }
});

test('a part of the link opens nothing, and the whole one pasted over it does @deep', async ({ bucket, open }) => {
  const share = await publishSealed(bucket, mixed, options);
  const [address = ''] = share.url.split('#');
  const other = `${share.secret.startsWith('A') ? 'B' : 'A'}${share.secret.slice(1)}`;
  for (const fragment of ['', '#', `#${share.secret.slice(1)}`, `#${share.secret}.`, `#${other}`]) {
    const { page, leaks } = await open({ url: address + fragment });
    await expect(page.getByRole('heading', { name: 'The link is not whole' })).toBeVisible();
    await expect(page).toHaveTitle('Encrypted files');
    await expect(page.getByRole('button')).toHaveCount(0);
    expect(leaks).toEqual([]);
  }
  const { page } = await open({ url: address });
  expect(await barriers(page)).toEqual([]);
  await page.goto(share.url);
  await expect(page).toHaveTitle(options.title);
});

test('what is wrong with a link is still said after the network was away, until the share has ended', async ({
  bucket,
  open,
}) => {
  const share = await publishSealed(bucket, mixed, { ...options, lifetimeSeconds: 1800 });
  const other = `#${share.secret.startsWith('A') ? 'B' : 'A'}${share.secret.slice(1)}`;
  const { page, wind } = await open({ url: share.url.replace(/#.*/, other) });
  const said = page.getByRole('heading', { name: 'The link is not whole' });
  await expect(said).toBeVisible();
  await page.context().setOffline(true);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
  await expect(said).toBeVisible();
  await page.context().setOffline(false);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
  await expect(said).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1);
  await wind(1_800_000);
  await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1);
});

test('an ended and a withdrawn share say so before anybody enters a password @deep', async ({ bucket, open }) => {
  const share = await publishSealed(bucket, mixed, { ...options, password: 'x' });
  const { page } = await open(share);
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();
  await bucket.remove(share.keys);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByRole('heading', { name: 'These files were taken back' })).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
});

test('Korean, when the browser is @deep', async ({ bucket, open }) => {
  const { page } = await open(await publishSealed(bucket, mixed, { ...options, password: '비밀' }), {
    locale: 'ko-KR',
  });
  await page.getByLabel('비밀번호', { exact: true }).fill('비밀');
  await page.getByRole('button', { name: '잠금 해제' }).click();
  await expect(page.getByText('파일 5개')).toBeVisible();
  const words = await page.locator('body').evaluate((body) => {
    const copy = body.cloneNode(true) as HTMLElement;
    for (const foreign of copy.querySelectorAll('h1, .message, .name, .sum, script, style, svg, pre')) foreign.remove();
    return copy.textContent;
  });
  expect(words.replaceAll(/Mayfly|SHA-256|ZIP|age|curl|org|encryption/g, '')).not.toMatch(/[A-Za-z]{3,}/);
});

test('without JavaScript it says the way of `age` @deep', async ({ bucket, open }) => {
  const { page } = await open(await publishSealed(bucket, mixed, options), { javaScriptEnabled: false });
  await expect(page.getByText('allow JavaScript for this page')).toBeVisible();
  await expect(page.getByText('| base64 -d | age -d')).toBeVisible();
  await expect(page.getByText(/^Files can be downloaded until/)).toBeVisible();
});

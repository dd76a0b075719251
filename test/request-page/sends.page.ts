// A request is good when every file that the page calls received lies in the bucket, whole, with its manifest.
import {
  barriers,
  byName,
  choose,
  expect,
  file,
  hashes,
  nothing,
  remembered,
  row,
  send,
  status,
  test,
} from './fixtures';
import { someOf } from '../volume';

const three = [
  file('Beach.jpg', Buffer.alloc(300_000, 7), 'image/jpeg'),
  file('읽어 보세요.txt'),
  file('empty.bin', ''),
];

for (const way of someOf(['forms', 'put'] as const)) {
  test(`${way}: three files at 320 px, by keyboard alone, arrive whole with what the guest said`, async ({
    bucket,
    open,
  }) => {
    const asked = await bucket.ask({ way, message: 'Hello,\nplease send them here.' });
    const { page, leaks } = await open(asked, { viewport: { width: 320, height: 640 } });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Photos of the trip');
    await expect(page.getByText('Hello,\nplease send them here.')).toBeVisible();
    await expect(page.getByText('Up to 3 files')).toBeVisible();
    await expect(page.getByText('each up to 10 MB')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Drop files here' })).toBeVisible();
    const focused = (name: string) =>
      page.evaluate((wanted) => {
        const at = document.activeElement;
        return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim() === wanted || at?.id === wanted;
      }, name);
    const tabTo = async (name: string) => {
      for (let step = 0; step < 20; step += 1) {
        if (await focused(name)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`the keyboard never came to ${name}`);
    };
    await tabTo('Choose files');
    await choose(page, three, () => page.keyboard.press('Enter'));
    await expect(page.getByRole('list', { name: 'Files' }).getByRole('listitem')).toHaveCount(3);
    await tabTo('sender');
    await page.keyboard.type('Kim 김');
    await page.keyboard.press('Tab');
    await page.keyboard.type('From <b>me</b>');
    await tabTo('Send 3 files');
    await page.keyboard.press('Enter');
    await expect(status(page)).toHaveText(/^3 files received\./);
    await expect(status(page), 'the keyboard’s place').toBeFocused();
    for (const { name } of three) await expect(row(page, name)).toContainText('Received');

    const stored = await asked.stored();
    expect(byName(stored)).toEqual(hashes(three));
    for (const [key, about] of stored) {
      if (!key.endsWith('/about')) continue;
      expect(JSON.parse(about.toString())).toMatchObject({ sender: 'Kim 김', note: 'From <b>me</b>', count: 3 });
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
    expect(await remembered(page)).toEqual(nothing);
    // A slot that is free answers 404, which browsers note.
    expect(leaks.filter((leak) => !leak.includes('404'))).toEqual([]);
  });
}

test('too large, of another kind, and one too many are refused before anything is sent, in words', async ({
  bucket,
  open,
}) => {
  const asked = await bucket.ask({ files: 1, bytes: 10, types: 'pictures' });
  const { page, asked: paths } = await open(asked);
  await choose(page, [
    file('large.png', 'GIF89a'.padEnd(11), 'image/png'),
    file('a.txt', 'x', 'text/plain'),
    file('a.png', 'GIF89a', 'image/png'),
    file('b.png', 'GIF89a', 'image/png'),
  ]);
  await expect(row(page, 'large.png')).toContainText('Too large');
  await expect(row(page, 'a.txt')).toContainText('Not a picture');
  await expect(row(page, 'b.png')).toContainText('One too many');
  await send(page);
  await expect(status(page)).toHaveText('1 of 4 files received, 3 not: the list says why.');
  expect([...byName(await asked.stored()).keys()]).toEqual(['a.png']);
  expect(paths.filter((path) => path.endsWith('/about'))).not.toHaveLength(0);
});

test('a text that is called fake.png is refused by its first bytes before it is sent, and the line counts it @deep', async ({
  bucket,
  open,
}) => {
  const asked = await bucket.ask({ types: 'pictures' });
  const { page } = await open(asked);
  // Without an ending and without a type it is a picture all the same.
  await choose(page, [file('fake.png', 'not a picture', 'image/png'), file('scan', 'GIF89a', '')]);
  await expect(row(page, 'fake.png')).toContainText('Not a picture');
  await expect(status(page)).toHaveText(
    'Nothing is sent yet: 1 file, 6 bytes. 1 file cannot be sent: the list says why.',
  );
  await send(page);
  await expect(status(page)).toHaveText('1 of 2 files received, 1 not: the list says why.');
  // Its owner has not seen it yet.
  await expect(page.getByText('Up to 2 files')).toBeVisible();
  expect([...byName(await asked.stored()).keys()]).toEqual(['scan']);
  await page.getByRole('button', { name: 'Remove fake.png' }).click();
  await expect(status(page)).toHaveText('1 file received. You can close this page.');
});

test('a guest whose page is passed over is held to the size by the storage @deep', async ({ bucket, open }) => {
  const asked = await bucket.ask({ bytes: 10 });
  const { page } = await open(asked);
  await page.evaluate(() => {
    Object.defineProperty(File.prototype, 'size', { get: () => 1 });
    File.prototype.slice = function whole() {
      return this;
    };
  });
  await choose(page, [file('large.txt', 'x'.repeat(11))]);
  await send(page);
  await expect(row(page, 'large.txt')).toContainText('Too large to be sent here');
  await expect(status(page)).toHaveText(/^0 of 1 files received/);
  expect([...(await asked.stored()).keys()].filter((key) => key.endsWith('/data'))).toEqual([]);
});

test('two guests get two slots, and a slot that is taken is left alone', async ({ bucket, open }) => {
  const asked = await bucket.ask({ files: 2 });
  const [one, other] = [await open(asked), await open(asked)];
  for (const [{ page }, name] of [
    [one, 'one.txt'],
    [other, 'other.txt'],
  ] as const) {
    await choose(page, [file(name)]);
    await send(page);
    await expect(status(page)).toHaveText(/^1 file received/);
  }
  const stored = byName(await asked.stored());
  expect([...stored.keys()].sort()).toEqual(['one.txt', 'other.txt']);
  const late = await open(asked);
  await choose(late.page, [file('late.txt')]);
  await send(late.page);
  await expect(row(late.page, 'late.txt')).toContainText('No room was left');
  await expect(late.page.getByText(/up to/i), 'limits of what nobody can send').toHaveCount(0);
  expect(byName(await asked.stored())).toEqual(stored);
});

test('hostile names and titles are text', async ({ bucket, open }) => {
  const title = '<img src=x onerror=alert(1)>';
  const asked = await bucket.ask({ title, message: '</p><script>document.title=1</script>' });
  const { page, leaks } = await open(asked);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  const names = ['<img src=x onerror=alert(1)>.png', 'gnp.\u202eexe', '"><script>document.title=1</script>'];
  await choose(
    page,
    names.map((name) => file(name)),
  );
  await send(page);
  await expect(status(page)).toHaveText(/^3 files received/);
  await expect(page.locator('img, iframe, object, main script')).toHaveCount(0);
  await expect(page).toHaveTitle(title);
  await expect(row(page, 'gnp.\ufffdexe')).toBeVisible();
  expect(byName(await asked.stored()).size).toBe(3);
  expect(leaks.filter((leak) => !leak.includes('404'))).toEqual([]);
});

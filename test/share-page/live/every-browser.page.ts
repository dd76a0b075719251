// A page that is rewritten while it is open, in browsers we do not choose: offered one by one, whole without a reload, and what came is shown when asked.
import { expect, test } from '../readers/fixtures';
import { ARRIVE_MS, until, type Reader } from '../readers/reader';
import type { Disposition } from '../../../main/core/model/share';
import { sha256, type GivenFile, type PageBucket } from '../published';
import { picture } from '../sample-files';
import { publishLive, withKey } from './live-share';

const files: readonly GivenFile[] = ['one.bin', 'two.bin'].map((path) => ({ path, body: Buffer.alloc(500_000, path) }));

/** What the document says, in view or not. */
const saying =
  "[...document.body.children].filter(({ localName }) => localName !== 'script').map((part) => part.textContent).join(' ')";
const said = (reader: Reader, words: string) =>
  until(() => reader.evaluate(`(${saying}).includes(${JSON.stringify(words)})`), `never said: ${words}`, 20_000);
const offered = (reader: Reader) => reader.evaluate("document.querySelectorAll('.row a').length");
const comes = (reader: Reader, { path, body }: GivenFile) =>
  expect.poll(async () => (await reader.downloads()).get(path), { timeout: ARRIVE_MS }).toBe(sha256(body));

test('a share that is being sent is offered as it comes, and the page grows without a reload', async ({
  bucket,
  reader,
}) => {
  const share = await publishLive(bucket, files, { isSending: true });
  const [one, two] = share.files;
  if (one === undefined || two === undefined) throw new Error('no files');
  await share.tell({ sequence: 1, sentBytes: 200_000, sending: [[0, 200_000]] });
  await reader.open(share.url);
  await said(reader, 'Being sent, 40%');
  expect(await offered(reader)).toBe(0);
  await reader.evaluate('void (window.stayed = true)');

  await share.store(one);
  await share.tell({ sequence: 2, sentBytes: 500_000, stored: [[0, 0]] });
  await until(async () => (await offered(reader)) === 1, 'the first file was not offered', 20_000);
  await reader.press('Download one.bin');
  await comes(reader, one);

  await share.store(two);
  await share.tell({ sequence: 3, state: 'done', sentBytes: 1_000_000, stored: [[0, 1]] });
  await share.rewrite(share.files, { revision: 1 });
  await said(reader, 'Everything is here.');
  await said(reader, 'Download all');

  const three = withKey({ path: 'three.bin', body: 'three' });
  await share.store(three);
  await share.rewrite([...share.files, three], { revision: 2 });
  await said(reader, '1 new file');
  expect(await offered(reader)).toBe(2);
  await reader.press('1 new file');
  await reader.press('Download three.bin');
  await comes(reader, three);
  expect(await reader.evaluate('window.stayed')).toBe(true);
  expect(reader.troubles).toEqual([]);
});

const forwarding = async (bucket: PageBucket, file: GivenFile, asked: Disposition) => {
  const { pathname, search } = new URL(await bucket.fileLink(file, asked));
  const share = await publishLive(bucket, [file], { revision: 1, forward: pathname + search });
  for (const one of share.files) await share.store(one);
  return { url: share.url, pathname };
};

test('a page of one file that was given first leads to what a browser shows', async ({ bucket, reader }) => {
  const { url, pathname } = await forwarding(bucket, picture, 'inline');
  await reader.open(url);
  const isThere = `location.pathname === ${JSON.stringify(pathname)} && document.images[0]?.naturalWidth === 320`;
  await until(() => reader.evaluate(isThere).catch(() => false), 'it did not lead to the picture', 20_000);
});

test('and hands over what a browser saves, once, and stays to say so', async ({ bucket, reader }) => {
  const file = { path: 'only.bin', body: Buffer.alloc(500_000, 'only') };
  const { url } = await forwarding(bucket, file, 'attachment');
  await reader.open(url);
  await comes(reader, file);
  await said(reader, 'Handed to your browser');
  // Read again it stays what it is.
  await reader.evaluate('void setTimeout(() => { document.title = ""; location.reload(); }, 0)');
  await until(() => reader.evaluate('document.title !== ""').catch(() => false), 'it was not read again', 20_000);
  await said(reader, 'only.bin');
  expect((await reader.downloads()).size).toBe(1);
});

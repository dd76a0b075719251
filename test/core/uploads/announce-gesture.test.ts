// The links of one gesture without a page are copied together, in their order, whatever becomes of each file.
import { describe, expect, test } from 'vitest';
import type { TestPorts } from '../../fakes/test-ports';
import { until } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();

/** Three files, of which the first, `film.bin`, hangs until `release`. */
async function threeFiles({ unfocused = false } = {}) {
  const prepare = ({ ports: { ledger }, clipboard }: TestPorts) => {
    ledger.saveSettings({ ...ledger.settings(), pages: 'never' });
    clipboard.unfocused = unfocused;
  };
  const here = await startOne({ stays: true, prepare });
  here.files.put('/home/film.bin', Buffer.alloc(20 * 1_048_576, 'film'));
  for (const name of ['a.txt', 'b.txt']) here.files.put(`/home/${name}`, name);
  const release = here.objects.hold('putPart');
  const done = here.app.shareItems(['/home/film.bin', '/home/a.txt', '/home/b.txt'], { copy: true });
  await until(() => here.app.store.get().shares.length === 2);
  const cancelFilm = () => here.app.cancelUpload(here.app.store.get().uploads[0]?.id ?? '');
  const noticeOf = (kind: string) => here.app.store.get().notices.filter(({ content }) => content.kind === kind);
  const copied = () =>
    here.clipboard.written.map((text) => text.split('\n').map((link) => /([a-z]+)\.\w+\?/.exec(link)?.[1]));
  return { ...here, release, done, cancelFilm, noticeOf, copied };
}

describe('a cancelled file of the gesture', () => {
  test('holds back the links of no other, and is not counted', async () => {
    const { shown, cancelFilm, noticeOf, copied } = await threeFiles();
    expect(copied()).toEqual([]);
    cancelFilm();
    await until(() => copied().length === 1);
    expect(copied()).toEqual([['a', 'b']]);
    expect(noticeOf('copied')).toMatchObject([{ content: { count: 2 } }]);
    expect(shown.map(([title]) => title)).toEqual(['2 links copied']);
  });

  test('that comes back is copied with the others, in their order, and one notice stands', async () => {
    const { app, done, release, cancelFilm, noticeOf, copied } = await threeFiles();
    cancelFilm();
    await until(() => copied().length === 1);
    app.undoCancel(noticeOf('cancelled')[0]?.id ?? '');
    release();
    await done;
    expect(copied()).toEqual([
      ['a', 'b'],
      ['film', 'a', 'b'],
    ]);
    expect(noticeOf('copied')).toMatchObject([{ content: { count: 3 } }]);
  });

  test('that comes back brings back no link that was taken back meanwhile', async () => {
    const { app, done, release, cancelFilm, noticeOf, copied } = await threeFiles();
    cancelFilm();
    await until(() => copied().length === 1);
    await app.revoke(app.store.get().shares.find(({ name }) => name === 'a.txt')?.id ?? '');
    app.undoCancel(noticeOf('cancelled')[0]?.id ?? '');
    release();
    await done;
    expect(copied().at(-1)).toEqual(['film', 'b']);
  });

  test('leaves the others ready together where the desktop takes nothing without the focus', async () => {
    const { app, clipboard, cancelFilm, noticeOf, copied, shown } = await threeFiles({ unfocused: true });
    cancelFilm();
    await until(() => noticeOf('ready').length === 1);
    expect([noticeOf('ready')[0]?.content, shown.at(-1)?.[0]]).toMatchObject([{ count: 2 }, '2 links ready']);
    clipboard.unfocused = false;
    await app.copyReady();
    expect(copied()).toEqual([['a', 'b']]);
  });
});

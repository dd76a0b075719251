// A picture of a link is shown once, to whoever was told where, and to nobody else.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answerPageRequest } from '../../../main/shell/window/page-assets';
import { createPictures } from '../../../main/shell/window/one-time-images';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const png = new Uint8Array([137, 80, 78, 71]);
const ask = (path: string, pictures: ReturnType<typeof createPictures>, method = 'GET') =>
  answerPageRequest(method, `mayfly-app://window${path}`, new Map(), { takePicture: pictures.take });

test('a picture is answered once, and kept by nothing', () => {
  const pictures = createPictures(randomBytes);
  const path = pictures.offer(png);
  expect(path).toMatch(/^\/picture\/[\w-]{22}$/);
  expect(ask(path, pictures)).toMatchObject({
    status: 200,
    bytes: png,
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
  });
  expect(ask(path, pictures).status).toBe(404);
});

test('each has a path of its own that cannot be guessed', () => {
  const pictures = createPictures(randomBytes);
  expect(pictures.offer(png)).not.toBe(pictures.offer(png));
  for (const path of ['/picture/', '/picture/x', '/picture', '/picture/__proto__']) {
    expect(ask(path, pictures).status).toBe(404);
  }
});

test('a picture of another kind says which', () => {
  const pictures = createPictures(randomBytes);
  expect(ask(pictures.offer(png, 'image/webp'), pictures)).toMatchObject({ headers: { 'Content-Type': 'image/webp' } });
});

test('another method does not use it up', () => {
  const pictures = createPictures(randomBytes);
  const path = pictures.offer(png);
  expect(ask(path, pictures, 'POST').status).toBe(405);
  expect(ask(path, pictures).status).toBe(200);
});

test('what nobody fetches within a minute is gone', () => {
  const pictures = createPictures(randomBytes);
  const path = pictures.offer(png);
  vi.advanceTimersByTime(60_000);
  expect(ask(path, pictures).status).toBe(404);
});

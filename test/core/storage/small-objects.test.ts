// The page of a folder is written when its files are stored: a server that is busy just then must not cost the link.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { putVerified } from '../../../main/core/storage/small-objects';
import { rejected } from '../../fakes/failing';
import { oneTransfer } from '../transfer/one-transfer';

const headers = { contentType: 'text/html', contentDisposition: 'inline' };

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

test('a page is stored by a server that was busy for eight seconds', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const { context, bucket } = oneTransfer();
  const busyUntilMs = Date.now() + 8_000;
  const put: typeof context.objects.put = async (...args) => {
    if (Date.now() < busyUntilMs) throw new Failure('throttled', { status: 503 });
    return context.objects.put(...args);
  };
  const stored = putVerified({ ...context.objects, put }, 'p/index.html', Buffer.from('page'), headers);
  await vi.advanceTimersByTimeAsync(30_000);
  await stored;
  expect(bucket.objects.has('p/index.html')).toBe(true);
  vi.restoreAllMocks();
});

test('what no waiting mends is told at once', async () => {
  const { context } = oneTransfer();
  let asked = 0;
  const put: typeof context.objects.put = async () => {
    asked += 1;
    throw new Failure('access-denied');
  };
  const failure = await rejected(putVerified({ ...context.objects, put }, 'p/a', Buffer.from('page'), headers));
  expect([failure.code, asked]).toEqual(['access-denied', 1]);
});

// A connection that is dead without a word: nothing is waited for without end.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Requests } from '../../../renderer/share-page/requests';
import { streamWhole } from '../../../renderer/share-page/whole-body';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** With no downloads yet. */
const loaded = async () => {
  vi.resetModules();
  return import('../../../renderer/page/ask-here');
};

const headers = { ETag: '"one"' };

test('a body that brings nothing for a minute is asked for again, from where it was', async () => {
  const asked: (string | undefined)[] = [];
  const get: Requests['get'] = async (_stored, { range }) => {
    asked.push(range);
    const begins = new ReadableStream({
      start: (controller) => controller.enqueue(Uint8Array.of(1, 2, 3)),
    });
    const response =
      range === undefined
        ? new Response(begins, { headers })
        : new Response(Uint8Array.of(4, 5), { headers, status: 206 });
    return { answer: 'there', status: response.status, response };
  };
  const stored = { href: '/f', sizeBytes: 5 };
  const { body } = await streamWhole({ get, heard: () => undefined }, stored, new AbortController().signal);
  const received = new Response(body).arrayBuffer();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(asked).toEqual([undefined]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([undefined, '3-']);
  expect(new Uint8Array(await received)).toEqual(Uint8Array.of(1, 2, 3, 4, 5));
  expect(vi.getTimerCount()).toBe(0);
});

test('an answer that does not begin in 30 seconds is none, and its connection is given up', async () => {
  const { askHere } = await loaded();
  let given: AbortSignal | undefined;
  vi.stubGlobal('fetch', (_address: string, { signal }: { signal: AbortSignal }) => {
    given = signal;
    return new Promise((_answer, fail) => signal.addEventListener('abort', () => fail(signal.reason)));
  });
  const answered = askHere('/f', () => 'an answer');
  await vi.advanceTimersByTimeAsync(29_999);
  expect(given?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answered).toBeUndefined();
  expect(given?.aborted).toBe(true);

  const leave = new AbortController();
  const stopped = askHere('/f', () => 'an answer', {}, leave.signal);
  leave.abort();
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
});

test('an answer may wait for a connection while the browser’s own downloads can hold all six', async () => {
  const { askHere, noteDownload } = await loaded();
  let answer: (response: Response) => void = () => undefined;
  let given: AbortSignal | undefined;
  vi.stubGlobal('fetch', (_address: string, { signal }: { signal: AbortSignal }) => {
    given = signal;
    return new Promise<Response>((resolve) => (answer = resolve));
  });
  for (let count = 0; count < 6; count += 1) noteDownload();
  const answered = askHere('/f', ({ status }) => status);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(given?.aborted).toBe(false);
  answer(new Response(null, { status: 204 }));
  expect(await answered).toBe(204);
});

test('an answer after six downloads shows that one is over: the next one is waited for 30 seconds', async () => {
  const { askHere, noteDownload } = await loaded();
  for (let count = 0; count < 6; count += 1) noteDownload();
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
  expect(await askHere('/f', ({ status }) => status)).toBe(204);
  vi.stubGlobal('fetch', (_address: string, { signal }: { signal: AbortSignal }) => {
    return new Promise((_answer, fail) => signal.addEventListener('abort', () => fail(signal.reason)));
  });
  const answered = askHere('/f', () => 'an answer');
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await answered).toBeUndefined();
});

// An exchange on a socket that a test plays.
import { expect, test } from 'vitest';
import type { Connection } from '../../../main/adapters/network/connection';
import { RunningExchange } from '../../../main/adapters/network/exchange';

test.each([
  ['small', 3],
  ['in slices', 1_000_000],
])('an answer that overtakes what the socket says of a body (%s) tells that bytes have left', (_what, bodyBytes) => {
  const sent: number[] = [];
  const answers: number[] = [];
  const socket = { cork: () => undefined, uncork: () => undefined, write: () => true };
  const nothing = () => undefined;
  const connection = { socket, limitSilence: nothing, release: nothing, drop: nothing, readLeft: nothing };
  const exchange = new RunningExchange(
    connection as unknown as Connection,
    {
      method: 'PUT',
      head: '',
      body: Buffer.alloc(bodyBytes),
      host: 'h',
      silenceMs: 1_000,
      mostBytes: 1_000,
      onSent: (bytes) => void sent.push(bytes),
      pace: undefined,
    },
    {
      // A failure that the answer means is told after it.
      answered: ({ status }) => void answers.push(status, sent.length),
      failed: (failure) => {
        throw failure;
      },
    },
  );
  exchange.received(Buffer.from('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'));
  exchange.stop();
  expect([answers, sent.every((bytes) => bytes > 0)]).toEqual([[403, 1], true]);
});

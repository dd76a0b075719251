// A connection begins with as many requests at once as it ended with, also in the next process; it costs a few writes, and no upload.
import { expect, test } from 'vitest';
import { createRequestsAtOnce } from '../../../main/core/uploads/kept-numbers';
import { createStore } from '../../../main/core/state/state-store';
import { emptyState } from '../../../main/core/state/rules/app-state';
import { Failure } from '../../../main/core/model/failure';
import { sampleConnection } from '../../fakes/samples';
import { createTestPorts } from '../../fakes/test-ports';

function start(saved?: string) {
  const { ports, log } = createTestPorts();
  if (saved !== undefined) ports.ledger.saveValue('requests-at-once', saved);
  const writes: string[] = [];
  const ledger = {
    ...ports.ledger,
    saveValue(name: string, value: string) {
      writes.push(value);
      ports.ledger.saveValue(name, value);
    },
  };
  const ids = ['c-a', 'c-b'];
  const store = createStore({ ...emptyState, connections: ids.map((id) => ({ ...sampleConnection, id })) });
  const open = () => createRequestsAtOnce({ ledger, log }, store);
  return { open, writes, ledger, log };
}

test('the next process knows what this one noted, of each connection', () => {
  const { open } = start();
  const first = open();
  expect(first.of('c-a')).toBeUndefined();
  first.note('c-a', 64);
  first.note('c-b', 8);
  expect([first.of('c-a'), open().of('c-a'), open().of('c-b')]).toEqual([64, 64, 8]);
});

test('only what has doubled or halved is written', () => {
  const { open, writes } = start('{"c-a":16}');
  const known = open();
  for (const limit of [16, 18, 31, 32, 36, 17, 16, 8, 1]) known.note('c-a', limit);
  expect(writes).toEqual(['{"c-a":32}', '{"c-a":16}', '{"c-a":8}', '{"c-a":1}']);
});

test('a removed connection is forgotten with the next note', () => {
  const { open, writes } = start('{"c-gone":64,"c-b":8}');
  open().note('c-a', 32);
  expect(writes).toEqual(['{"c-b":8,"c-a":32}']);
});

test.each(['', 'null', '[]', '"x"', '{', '{"c-a":0}', '{"c-a":1e9}', '{"c-a":"8"}', '{"c-a":1.5}'])(
  'of %j nothing is known',
  (saved) => {
    expect(start(saved).open().of('c-a')).toBeUndefined();
  },
);

test('a disk that refuses is told to the log alone', () => {
  const { open, ledger, log } = start();
  Object.assign(ledger, {
    saveValue() {
      throw new Failure('disk-full');
    },
  });
  const known = open();
  known.note('c-a', 32);
  expect([known.of('c-a'), log.lines.length]).toEqual([32, 1]);
});

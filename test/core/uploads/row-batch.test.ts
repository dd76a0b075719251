// Rows of many uploads are saved together, soon, and each as surely as if it were alone.
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Ledger } from '../../../main/core/ports/ledger';
import { newEntry } from '../../../main/core/uploads/queue-entry';
import { createRowBatch, createUploadRows } from '../../../main/core/uploads/upload-rows';
import { createStore } from '../../../main/core/state/state-store';
import { emptyState } from '../../../main/core/state/rules/app-state';
import { sampleConnection, sampleUnfinished } from '../../fakes/samples';
import { createTestPorts } from '../../fakes/test-ports';

/** A ledger whose transactions take `tookMs` on a clock that the test moves; it holds what was committed. */
function start(tookMs: number) {
  let nowMs = 0;
  const committed: string[][] = [];
  let open: string[] | undefined;
  const { commit, saveNow } = createRowBatch(
    {
      together(action) {
        const rows: string[] = [];
        open = rows;
        nowMs += tookMs;
        const result = action();
        committed.push(rows);
        return result;
      },
    },
    () => nowMs,
  );
  const save = (row: string) => commit(() => void open?.push(row));
  return { commit, save, saveNow, committed, pass: (ms: number) => (nowMs += ms) };
}

test('the first is saved at once, and those that follow soon are saved together', async () => {
  const { save, committed } = start(2);
  const first = save('a');
  expect(committed).toEqual([['a']]);
  const others = ['b', 'c', 'd'].map(save);
  expect(committed).toHaveLength(1);
  await Promise.all([first, ...others]);
  expect(committed).toEqual([['a'], ['b', 'c', 'd']]);
});

test('nobody is told before the transaction is over', async () => {
  const { save, committed } = start(1);
  await save('a');
  const seen = await Promise.all(['b', 'c'].map((row) => save(row).then(() => committed.flat().includes(row))));
  expect(seen).toEqual([true, true]);
});

test.each([
  ['a quick disk', 1, 11],
  ['a slow disk, and never longer than 100 ms', 900, 101],
])('after a rest one is saved at once again: %s', async (_disk, tookMs, restMs) => {
  const { save, committed, pass } = start(tookMs);
  await save('a');
  pass(restMs);
  void save('b');
  expect(committed).toEqual([['a'], ['b']]);
});

test('nothing waits any longer where no other one is to come', async () => {
  const { save, saveNow, committed } = start(900);
  await save('a');
  const others = Promise.all(['b', 'c'].map(save));
  expect(committed).toEqual([['a']]);
  saveNow();
  expect(committed).toEqual([['a'], ['b', 'c']]);
  await others;
  saveNow();
  expect(committed).toHaveLength(2);
});

test('one that fails does so alone, and leaves nothing behind', async () => {
  const { save, commit, committed } = start(1);
  await save('a');
  const outcomes = await Promise.allSettled([
    save('b'),
    commit(() => {
      throw new Error('cancelled');
    }),
    save('c'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(committed).toEqual([['a'], ['b'], ['c']]);
  await wait(20);
  expect(committed).toHaveLength(3);
});

test('of many files that a server refuses none waits for the disk alone', () => {
  const { ports } = createTestPorts();
  ports.ledger.saveConnection(sampleConnection);
  const saved: string[] = [];
  const ledger: Ledger = {
    ...ports.ledger,
    saveUpload: ({ state }) => void saved.push(`${state}, on the disk`),
    saveFailedUpload: ({ state }) => void saved.push(state),
  };
  const { saveState } = createUploadRows({ ...ports, ledger }, createStore(emptyState));
  const { entry } = newEntry({
    upload: sampleUnfinished,
    choice: { kind: 'known', connectionId: sampleConnection.id },
  });
  for (const state of ['failed', 'paused', 'abandoned'] as const) saveState(entry, state);
  expect(saved).toEqual(['failed', 'paused, on the disk', 'abandoned, on the disk']);
});

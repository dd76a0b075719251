// Two actions on one share never overlap, and one that fails keeps nobody out.
import { EventEmitter, once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createKeyedMutex } from '../../../main/core/async/keyed-mutex';

/** Actions that begin when the mutex lets them and end when the test says so. */
function actions() {
  const mutex = createKeyedMutex();
  const begun: string[] = [];
  const start = (id: string, name: string) => {
    const gate = new EventEmitter();
    const ended = once(gate, 'end');
    const done = mutex(id, async () => {
      begun.push(name);
      await ended;
      return name;
    });
    return { done, end: () => gate.emit('end'), fail: () => gate.emit('error', new Error(name)) };
  };
  return { begun, start };
}

test('actions of one id run one after another, of another id at once', async () => {
  const { begun, start } = actions();
  const [first, second, other] = [start('s', 'first'), start('s', 'second'), start('t', 'other')];
  await turn();
  expect(begun).toEqual(['first', 'other']);
  first.end();
  expect(await first.done).toBe('first');
  await turn();
  expect(begun).toEqual(['first', 'other', 'second']);
  // The end of the first has not opened the door while the second is inside.
  const third = start('s', 'third');
  await turn();
  expect(begun).toEqual(['first', 'other', 'second']);
  second.end();
  await second.done;
  await turn();
  expect(begun.at(-1)).toBe('third');
  third.end();
  other.end();
  expect(await Promise.all([third.done, other.done])).toEqual(['third', 'other']);
});

test('a failure is its caller’s alone: the next action runs', async () => {
  const { begun, start } = actions();
  const [first, second] = [start('s', 'first'), start('s', 'second')];
  first.fail();
  second.end();
  await expect(first.done).rejects.toThrow('first');
  expect([await second.done, begun]).toEqual(['second', ['first', 'second']]);
});

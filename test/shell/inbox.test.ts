// Why this exists: whatever is handed over, and whenever, is taken exactly once.
import { expect, test } from 'vitest';
import { createInbox } from '../../main/shell/inbox';

test('what came with the start and what came before it was ready are taken in order, once', () => {
  const inbox = createInbox(['/own']);
  inbox.receive(['/early']);
  inbox.knock();
  const taken: (readonly string[])[] = [];
  let knocks = 0;
  inbox.open(
    (paths) => taken.push(paths),
    () => (knocks += 1),
  );
  inbox.receive(['/late', '/later']);
  inbox.knock();
  expect(taken).toEqual([
    ['/own', '/early'],
    ['/late', '/later'],
  ]);
  expect(knocks).toBe(1);
});

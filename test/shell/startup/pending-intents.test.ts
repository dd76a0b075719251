// Whatever is handed over, and whenever, is taken exactly once.
import { expect, test } from 'vitest';
import { createInbox } from '../../../main/shell/startup/pending-intents';
import type { Intent } from '../../../main/shell/startup/intent';

test('what came before it was ready and what comes after are taken in order, once', () => {
  const share = (path: string): Intent => ({ kind: 'share', paths: [path], quiet: false });
  const inbox = createInbox();
  inbox.receive(share('/early'));
  inbox.receive({ kind: 'show' });
  const taken: Intent[] = [];
  inbox.open((intent) => taken.push(intent));
  inbox.receive(share('/late'));
  expect(taken).toEqual([share('/early'), { kind: 'show' }, share('/late')]);
});

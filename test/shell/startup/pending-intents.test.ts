// Whatever is handed over, and whenever, is taken exactly once.
import { expect, test } from 'vitest';
import { createPending } from '../../../main/shell/startup/pending-intents';
import type { Intent } from '../../../main/shell/startup/intent';

test('what came before it was ready and what comes after are taken in order, once', () => {
  const share = (path: string): Intent => ({ kind: 'share', paths: [path], quiet: false });
  const pendingIntents = createPending<Intent>();
  pendingIntents.receive(share('/early'));
  pendingIntents.receive({ kind: 'show' });
  const taken: Intent[] = [];
  pendingIntents.open((intent) => taken.push(intent));
  pendingIntents.receive(share('/late'));
  expect(taken).toEqual([share('/early'), { kind: 'show' }, share('/late')]);
});

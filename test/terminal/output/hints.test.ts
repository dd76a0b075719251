// A hint is one line that steers no terminal, and everything else a command prints itself.
import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../main/core/state/rules/notice';
import { hintOf } from '../../../main/terminal/output/hints';
import { createMemoryTerminal } from '../memory-terminal';

type Hint = Exclude<Notice['content'], { readonly kind: 'failure' }>;

describe('a hint', () => {
  test.each<readonly [Hint, string]>([
    [
      { kind: 'clock', offsetMs: 960_000 },
      'mayfly: this computer’s clock is 16 min behind the server’s; links are made on the server’s, so they work all the same.',
    ],
    [
      { kind: 'clock', offsetMs: -90_000_000 },
      'mayfly: this computer’s clock is 1 day 1 hr ahead of the server’s; links are made on the server’s, so they work all the same.',
    ],
    [
      { kind: 'unverified', shareIds: ['s-1'] },
      'mayfly: the link is not verified yet: everything is stored, and the network went away before it could be opened.',
    ],
    [
      { kind: 'unverified', shareIds: ['s-1', 's-2'] },
      'mayfly: 2 links are not verified yet: everything is stored, and the network went away before it could be opened.',
    ],
  ])('%j', (content, line) => {
    expect(hintOf(content)).toBe(line);
  });

  test('of an extended link says when the old one ends, and nothing when it has ended', () => {
    const extended = { kind: 'extended', shareId: 's', name: 'a\u001b[2J.txt' } as const;
    const terminal = createMemoryTerminal();
    terminal.say(hintOf({ ...extended, oldEndMs: 0 }) ?? '');
    expect(terminal.said[0]).toMatch(/^mayfly: the old link of a\ufffd\[2J\.txt keeps its old end, .+\.$/);
    expect(hintOf(extended)).toBeUndefined();
  });

  test.each<Hint>([
    { kind: 'copied', count: 1, shareIds: [], until: 0 },
    { kind: 'revoked', name: 'a', links: 1 },
    { kind: 'renewed', shareId: 's', name: 'a', oldEndMs: 0 },
    { kind: 'removed', shareId: 's', name: 'a', linkLives: true },
  ])('is not made of %j', (content) => {
    expect(hintOf(content)).toBeUndefined();
  });
});

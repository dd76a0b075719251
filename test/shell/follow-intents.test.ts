// What somebody else starts Mayfly for must not do more than it may: a link nothing without consent, a proposal nothing at all.
import { describe, expect, test } from 'vitest';
import type { Intent } from '../../main/shell/startup/intent';
import { followIntents } from '../../main/shell/follow-intents';
import { createProposals, type ProposalFacts } from '../../main/shell/window/share-requests';

function createDesktop({ followsLinks = true } = {}) {
  const done: unknown[] = [];
  let nowMs = 10_000;
  const follow = followIntents({
    clock: () => nowMs,
    run: (command) => void done.push(command),
    openWindow: () => void done.push('window'),
    visit: (place) => void done.push(place),
    propose: (from, proposed) => void done.push([from, proposed]),
    followsLinks: () => followsLinks,
  });
  const pass = (ms: number) => void (nowMs += ms);
  return { done, follow, pass };
}

test.each<[Intent, readonly unknown[]]>([
  [{ kind: 'show' }, ['window']],
  [{ kind: 'share', paths: ['/a'], quiet: false }, ['window', { kind: 'share-paths', paths: ['/a'] }]],
  [{ kind: 'share', paths: ['/a'], quiet: true }, [{ kind: 'share-paths-on-shelf', paths: ['/a'] }]],
  [{ kind: 'propose', paths: ['/a'] }, ['window', ['desktop', { what: 'paths', paths: ['/a'] }]]],
  [{ kind: 'share-clipboard' }, [{ kind: 'share-clipboard-on-shelf' }]],
  [{ kind: 'screenshot' }, [{ kind: 'screenshot', area: 'region' }]],
  [{ kind: 'shelf' }, [{ kind: 'toggle-shelf' }]],
  [{ kind: 'link', url: 'mayfly://open/settings' }, ['window', { screen: 'settings' }]],
  [
    { kind: 'link', url: 'mayfly://open/share/3f2504e0-4f89-41d3-9a0c-0305e82c3301' },
    ['window', { screen: 'shares', shareId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }],
  ],
  [{ kind: 'link', url: 'mayfly://share/clipboard' }, ['window', ['link', { what: 'clipboard' }]]],
  [{ kind: 'link', url: 'mayfly://share/files' }, ['window', ['link', { what: 'files' }]]],
  [{ kind: 'link', url: 'mayfly://connect?endpoint=https://evil.example' }, []],
])('%j', (intent, expected) => {
  const { done, follow } = createDesktop();
  follow(intent);
  expect(done).toEqual(expected);
});

describe('links', () => {
  test('do nothing while the user has not turned them on', () => {
    const { done, follow } = createDesktop({ followsLinks: false });
    for (const url of ['mayfly://open/settings', 'mayfly://share/clipboard']) follow({ kind: 'link', url });
    expect(done).toEqual([]);
  });

  test('are heard once a second', () => {
    const { done, follow, pass } = createDesktop();
    for (let times = 0; times < 50; times += 1) {
      follow({ kind: 'link', url: 'mayfly://open/settings' });
      pass(40);
    }
    expect(done.filter((one) => one === 'window')).toHaveLength(2);
  });
});

describe('proposals', () => {
  const open = () => {
    const told: (ProposalFacts | undefined)[] = [];
    let ids = 0;
    return {
      told,
      ...createProposals(
        () => `p${(ids += 1)}`,
        (facts) => told.push(facts),
      ),
    };
  };

  test('tell names without folders, and are taken once', () => {
    const { told, propose, take } = open();
    propose('desktop', { what: 'paths', paths: ['/home/u/secret folder/a.txt', '/'] });
    expect(told).toEqual([{ id: 'p1', from: 'desktop', what: 'paths', names: ['a.txt', '/'], count: 2 }]);
    expect(take('p2')).toBeUndefined();
    expect(take('p1')).toEqual({ what: 'paths', paths: ['/home/u/secret folder/a.txt', '/'] });
    expect(take('p1')).toBeUndefined();
    expect(told.at(-1)).toBeUndefined();
  });

  test('of files that are opened one by one add up, under an id nobody has agreed to yet', () => {
    const { told, propose, take } = open();
    propose('desktop', { what: 'paths', paths: ['/a'] });
    propose('desktop', { what: 'paths', paths: ['/b', '/a'] });
    expect(told.at(-1)).toMatchObject({ id: 'p2', names: ['a', 'b'], count: 2 });
    expect(take('p1')).toBeUndefined();
    propose('link', { what: 'clipboard' });
    expect(take('p2')).toBeUndefined();
    expect(take('p3')).toEqual({ what: 'clipboard' });
  });

  test('of a thousand files are told as twenty names and their number', () => {
    const { told, propose } = open();
    propose('desktop', { what: 'paths', paths: Array.from({ length: 1_000 }, (_none, index) => `/f${index}`) });
    expect([told[0]?.names.length, told[0]?.count]).toEqual([20, 1_000]);
  });
});

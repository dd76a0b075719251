// The place where a person shares something says that the link is there.
import { expect, test } from 'vitest';
import { gestures } from '../../main/ipc/gestures';
import { requests, type Channel } from '../../preload/contract';

test('a dropped text was told by a notification: every request that shares is a gesture', () => {
  const sharing = (Object.keys(requests) as Channel[]).filter((channel) => channel.endsWith(':share'));
  expect(sharing.length).toBeGreaterThan(3);
  expect(sharing.filter((channel) => !gestures.has(channel))).toEqual([]);
});

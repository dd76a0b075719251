// What is not here yet is told as busy and has its shape already, until it comes; and nobody agrees to what they were not told.
import { screen } from '@testing-library/react';
import { act } from 'react';
import { describe, expect, test } from 'vitest';
import { providerViews } from '../../main/ipc/connection-view';
import type { Outcome } from '../../preload/contract';
import type { FakeBridge } from './fake-bridge';
import { runningExamination } from './examinations';
import { openWindow, type OpenWindow } from './open-window';
import { connection, emptyView, share } from './views';

type Verb = FakeBridge['calls'][number]['name'];
const view = emptyView({ connections: [connection()], shares: [share(Date.now(), { kind: 'page', fileCount: 3 })] });
const busy = () => document.querySelectorAll('[aria-busy="true"]').length;

/** The window, with a question that stays open until `answer` is called. */
async function openWith(verb: Verb, steps: (user: OpenWindow['user']) => Promise<void>) {
  let resolve: (outcome: Outcome<unknown>) => void = () => undefined;
  const promise = new Promise<Outcome<unknown>>((settle) => {
    resolve = settle;
  });
  const opened = await openWindow(view, { before: (fake) => fake.answer(verb, () => promise) });
  await steps(opened.user);
  const answer = (value: unknown) => act(async () => resolve({ ok: true, value }));
  return { ...opened, answer };
}

const go = (name: string) => (user: OpenWindow['user']) => user.click(screen.getByRole('button', { name }));
const dialog = (name: string) => async (user: OpenWindow['user']) => {
  await user.click(screen.getByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name }));
};
const onConnection = (name: string) => async (user: OpenWindow['user']) => {
  await go('Connections')(user);
  await user.click(screen.getByRole('button', { name }));
};
const inMenu = (name: string) => async (user: OpenWindow['user']) => {
  await onConnection('More')(user);
  await user.click(screen.getByRole('menuitem', { name }));
};
const form = onConnection('Add connection');
const rule = { bucket: 'b', prefix: 'p/', expireAfterDays: 8, abortUploadsAfterDays: 7, others: 0, wantedLonger: 0 };
const files = [{ path: 'a/b.txt', sizeBytes: 1, contentType: 'text/plain' }];

describe('what is on its way', () => {
  test.each<readonly [Verb, (user: OpenWindow['user']) => Promise<void>, unknown]>([
    ['shares:details', go('report.pdf'), { host: 'h', bucket: 'b', files }],
    [
      'shares:qr',
      dialog('Show code'),
      { picture: 'data:,', name: 'report.pdf', expiresAtMs: Date.now() + 3_600_000, reach: 'public' },
    ],
    ['connections:bucket-rule', inMenu('Clean-up rule…'), { ...rule, change: 'new' }],
    ['connections:live-links', inMenu('Remove…'), { live: 2, linked: 0 }],
    [
      'proxies:read',
      async (user) => {
        await go('Settings')(user);
        await user.click(screen.getByRole('button', { name: 'Advanced' }));
      },
      [],
    ],
    ['settings:example', go('Settings'), { text: 'https://…' }],
    ['connections:providers', form, providerViews()],
    [
      'credentials:profiles',
      async (user) => {
        await form(user);
        await user.click(screen.getByRole('radio', { name: 'AWS profile' }));
      },
      [],
    ],
  ])('%s', async (verb, steps, value) => {
    const { answer } = await openWith(verb, steps);
    expect(busy()).toBeGreaterThan(0);
    await answer(value);
    expect(busy()).toBe(0);
  });

  test('the steps of the doctor that are still to come', async () => {
    const running = { ...runningExamination('c-studio'), stepsLeft: 4 };
    const { push } = await openWith('connections:providers', go('Connections'));
    push({ ...view, examinations: [running] });
    const steps = screen.getByRole('list', { name: 'Test results' });
    expect(steps.querySelectorAll('li[aria-hidden="true"]')).toHaveLength(4);
    expect(steps.getAttribute('aria-busy')).toBe('true');
  });
});

test('a connection is not removed before its links were counted', async () => {
  const { user, asked, answer } = await openWith('connections:live-links', inMenu('Remove…'));
  const confirm = screen.getByRole('button', { name: 'Remove connection' });
  await user.click(confirm);
  expect(asked('connections:remove')).toEqual([]);
  await answer({ live: 0, linked: 0 });
  await user.click(confirm);
  expect(asked('connections:remove')).toEqual([[{ connectionId: 'c-studio', links: 'keep' }]]);
});

test('a rule is not written before it was shown', async () => {
  const { user, asked, answer } = await openWith('connections:bucket-rule', inMenu('Clean-up rule…'));
  const confirm = screen.getByRole('button', { name: 'Write the rule' });
  await user.click(confirm);
  expect(asked('connections:save-bucket-rule')).toEqual([]);
  await answer({ ...rule, change: 'new' });
  await user.click(confirm);
  expect(asked('connections:save-bucket-rule')).toEqual([[{ connectionId: 'c-studio' }]]);
});

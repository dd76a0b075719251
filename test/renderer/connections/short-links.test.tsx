// @vitest-environment happy-dom
// Short links are set up in a dialog: with the provider's guidance and policy, a test, and nothing saved before it passes.
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { failureView } from '../../../main/ipc/failure-view';
import { Failure } from '../../../main/core/model/failure';
import { fineExamination } from '../examinations';
import { refused } from '../fake-bridge';
import { item, openWindow } from '../open-window';
import { connection, embedded, emptyView } from '../views';

const wish = { bucket: 'doors', prefix: '', address: 'https://go.example.com', isUsual: true };
const there = { ...wish, isUsual: false, state: 'proven' } as const;

async function openDialog(change: Parameters<typeof connection>[0] = {}, of = 'Studio') {
  const connections = [embedded(), connection(change)];
  const opened = await openWindow(emptyView({ connections }));
  opened.answer('connections:doors-guide', {
    ok: true,
    value: { where: 'Make a bucket for short links alone.', policy: '{"policy":1}' },
  });
  await opened.user.click(screen.getByRole('button', { name: 'Connections' }));
  await opened.user.click(within(item('Connections', of)).getByRole('button', { name: 'More' }));
  await opened.user.click(screen.getByRole('menuitem', { name: 'Short links…' }));
  return { ...opened, dialog: within(screen.getByRole('dialog', { name: 'Short links' })) };
}

test('the place is tested, and saved where it works', async () => {
  const { user, asked, answer, dialog } = await openDialog();
  expect(await dialog.findByText('Make a bucket for short links alone.')).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Test' }));
  expect(asked('connections:test-doors')).toEqual([]);
  await user.click(dialog.getByRole('textbox', { name: 'Bucket for short links' }));
  await user.paste('doors');
  await user.click(dialog.getByRole('textbox', { name: 'Public address' }));
  await user.paste('https://go.example.com');
  await user.click(dialog.getByRole('switch', { name: 'A short link for every share' }));
  answer('connections:test-doors', {
    ok: true,
    value: {
      isProven: false,
      examination: { ...fineExamination('c-studio'), verdict: 'limited', verdictText: 'Short links do not work yet.' },
    },
  });
  await user.click(dialog.getByRole('button', { name: 'Test' }));
  expect(asked('connections:test-doors')).toEqual([[{ connectionId: 'c-studio', doors: wish }]]);
  expect(await dialog.findAllByText('Short links do not work yet.')).not.toEqual([]);
  answer('connections:save-doors', { ok: true, value: { isProven: true, examination: fineExamination('c-studio') } });
  await user.click(dialog.getByRole('button', { name: 'Test and save' }));
  expect(asked('connections:save-doors')).toEqual([[{ connectionId: 'c-studio', doors: wish, isTold: false }]]);
  expect(screen.queryByRole('dialog', { name: 'Short links' })).toBeNull();
});

test('a policy is copied, and written only after a question', async () => {
  const { user, asked, answer, dialog } = await openDialog({ doors: there });
  answer('connections:copy-doors-policy', { ok: true, value: { isCopied: true } });
  expect(await dialog.findByRole('textbox', { name: 'Policy for short links' })).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Copy policy' }));
  expect(asked('connections:copy-doors-policy')).toEqual([[{ connectionId: 'c-studio', bucket: 'doors', prefix: '' }]]);
  await user.click(dialog.getByRole('button', { name: 'Make it public' }));
  expect(asked('connections:publish-doors')).toEqual([]);
  const question = await screen.findByText(/Everybody can then read \* in “doors”/);
  expect(question).toBeDefined();
  await user.click(screen.getAllByRole('button', { name: 'Make it public' }).at(-1) ?? question);
  expect(asked('connections:publish-doors')).toEqual([
    [{ connectionId: 'c-studio', doors: { ...wish, isUsual: false } }],
  ]);
});

test('open short links are left behind only by somebody who was told', async () => {
  const { user, asked, answer, dialog } = await openDialog({ doors: there });
  answer('connections:drop-doors', refused(failureView(new Failure('doors-in-use'))));
  await user.click(dialog.getByRole('button', { name: 'Turn off' }));
  expect(await dialog.findByText(/Short links of this connection are still open/)).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Turn off all the same' }));
  expect(asked('connections:drop-doors').map(([input]) => input)).toEqual([
    { connectionId: 'c-studio', isTold: false },
    { connectionId: 'c-studio', isTold: true },
  ]);
});

test('public shares are said', async () => {
  const { dialog } = await openDialog({ doors: { ...there, state: 'shares-public' } });
  expect(dialog.getByText(/Everybody can read the files of this connection without a link/)).toBeDefined();
});

test('the bucket on this computer needs no place', async () => {
  const { user, asked, dialog } = await openDialog({}, 'This computer');
  expect(dialog.queryByRole('textbox', { name: 'Public address' })).toBeNull();
  await user.click(dialog.getByRole('button', { name: 'Test and save' }));
  expect(asked('connections:save-doors')).toEqual([
    [{ connectionId: embedded().id, doors: { bucket: '', prefix: '', address: '', isUsual: false }, isTold: false }],
  ]);
});

test('the form of a saved connection leads to them, and saves nothing by that', async () => {
  const { user, asked, answer } = await openWindow(
    emptyView({ connections: [embedded(), connection({ doors: there })] }),
  );
  answer('connections:doors-guide', { ok: true, value: { where: '', policy: '' } });
  await user.click(screen.getByRole('button', { name: 'Connections' }));
  await user.click(within(item('Connections', 'Studio')).getByRole('button', { name: 'Edit' }));
  await user.click(screen.getByRole('button', { name: 'Advanced' }));
  expect(screen.getByText('https://go.example.com')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Short links…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Short links' }));
  await user.type(dialog.getByRole('textbox', { name: 'Folder' }), 'd/{Enter}');
  expect(asked('connections:save')).toEqual([]);
  expect(screen.getByRole('dialog', { name: 'Short links' })).toBeDefined();
});

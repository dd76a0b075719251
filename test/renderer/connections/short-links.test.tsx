// Short links set themselves up in a dialog: what will be done, one button, what came of it, and by hand only what the provider refused.
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { failureView } from '../../../main/ipc/failure-view';
import { Failure } from '../../../main/core/model/failure';
import { refused } from '../fake-bridge';
import { item, openWindow } from '../open-window';
import { connection, embedded, emptyView } from '../views';

const there = {
  bucket: 'doors',
  prefix: '',
  address: 'https://go.example.com',
  isUsual: false,
  state: 'proven',
} as const;
const guide = {
  where: 'Make a bucket for short links alone.',
  isPossible: true,
  bucket: 'files-go',
  address: 'https://s3.example.com/files-go',
  policy: '{"policy":1}',
  folder: { bucket: 'files', prefix: 'd/' },
};
const said = (code: string, says: string) =>
  ({
    step: 'doors',
    code,
    state: code.endsWith('refused') ? 'warning' : 'ok',
    title: 't',
    stateText: 's',
    says,
  }) as const;
const setUpAs = (isProven: boolean, lacks: 'bucket' | 'policy' | 'nothing', says: string) => ({
  ok: true as const,
  value: { isProven, verdict: isProven ? 'Short links work.' : 'Not yet.', findings: [said('x', says)], lacks },
});

async function openDialog(
  change: Parameters<typeof connection>[0] = {},
  { of = 'Studio', guide: given = {} }: { readonly of?: string; readonly guide?: Partial<typeof guide> } = {},
) {
  const connections = [embedded(), connection(change)];
  const opened = await openWindow(emptyView({ connections }));
  opened.answer('connections:doors-guide', { ok: true, value: { ...guide, ...given } });
  await opened.user.click(screen.getByRole('button', { name: 'Connections' }));
  await opened.user.click(within(item('Connections', of)).getByRole('button', { name: 'More' }));
  await opened.user.click(screen.getByRole('menuitem', { name: 'Short links…' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Short links' }));
  return {
    ...opened,
    dialog,
    press: async (name: string) => opened.user.click(await dialog.findByRole('button', { name })),
  };
}

test('one button sets them up where Mayfly proposes, and says what was done', async () => {
  const { asked, answer, dialog, press } = await openDialog();
  expect(await dialog.findByText('https://s3.example.com/files-go/')).toBeDefined();
  expect(dialog.queryByRole('textbox')).toBeNull();
  answer('connections:set-up-doors', setUpAs(true, 'nothing', 'The bucket “files-go” was created.'));
  await press('Set up short links');
  const doors = { bucket: '', prefix: '', address: '', isUsual: false };
  expect(asked('connections:set-up-doors')).toEqual([[{ connectionId: 'c-studio', doors, isTold: false }]]);
  expect(await dialog.findByText('The bucket “files-go” was created.')).toBeDefined();
  expect(dialog.getByRole('status').textContent).toBe('Short links work.');
  await press('Done');
  expect(screen.queryByRole('dialog', { name: 'Short links' })).toBeNull();
});

test('a place of one’s own is sent, and a changed field takes stale results away', async () => {
  const { user, asked, answer, dialog, press } = await openDialog();
  await press('Another place');
  const bucket = dialog.getByRole('textbox', { name: 'Bucket for short links' });
  await user.clear(bucket);
  await user.type(bucket, 'doors');
  await user.clear(dialog.getByRole('textbox', { name: 'Public address' }));
  await user.type(dialog.getByRole('textbox', { name: 'Public address' }), 'https://go.example.com');
  await user.click(dialog.getByRole('switch', { name: 'A short link for every share' }));
  answer('connections:set-up-doors', setUpAs(false, 'nothing', 'Something stands in the way.'));
  await press('Set up short links');
  const { state: _proven, ...place } = there;
  const doors = { ...place, isUsual: true };
  expect(asked('connections:set-up-doors')).toEqual([[{ connectionId: 'c-studio', doors, isTold: false }]]);
  expect(await dialog.findByText('Something stands in the way.')).toBeDefined();
  await user.type(dialog.getByRole('textbox', { name: 'Folder' }), 'd/');
  expect(dialog.queryByText('Something stands in the way.')).toBeNull();
});

test('the policy is shown on request, copied, and opens where the provider refuses it', async () => {
  const { asked, answer, dialog, press } = await openDialog({ doors: there });
  await dialog.findByText('https://go.example.com/');
  expect(dialog.queryByRole('textbox', { name: 'Policy for short links' })).toBeNull();
  await press('Show the policy');
  answer('connections:copy-doors-policy', { ok: true, value: { isCopied: true } });
  await press('Copy policy');
  expect(asked('connections:copy-doors-policy')).toEqual([[{ connectionId: 'c-studio', bucket: 'doors', prefix: '' }]]);
  await press('Show the policy');
  answer('connections:set-up-doors', setUpAs(false, 'policy', 'The server does not take the policy.'));
  await press('Test and save');
  expect(await dialog.findByRole('textbox', { name: 'Policy for short links' })).toBeDefined();
});

test('keys that make no bucket are offered a folder', async () => {
  const { asked, answer, press } = await openDialog();
  answer('connections:set-up-doors', setUpAs(false, 'bucket', 'It could not be created.'));
  await press('Set up short links');
  await press('Use a folder of “files”');
  expect(asked('connections:doors-guide').at(-1)).toEqual([
    { connectionId: 'c-studio', bucket: 'files', prefix: 'd/' },
  ]);
});

test('an address that only its owner knows is asked for, with how the provider gives one', async () => {
  const { asked, dialog, press } = await openDialog({}, { guide: { address: '' } });
  expect(await dialog.findByText(guide.where)).toBeDefined();
  expect(dialog.getByRole('textbox', { name: 'Public address' })).toBeDefined();
  await press('Set up short links');
  expect(asked('connections:set-up-doors')).toEqual([]);
});

test('a provider without public objects is said, and nothing is asked', async () => {
  const { dialog } = await openDialog({}, { guide: { isPossible: false } });
  expect(await dialog.findByText(guide.where)).toBeDefined();
  expect(dialog.queryByRole('switch')).toBeNull();
});

test('open short links are left behind only by somebody who was told', async () => {
  const { asked, answer, dialog, press } = await openDialog({ doors: there });
  answer('connections:drop-doors', refused(failureView(new Failure('doors-in-use'))));
  await press('Turn off');
  expect(await dialog.findByText(/Short links of this connection are still open/)).toBeDefined();
  await press('Turn off all the same');
  expect(asked('connections:drop-doors').map(([input]) => input)).toEqual([
    { connectionId: 'c-studio', isTold: false },
    { connectionId: 'c-studio', isTold: true },
  ]);
});

test('public shares are said', async () => {
  const { dialog } = await openDialog({ doors: { ...there, state: 'shares-public' } });
  expect(dialog.getByText(/Everybody can read the files of this connection without a link/)).toBeDefined();
});

test.each([
  ['proven', 'Short links'],
  ['unproven', 'Short links do not work'],
] as const)('the row says that short links are %s', async (state, text) => {
  const { user } = await openWindow(emptyView({ connections: [connection({ doors: { ...there, state } })] }));
  await user.click(screen.getByRole('button', { name: 'Connections' }));
  expect(within(item('Connections', 'Studio')).getByText(text)).toBeDefined();
});

test('the form of a saved connection leads to them, and saves nothing by that', async () => {
  const { user, asked, answer } = await openWindow(
    emptyView({ connections: [embedded(), connection({ doors: there })] }),
  );
  answer('connections:doors-guide', { ok: true, value: guide });
  await user.click(screen.getByRole('button', { name: 'Connections' }));
  await user.click(within(item('Connections', 'Studio')).getByRole('button', { name: 'Edit' }));
  await user.click(screen.getByRole('button', { name: 'Advanced' }));
  expect(screen.getByText('https://go.example.com')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Short links…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Short links' }));
  await user.click(await dialog.findByRole('button', { name: 'Another place' }));
  await user.type(dialog.getByRole('textbox', { name: 'Folder' }), 'd/{Enter}');
  expect(asked('connections:save')).toEqual([]);
  expect(screen.getByRole('dialog', { name: 'Short links' })).toBeDefined();
});

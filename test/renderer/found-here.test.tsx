// What other programs know becomes a connection by one press; where more is needed, the form says what and goes there.
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { TakenView } from '../../preload/views/connection-views';
import type { ConnectionDraft } from '../../preload/connection-draft';
import { providerViews } from '../../main/ipc/connection-view';
import { refused } from './fake-bridge';
import { openWindow } from './open-window';
import { emptyView, failure } from './views';

const taken: TakenView = {
  pasteId: 'paste-2',
  others: 0,
  keyId: 'AKIA…MPLE',
  hasSecret: true,
  hasToken: false,
  provider: 'minio',
  endpoint: 'http://127.0.0.1:9000',
};
const storages = [{ id: 'f-1', program: 'rclone', name: 'home', host: '127.0.0.1:9000' }] as const;

async function openForm() {
  const opened = await openWindow(emptyView());
  const { user, answer, asked } = opened;
  answer('connections:providers', { ok: true, value: providerViews() });
  answer('credentials:profiles', {
    ok: true,
    value: [
      { name: 'work', kind: 'keys', region: 'eu-west-3' },
      { name: 'empty', kind: 'none' },
    ],
  });
  answer('connections:find', { ok: true, value: { storages, encrypted: false } });
  answer('connections:take-found', { ok: true, value: taken });
  answer('connections:buckets', { ok: true, value: ['only'] });
  answer('connections:save', { ok: true, value: { connectionId: 'c-new' } });
  await user.click(screen.getByRole('button', { name: 'Connections' }));
  await user.click(screen.getByRole('button', { name: 'Add connection' }));
  const press = async (name: string) => fireEvent.click(await screen.findByLabelText(name));
  const look = () => fireEvent.click(screen.getByText('Look on this computer'));
  const saved = () => (asked('connections:save').at(-1)?.[0] as { readonly draft: ConnectionDraft } | undefined)?.draft;
  return { ...opened, press, look, saved };
}
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

test('nothing is read before the button is pressed; with one bucket one press saves', async () => {
  const { asked, press, look, saved } = await openForm();
  expect([asked('connections:find'), asked('credentials:profiles')]).toEqual([[], []]);
  look();
  await press('Connect “home”');
  await waitFor(() => expect(saved()).toBeDefined());
  expect(saved()).toMatchObject({
    provider: 'minio',
    endpoint: 'http://127.0.0.1:9000',
    bucket: 'only',
    pasteId: 'paste-2',
  });
  expect(saved()).not.toHaveProperty('secretAccessKey');
});

test('of several buckets the person chooses', async () => {
  const { answer, press, look, saved } = await openForm();
  answer('connections:buckets', { ok: true, value: ['a', 'b'] });
  look();
  await press('Connect “home”');
  expect(await screen.findByText('Choose the bucket, then save.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(field('Bucket')));
  expect(saved()).toBeUndefined();
});

test('a bookmark fills the form, which asks for the secret', async () => {
  const { answer, press, look, saved, asked } = await openForm();
  const { provider: _provider, keyId: _keyId, ...rest } = taken;
  answer('connections:take-found', {
    ok: true,
    value: { ...rest, hasSecret: false, bucket: 'handoff', accessKeyId: 'DUCKKEY' },
  });
  look();
  await press('Connect “home”');
  expect(await screen.findByText(/Cyberduck does not give the secret away/)).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(field('Secret access key')));
  expect([field('Access key ID').value, field('Bucket').value, saved()]).toEqual(['DUCKKEY', 'handoff', undefined]);
  expect(asked('connections:buckets')).toEqual([]);
});

test('a profile of AWS stands beside them, and is saved as a profile', async () => {
  const { press, look, saved } = await openForm();
  look();
  await press('Connect “work”');
  await waitFor(() => expect(saved()).toBeDefined());
  expect(saved()).toMatchObject({
    endpoint: 'https://s3.eu-west-3.amazonaws.com',
    bucket: 'only',
    credentials: { kind: 'profile', profile: 'work' },
  });
  expect(screen.queryByLabelText('Connect “empty”')).toBeNull();
});

test('encrypted settings, nothing at all, and what is gone since, are said', async () => {
  const { answer, look, press } = await openForm();
  answer('credentials:profiles', { ok: true, value: [] });
  answer('connections:find', { ok: true, value: { storages: [], encrypted: true } });
  look();
  expect(await screen.findByText(/encrypted with a password/)).toBeDefined();
  answer('connections:find', { ok: true, value: { storages: [], encrypted: false } });
  look();
  expect(await screen.findByText(/name an S3 storage/)).toBeDefined();
  answer('connections:find', { ok: true, value: { storages, encrypted: false } });
  answer('connections:take-found', refused(failure({ code: 'found-gone', message: 'No longer there.' })));
  look();
  await press('Connect “home”');
  expect((await screen.findByRole('alert')).textContent).toContain('No longer there.');
});

test('a key that may not list buckets is told so quietly, once; a bucket that cannot be made stands at the field', async () => {
  const { answer, asked, user } = await openForm();
  answer('connections:buckets', refused(failure({ code: 'access-denied' })));
  for (const [name, value] of [
    ['Endpoint', 'https://nas.example.com'],
    ['Access key ID', 'AK'],
    ['Secret access key', 'secret'],
  ] as const)
    fireEvent.change(field(name), { target: { value } });
  await user.click(field('Bucket'));
  expect(await screen.findByText('This key may not list buckets: type the name of yours.')).toBeDefined();
  expect(field('Bucket').getAttribute('aria-invalid')).toBe('false');
  await user.click(field('Region'));
  await user.click(field('Bucket'));
  expect(asked('connections:buckets')).toHaveLength(1);

  answer('connections:buckets', { ok: true, value: [] });
  answer('connections:create-bucket', refused(failure({ code: 'bucket-name-taken', message: 'Taken.' })));
  await user.click(field('Secret access key'));
  await user.keyboard('2');
  await user.click(field('Bucket'));
  await user.type(field('Bucket'), 'mine');
  fireEvent.click(await screen.findByText('Create bucket “mine”'));
  expect(await screen.findByText(/^Taken\./)).toBeDefined();
  expect(field('Bucket').getAttribute('aria-invalid')).toBe('true');
  fireEvent.keyDown(field('Bucket'), { key: 'Escape' });
  expect(field('Bucket').value).toBe('mine');
});

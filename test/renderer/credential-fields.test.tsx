// A connection gets its credentials in whatever way people have them, and no secret stays in the page.
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { PastedView, ProfileView } from '../../preload/views/connection-views';
import type { ConnectionDraft } from '../../preload/connection-draft';
import { providerViews } from '../../main/ipc/connection-view';
import { refused } from './fake-bridge';
import { choose, openWindow } from './open-window';
import { connection, emptyView, failure, hourMs } from './views';

const profiles: readonly ProfileView[] = [
  { name: 'home', kind: 'keys', region: 'garage', endpoint: 'https://nas.example.com:9000', addressing: 'path' },
  { name: 'work', kind: 'role', detail: 'Share, 123456789012', source: 'base', region: 'eu-west-3' },
];
const pasted: PastedView = { pasteId: 'paste-1', others: 0, keyId: 'AKIA…MPLE', hasSecret: true, hasToken: false };

async function openForm(view = emptyView()) {
  const opened = await openWindow(view);
  const { user, answer } = opened;
  answer('connections:providers', { ok: true, value: providerViews() });
  answer('credentials:profiles', { ok: true, value: profiles });
  answer('connections:save', { ok: true, value: { connectionId: 'c-new' } });
  await user.click(screen.getByRole('button', { name: 'Connections' }));
  await user.click(
    screen.getByRole('button', {
      name: view.connections.some(({ kind }) => kind === 's3') ? 'Edit' : 'Add connection',
    }),
  );
  const saved = () =>
    (opened.asked('connections:save').at(-1)?.[0] as { readonly draft: ConnectionDraft } | undefined)?.draft;
  const save = async () => user.click(screen.getByText('Save connection').closest('button') ?? document.body);
  const from = (name: string) => user.click(screen.getByRole('radio', { name }));
  return { ...opened, saved, save, from };
}

// By label and text, not by role: computing every role of a form takes a second each time.
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const paste = (text: string) => fireEvent.paste(field('Text with keys'), { clipboardData: { getData: () => text } });

describe('pasted text', () => {
  test('goes to main, leaves nothing in the page, and fills what it tells', async () => {
    const { answer, asked, saved, save, from } = await openForm();
    answer('credentials:paste', {
      ok: true,
      value: { ...pasted, endpoint: 'https://nas.example.com:9000', region: 'garage', others: 2 },
    });
    await from('Paste');
    paste('accessKey=AKIA CANARY-secret');
    expect(asked('credentials:paste')).toEqual([[{ text: 'accessKey=AKIA CANARY-secret' }]]);
    const found = await screen.findByLabelText('What was recognised');
    expect(found.textContent).toContain('Access key ID AKIA…MPLESecret access key');
    expect(screen.getByText('2 more keys in it were left out.')).toBeDefined();
    expect(document.body.innerHTML).not.toContain('CANARY');
    expect([field('Endpoint').value, field('Region').value]).toEqual(['https://nas.example.com:9000', 'garage']);
    type('Bucket', 'files');
    await save();
    expect(saved()).toMatchObject({ pasteId: 'paste-1', credentials: { kind: 'kept' }, bucket: 'files' });
    expect(saved()).not.toHaveProperty('secretAccessKey');
  });

  test('without keys is said, and the next one is taken', async () => {
    const { answer, from } = await openForm();
    answer(
      'credentials:paste',
      refused(failure({ code: 'paste-unknown', message: 'No key in it.', next: 'Paste all of it.' })),
    );
    await from('Paste');
    paste('hello');
    expect((await screen.findByRole('alert')).textContent).toBe('No key in it. Paste all of it.');
    answer('credentials:paste', { ok: true, value: pasted });
    paste('again');
    expect(await screen.findByLabelText('What was recognised')).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('of a session says until when it lasts, or that it has ended', async () => {
    const { answer, from } = await openForm();
    await from('Paste');
    for (const [offset, text] of [
      [hourMs, /^These keys last until /],
      [-hourMs, /^These keys ended /],
    ] as const) {
      answer('credentials:paste', { ok: true, value: { ...pasted, hasToken: true, expiresAtMs: Date.now() + offset } });
      paste('session');
      expect(await screen.findByText(text)).toBeDefined();
      fireEvent.click(screen.getByText('Paste others'));
    }
  });

  test('with the name of a profile is that profile', async () => {
    const { answer, from } = await openForm();
    answer('credentials:paste', {
      ok: true,
      value: { pasteId: 'p', others: 0, hasSecret: false, hasToken: false, profile: 'work' },
    });
    await from('Paste');
    paste('export AWS_PROFILE=work');
    expect((await screen.findByRole('combobox', { name: 'AWS profile' })).textContent).toContain('work');
  });

  test('is missed when there is none, and half of it is not enough', async () => {
    const { answer, asked, save, from } = await openForm();
    await from('Paste');
    type('Bucket', 'files');
    await save();
    expect(screen.getByRole('alert').textContent).toBe('Paste the text with the keys.');
    answer('credentials:paste', { ok: true, value: { ...pasted, hasSecret: false } });
    paste('half');
    await screen.findByLabelText('What was recognised');
    await save();
    expect(screen.getByRole('alert').textContent).toContain('Only half of the keys is in it');
    expect(asked('connections:save')).toEqual([]);
  });
});

describe('a profile', () => {
  test('is chosen from those there are, says what it is, and brings its place', async () => {
    const { user, saved, save, from } = await openForm();
    await from('AWS profile');
    await screen.findByRole('combobox', { name: 'AWS profile' });
    await choose(user, 'AWS profile', 'work');
    const facts = screen.getByLabelText('What the profile is');
    expect(facts.textContent).toBe('Role Share, 123456789012, asked for by “base”Region eu-west-3');
    expect(field('Endpoint').value).toBe('https://s3.eu-west-3.amazonaws.com');
    await choose(user, 'AWS profile', 'home');
    expect(field('Endpoint').value).toBe('https://nas.example.com:9000');
    type('Bucket', 'files');
    await save();
    expect(saved()).toMatchObject({ credentials: { kind: 'profile', profile: 'home' }, addressing: 'path' });
    expect(JSON.stringify(saved())).not.toMatch(/accessKeyId|secret/);
  });

  test('that fails is said beside it', async () => {
    const { user, answer, save, from } = await openForm();
    await from('AWS profile');
    await screen.findByRole('combobox', { name: 'AWS profile' });
    await choose(user, 'AWS profile', 'work');
    type('Bucket', 'files');
    answer(
      'connections:save',
      refused(failure({ code: 'profile-unknown', message: 'There is no such profile.', next: 'Choose another.' })),
    );
    await save();
    expect((await screen.findByRole('alert')).textContent).toBe('There is no such profile. Choose another.');
  });

  test('of a known connection is shown and can be changed for keys', async () => {
    const known = connection({ secret: 'profile', profile: 'work' });
    const { user, saved, save, from } = await openForm(emptyView({ connections: [known] }));
    expect((await screen.findByRole('combobox', { name: 'AWS profile' })).textContent).toContain('work');
    await choose(user, 'AWS profile', 'home');
    expect(field('Endpoint').value).toBe(known.endpoint);
    await from('Access keys');
    type('Access key ID', 'AK');
    type('Secret access key', 'typed');
    await save();
    expect(saved()).toMatchObject({ credentials: { kind: 'kept' }, accessKeyId: 'AK', secretAccessKey: 'typed' });
  });

  test('that a file named is used only after somebody agreed', async () => {
    const known = connection({ secret: 'profile', profile: 'work', profileUnconfirmed: true });
    const { user, saved, save, answer } = await openForm(emptyView({ connections: [known] }));
    answer('connections:save', refused(failure({ code: 'keychain-locked' })));
    const agree = await screen.findByRole('switch', { name: 'Use the keys of “work”' });
    await save();
    expect(saved()).not.toHaveProperty('credentials');
    await user.click(agree);
    await save();
    expect(saved()).toMatchObject({ credentials: { kind: 'profile', profile: 'work' } });
    expect(screen.queryByRole('switch', { name: 'Use the keys of “work”' })).toBeNull();
  });

  test('addresses for links that a file brought are named in the list, and used only after somebody agreed', async () => {
    const unconfirmedAddresses = ['https://giver.example', 'https://go.giver.example'];
    const known = connection({ shareEndpoint: 'https://giver.example', unconfirmedAddresses });
    const { user, saved, save, answer } = await openForm(emptyView({ connections: [known] }));
    const message = 'Nobody has agreed.';
    answer('connections:save', refused(failure({ code: 'addresses-unconfirmed', message, next: 'Agree.' })));
    const name = 'Give links by https://giver.example, https://go.giver.example';
    const agree = await screen.findByRole('switch', { name });
    await save();
    expect(saved()).not.toHaveProperty('confirmsAddresses');
    expect((await screen.findByRole('alert')).textContent).toBe('Nobody has agreed. Agree.');
    await user.click(agree);
    await save();
    expect(saved()).toMatchObject({ confirmsAddresses: true });
    await user.click(screen.getByRole('button', { name: 'All connections' }));
    expect(screen.getByText(/^Links by https:\/\/giver\.example, .* not confirmed$/)).toBeDefined();
  });

  test('is none where there are no files', async () => {
    const { answer, from } = await openForm();
    answer('credentials:profiles', { ok: true, value: [] });
    await from('AWS profile');
    expect(await screen.findByText(/There are no profiles/)).toBeDefined();
  });
});

describe('typed keys', () => {
  test('with a token have an end, which goes along', async () => {
    const { saved, save } = await openForm();
    expect(screen.queryByLabelText('Session ends')).toBeNull();
    type('Bucket', 'files');
    type('Access key ID', 'AK');
    type('Secret access key', 's');
    type('Session token', 't');
    type('Session ends', '2030-01-01T10:00');
    expect(screen.getByText(/^These keys last until /)).toBeDefined();
    await save();
    expect(saved()).toMatchObject({ sessionToken: 't', sessionExpiresAtMs: new Date('2030-01-01T10:00').getTime() });
  });

  test('that have ended say so in the form and in the list', async () => {
    const ended = connection({ keysEndAtMs: Date.now() - hourMs });
    await openForm(emptyView({ connections: [ended] }));
    expect(screen.getByText(/^These keys ended /)).toBeDefined();
  });

  test('in the list say until when they last', async () => {
    const lasting = connection({ id: 'c-1', name: 'One', keysEndAtMs: Date.now() + hourMs });
    const ended = connection({ id: 'c-2', name: 'Two', keysEndAtMs: Date.now() - hourMs });
    const { user } = await openWindow(emptyView({ connections: [lasting, ended] }));
    await user.click(screen.getByRole('button', { name: 'Connections' }));
    const [one, two] = ['One', 'Two'].map((name) => screen.getByRole('listitem', { name }));
    expect(within(one ?? document.body).getByText(/^Keys until /)).toBeDefined();
    expect(within(two ?? document.body).getByText('Keys have ended')).toBeDefined();
  });
});

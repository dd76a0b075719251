// Encryption and short links in the drop zone and in the list: by the names that people with a screen reader and other tests rely on.
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { Shelf } from '../../renderer/app/shelf/Shelf';
import { item, openOptions, openWindow } from './open-window';
import { connection, emptyView, share } from './views';

const door = {
  bucket: 'doors',
  prefix: '',
  address: 'https://go.example.com',
  isUsual: false,
  state: 'proven',
} as const;
const encrypt = () => screen.getByRole('switch', { name: 'Encrypt' });
const shortLink = () => screen.queryByRole('switch', { name: 'Short link' });
const isOn = (element: HTMLElement | null) => element?.getAttribute('aria-checked') === 'true';

/** Shares what is on the clipboard. */
const paste = () => fireEvent.paste(document.body, { clipboardData: { types: ['text/plain'], files: [] } });

describe('the switch “Encrypt”', () => {
  test('stays on for the next shares; the password goes with one share and is in no markup', async () => {
    const { user, asked } = await openWindow(emptyView());
    await openOptions(user);
    expect([isOn(encrypt()), screen.queryByLabelText('Password')]).toEqual([false, null]);
    await user.click(encrypt());
    const chips = () => screen.getByRole('list', { name: 'Switched on' }).textContent;
    const password = () => screen.getByLabelText<HTMLInputElement>('Password');
    await user.type(password(), 'not in the link');
    expect(chips()).toBe('encrypted with a password');
    expect([password().type, document.body.innerHTML.includes('not in the link')]).toEqual(['password', false]);
    await user.click(screen.getByRole('button', { name: 'Show characters' }));
    expect([password().type, document.body.innerHTML.includes('not in the link')]).toEqual(['text', false]);
    paste();
    expect([asked('clipboard:share').at(-1), await screen.findByText('encrypted')]).toEqual([
      [{ options: { encrypt: true, password: 'not in the link' } }],
      expect.anything(),
    ]);
    expect([password().value, chips()]).toEqual(['', 'encrypted']);
    paste();
    expect(asked('clipboard:share').at(-1)).toEqual([{ options: { encrypt: true } }]);
  });

  test('takes a password that Mayfly makes, and says that it is copied until another is typed', async () => {
    const { user, asked, answer } = await openWindow(emptyView());
    answer('encryption:make-password', { ok: true, value: { password: 'a2b3-c4d5-e6f7-g8h9', isCopied: true } });
    await openOptions(user);
    await user.click(encrypt());
    await user.click(screen.getByRole('button', { name: 'Make a password' }));
    expect(await screen.findByText(/^Password copied\./)).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('a2b3-c4d5-e6f7-g8h9');
    paste();
    expect(asked('clipboard:share')).toEqual([[{ options: { encrypt: true, password: 'a2b3-c4d5-e6f7-g8h9' } }]]);
    expect(screen.queryByText(/^Password copied/)).toBeNull();
  });

  test('turned off forgets the password', async () => {
    const { user, asked } = await openWindow(emptyView());
    await openOptions(user);
    await user.click(encrypt());
    await user.type(screen.getByLabelText('Password'), 'secret');
    await user.click(encrypt());
    paste();
    await user.click(encrypt());
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('');
    expect(asked('clipboard:share')).toEqual([[{ options: {} }]]);
  });

  test('begins as the connection has it, says why it cannot be changed, and is not lost when the files go elsewhere', async () => {
    const to = (change: Parameters<typeof connection>[0]) =>
      emptyView({ connections: [connection({ isDefault: true, ...change })] });
    const { user, push } = await openWindow(to({ id: 'c-usual', encryption: 'usual' }));
    await openOptions(user);
    const said = (change: Parameters<typeof connection>[0]) => {
      push(to(change));
      return [isOn(encrypt()), encrypt().hasAttribute('data-disabled')];
    };
    expect(said({ id: 'c-usual', encryption: 'usual' })).toEqual([true, false]);
    expect(said({ id: 'c-demands', name: 'Archive', encryption: 'demanded' })).toEqual([true, true]);
    expect(screen.getAllByText('“Archive” demands it of everything.').length).toBeGreaterThan(0);
    expect(said({ id: 'c-pageless', showsPages: false })).toEqual([false, true]);
    expect(said({ id: 'c-other' })).toEqual([false, false]);
    await user.click(encrypt());
    expect(said({ id: 'c-another' })).toEqual([true, false]);
    await user.click(encrypt());
    expect(said({ id: 'c-usual', encryption: 'usual' })).toEqual([true, false]);
  });
});

describe('the switch “Short link”', () => {
  test('is there where the connection has doors, and begins as the connection has it', async () => {
    const studio = connection({ isDefault: true, doors: { ...door, isUsual: true } });
    const { user, asked } = await openWindow(emptyView({ connections: [studio] }));
    await openOptions(user);
    expect(isOn(shortLink())).toBe(true);
    await user.click(shortLink()!);
    paste();
    expect(asked('clipboard:share')).toEqual([[{ options: { door: false } }]]);
  });

  test('takes a name of its own for one share, and says that people can guess it', async () => {
    const studio = connection({ isDefault: true, doors: { ...door, isUsual: true } });
    const { user, asked } = await openWindow(emptyView({ connections: [studio] }));
    await openOptions(user);
    const name = () => screen.getByRole('textbox', { name: 'Name of the short link' });
    expect(screen.getByText(/^People can guess a name\./)).toBeDefined();
    await user.type(name(), 'Wed ding');
    expect(name().getAttribute('aria-invalid')).toBe('true');
    await user.clear(name());
    await user.type(name(), 'Wedding');
    expect(screen.getByText(`${door.address}/wedding: people can guess it.`)).toBeDefined();
    paste();
    paste();
    expect(asked('clipboard:share')).toEqual([
      [{ options: { door: true, doorName: 'wedding' } }],
      [{ options: { door: true } }],
    ]);
    await user.click(shortLink()!);
    expect(screen.queryByRole('textbox', { name: 'Name of the short link' })).toBeNull();
  });
});

test('where the connection has no short links there is a quiet way to set them up', async () => {
  const { user } = await openWindow(emptyView({ connections: [connection({ isDefault: true })] }));
  await openOptions(user);
  expect(shortLink()).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Set up short links for “Studio”…' }));
  expect(await screen.findByRole('dialog', { name: 'Short links' })).toBeDefined();
});

test('the shelf encrypts by the rule of the default connection, or as its switch says', async () => {
  const home = connection({ isDefault: true, encryption: 'usual' });
  const { user, asked } = await openWindow(emptyView({ connections: [home] }), { page: <Shelf /> });
  expect(isOn(encrypt())).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Screenshot' }));
  await user.click(encrypt());
  await user.click(screen.getByRole('button', { name: 'Share clipboard' }));
  expect([asked('screenshot:share'), asked('clipboard:share')]).toEqual([
    [[{ options: { encrypt: true } }]],
    [[{ options: { encrypt: false } }]],
  ]);
});

describe('an encrypted share', () => {
  test('says so in its row, and in its details what that promises', async () => {
    const shares = [share(Date.now(), { kind: 'page', encryption: 'password' })];
    const { user } = await openWindow(emptyView({ shares }));
    const row = item('Shares', 'report.pdf');
    expect(within(row).getByText('encrypted, password')).toBeDefined();
    await user.click(within(row).getByRole('button', { name: 'report.pdf' }));
    const details = await screen.findByRole('region', { name: 'Details' });
    expect(details.textContent).toContain('The link opens nothing without the password.');
  });
});

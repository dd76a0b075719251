// @vitest-environment happy-dom
// Encryption and short links in the drop zone and in the list: by the names that people with a screen reader and other tests rely on.
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { Shelf } from '../../renderer/app/shelf/Shelf';
import { choose, item, openWindow } from './open-window';
import { connection, embedded, emptyView, share } from './views';

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

describe('the switch “Encrypt”', () => {
  test('stays on for the next shares; the password goes with one share and is in no markup', async () => {
    const { user, asked } = await openWindow(emptyView());
    expect([isOn(encrypt()), screen.queryByLabelText('Password')]).toEqual([false, null]);
    await user.click(encrypt());
    const password = () => screen.getByLabelText<HTMLInputElement>('Password');
    await user.type(password(), 'not in the link');
    expect([password().type, document.body.innerHTML.includes('not in the link')]).toEqual(['password', false]);
    await user.click(screen.getByRole('button', { name: 'Show characters' }));
    expect([password().type, document.body.innerHTML.includes('not in the link')]).toEqual(['text', false]);
    await user.click(screen.getByRole('button', { name: 'Share clipboard' }));
    expect(password().value).toBe('');
    await user.click(screen.getByRole('button', { name: 'Share clipboard' }));
    const wish = { inline: false, encrypt: true };
    expect(asked('clipboard:share')).toEqual([[{ wish: { ...wish, password: 'not in the link' } }], [{ wish }]]);
  });

  test('turned off forgets the password', async () => {
    const { user, asked } = await openWindow(emptyView());
    await user.click(encrypt());
    await user.type(screen.getByLabelText('Password'), 'secret');
    await user.click(encrypt());
    await user.click(screen.getByRole('button', { name: 'Share clipboard' }));
    await user.click(encrypt());
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('');
    expect(asked('clipboard:share')).toEqual([[{ wish: { inline: false } }]]);
  });

  test('begins as the connection has it, and says why it cannot be changed', async () => {
    const usual = connection({ id: 'c-usual', name: 'Usual', encryption: 'usual' });
    const demands = connection({ id: 'c-demands', name: 'Archive', encryption: 'demanded' });
    const pageless = connection({ id: 'c-pageless', name: 'Pageless', showsPages: false });
    const { user, asked } = await openWindow(emptyView({ connections: [embedded(), usual, demands, pageless] }));
    const said = async (name: string) => {
      await choose(user, 'Files go to', name);
      return [isOn(encrypt()), encrypt().hasAttribute('data-disabled')];
    };
    expect(await said('Usual')).toEqual([true, false]);
    expect(await said('Archive')).toEqual([true, true]);
    expect(screen.getByText(/^“Archive” demands it of everything\. Recipients/)).toBeDefined();
    expect(await said('Pageless')).toEqual([false, true]);
    expect(await said('This computer')).toEqual([false, false]);
    await choose(user, 'Files go to', 'Usual');
    await user.click(encrypt());
    await user.click(screen.getByRole('button', { name: 'Share clipboard' }));
    expect(asked('clipboard:share')).toEqual([[{ wish: { inline: false, connectionId: 'c-usual', encrypt: false } }]]);
  });

  test('is not lost when the files go elsewhere', async () => {
    const { user } = await openWindow(emptyView({ connections: [embedded(), connection()] }));
    await user.click(encrypt());
    await choose(user, 'Files go to', 'Studio');
    expect(isOn(encrypt())).toBe(true);
  });
});

describe('the switch “Short link”', () => {
  test('is there where the connection has doors, and begins as the connection has it', async () => {
    const studio = connection({ doors: { ...door, isUsual: true } });
    const { user, asked } = await openWindow(emptyView({ connections: [embedded(), studio] }));
    expect(shortLink()).toBeNull();
    await choose(user, 'Files go to', 'Studio');
    expect(isOn(shortLink())).toBe(true);
    await user.click(shortLink()!);
    await user.click(screen.getByRole('button', { name: 'Share clipboard' }));
    expect(asked('clipboard:share')).toEqual([[{ wish: { inline: false, connectionId: 'c-studio', door: false } }]]);
  });

  test('takes a name of its own for one share, and says that people can guess it', async () => {
    const studio = connection({ isDefault: true, doors: { ...door, isUsual: true } });
    const { user, asked } = await openWindow(emptyView({ connections: [studio] }));
    await user.click(screen.getByRole('button', { name: 'Add a message' }));
    const name = () => screen.getByRole('textbox', { name: 'Name of the short link' });
    expect(screen.getByText(/^People can guess a name\./)).toBeDefined();
    await user.type(name(), 'Wed ding');
    expect(name().getAttribute('aria-invalid')).toBe('true');
    await user.clear(name());
    await user.type(name(), 'Wedding');
    expect(screen.getByText(`${door.address}/wedding: people can guess it.`)).toBeDefined();
    const share = screen.getByRole('button', { name: 'Share clipboard' });
    await user.click(share);
    await user.click(share);
    expect(asked('clipboard:share')).toEqual([
      [{ wish: { inline: false, door: true, doorName: 'wedding' } }],
      [{ wish: { inline: false, door: true } }],
    ]);
    await user.click(shortLink()!);
    expect(screen.queryByRole('textbox', { name: 'Name of the short link' })).toBeNull();
  });
});

test('where the connection has no short links there is a quiet way to set them up', async () => {
  const { user } = await openWindow(emptyView({ connections: [connection({ isDefault: true })] }));
  expect(shortLink()).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Add a message' }));
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
    [[{ wish: { inline: false, encrypt: true } }]],
    [[{ wish: { inline: false, encrypt: false } }]],
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

// What is set here must reach main, and what main says of the keychain must be read here.
import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { AppView } from '../../preload/views/views';
import { choose, openWindow } from './open-window';
import { emptyView, failure, keychainFailure } from './views';

afterEach(() => {
  delete document.documentElement.dataset['theme'];
  delete document.documentElement.dataset['density'];
});

async function openSettings(view = emptyView()) {
  const opened = await openWindow(view);
  await opened.user.click(screen.getByRole('button', { name: 'Settings' }));
  await opened.user.click(screen.getByRole('button', { name: 'Advanced' }));
  return opened;
}

test('the way between the screens says where one is', async () => {
  await openSettings();
  const [shares, connections, settings] = ['Shares', 'Connections', 'Settings'].map((name) =>
    screen.getByRole('button', { name }).getAttribute('aria-current'),
  );
  expect([shares, connections, settings]).toEqual([null, null, 'page']);
  expect(screen.getByRole('navigation')).toBeDefined();
});

test('the default lifetime, the theme and the spacing are saved', async () => {
  const { user, asked } = await openSettings();
  await choose(user, 'Link expires in', '1 hour');
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  await user.click(screen.getByRole('radio', { name: 'Compact' }));
  expect(asked('settings:save')).toEqual([[{ expirySeconds: 3600 }], [{ theme: 'dark' }], [{ density: 'compact' }]]);
});

test('the share of the network is saved, and one set elsewhere is shown', async () => {
  const { user, asked } = await openSettings(emptyView({ bandwidthBytesPerSecond: 1_048_576, parallel: 24 }));
  expect(screen.getByRole('combobox', { name: 'Speed limit' }).textContent).toContain('1 MB/s');
  expect(screen.getByRole('combobox', { name: 'Requests at once' }).textContent).toContain('24');
  await choose(user, 'Speed limit', 'No limit');
  await choose(user, 'Requests at once', '8');
  expect(asked('settings:save')).toEqual([[{ bandwidthBytesPerSecond: 0 }], [{ parallel: 8 }]]);
});

describe('the theme', () => {
  test.each([
    ['light', 'light'],
    ['dark', 'dark'],
    ['system', undefined],
  ] as const)('%s is told to the style sheet as %s', async (theme, told) => {
    const { push } = await openWindow(emptyView({ theme: 'dark' }));
    push(emptyView({ theme }));
    expect(document.documentElement.dataset['theme']).toBe(told);
  });
});

test('the spacing is told to the style sheet', async () => {
  const { push } = await openWindow(emptyView());
  expect(document.documentElement.dataset['density']).toBe('comfortable');
  push(emptyView({ density: 'compact' }));
  expect(document.documentElement.dataset['density']).toBe('compact');
});

describe('the keychain', () => {
  test('that works says so', async () => {
    await openSettings();
    expect(screen.getByText('Your secrets are kept in the keychain of this computer.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  test('that does not work says why and can be asked again', async () => {
    const { user, asked } = await openSettings(emptyView({ keychain: keychainFailure() }));
    expect(screen.getByText('No keychain service is running on this computer.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(asked('keychain:retry').length).toBe(1);
  });
});

test('the licences of what Mayfly holds are opened', async () => {
  const { user, asked } = await openSettings();
  await user.click(screen.getByRole('button', { name: 'Licences' }));
  expect(asked('licences:open')).toEqual([[]]);
});

test('the version can be read', async () => {
  await openSettings(emptyView({ version: '9.8.7' }));
  expect(screen.getByText('Mayfly 9.8.7')).toBeDefined();
});

describe('the keys that work everywhere', () => {
  const field = () => screen.getByRole('button', { name: /^Share the clipboard from anywhere/ });
  const withDesktop = (change: Partial<AppView['desktop']>) =>
    emptyView({ desktop: { ...emptyView().desktop, ...change } });

  test('are recorded by pressing them, while the old ones rest', async () => {
    const { user, asked } = await openSettings();
    expect(field().textContent).toBe('Ctrl+Shift+U');
    await user.click(field());
    expect(field().textContent).toBe('Press the new keys…');
    await user.keyboard('u');
    expect(screen.getByText('Hold Ctrl, Alt or Super as well.')).toBeDefined();
    await user.keyboard('{Alt>}{Shift>}[KeyM]{/Shift}{/Alt}');
    expect(asked('settings:save-desktop')).toEqual([[{ shortcut: 'Alt+Shift+M' }]]);
    await user.click(field());
    await user.keyboard('{Escape}');
    expect(asked('shortcut:record')).toEqual([
      [{ recording: true }],
      [{ recording: false }],
      [{ recording: true }],
      [{ recording: false }],
    ]);
    await user.click(screen.getByRole('button', { name: 'Turn off' }));
    expect(asked('settings:save-desktop').at(-1)).toEqual([{ shortcut: '' }]);
  });

  test.each<[Partial<AppView['desktop']>, string]>([
    [{ shortcutState: 'taken' }, 'Another program has Ctrl+Shift+U. Choose other keys.'],
    [
      { shortcutState: 'asked' },
      'In this session the desktop decides about Ctrl+Shift+U; its own settings show what became of it.',
    ],
    [
      { shortcutState: 'by-hand' },
      'This desktop gives keys to no program. Its keyboard settings can bind some to the command mayfly --share-clipboard.',
    ],
    [{ shortcut: '', shortcutState: 'off' }, 'No keys'],
  ])('with %j say “%s”', async (desktop, text) => {
    await openSettings(withDesktop(desktop));
    expect(screen.getByText(text)).toBeDefined();
  });
});

test('what a desktop cannot do is said and cannot be switched on', async () => {
  const desktop = { ...emptyView().desktop, hasTray: false, canStandAtEdge: false };
  await openSettings(emptyView({ desktop }));
  for (const name of [/right edge/, /in the tray when/]) {
    expect(screen.getByRole('switch', { name }).getAttribute('aria-disabled')).toBe('true');
  }
  expect(screen.getByText(/shows no tray icons/)).toBeDefined();
});

describe('a proxy', () => {
  const host = 'proxy.example:3128';

  test('that is not there is said to be not there', async () => {
    await openSettings();
    expect(await screen.findByText('Your storage is reached without a proxy.')).toBeDefined();
    expect(screen.queryByLabelText('Proxy name')).toBeNull();
  });

  test('is told its own name and password, which are gone from the page at once', async () => {
    const { user, asked, answer } = await openWindow(emptyView());
    answer('proxies:read', { ok: true, value: [{ host }] });
    await user.click(screen.getByRole('button', { name: 'Settings' }));
    await user.click(screen.getByRole('button', { name: 'Advanced' }));
    const form = await screen.findByRole('form', { name: host });
    expect(form.textContent).toContain('No password is known for it.');
    const save = within(form).getByRole<HTMLButtonElement>('button', { name: 'Save proxy password' });
    expect(save.disabled).toBe(true);
    await user.type(within(form).getByLabelText('Proxy name'), 'me');
    await user.type(within(form).getByLabelText('Proxy password'), 'secret{Enter}');
    expect(asked('proxies:save')).toEqual([[{ host, user: 'me', password: 'secret' }]]);
    expect(within(form).getByLabelText<HTMLInputElement>('Proxy password').value).toBe('');
  });

  test('whose password is known can be forgotten', async () => {
    const { user, asked, answer } = await openWindow(emptyView());
    answer('proxies:read', { ok: true, value: [{ host, user: 'me' }] });
    await user.click(screen.getByRole('button', { name: 'Settings' }));
    await user.click(screen.getByRole('button', { name: 'Advanced' }));
    const form = await screen.findByRole('form', { name: host });
    expect(form.textContent).toContain('The password of me is known.');
    answer('proxies:read', { ok: true, value: [{ host }] });
    await user.click(within(form).getByRole('button', { name: 'Forget proxy password' }));
    expect(asked('proxies:forget')).toEqual([[{ host }]]);
    expect(await screen.findByText('No password is known for it.')).toBeDefined();
  });
});

describe('updates', () => {
  const offered = {
    kind: 'offered',
    version: '0.2.0',
    notes: 'Faster.\n<b>Not bold</b>',
    waitsForUploads: false,
  } as const;
  const install = () => screen.queryByRole<HTMLButtonElement>('button', { name: 'Install and restart' });
  const check = () => screen.queryByRole<HTMLButtonElement>('button', { name: 'Check for updates' });

  test('are looked for when asked to', async () => {
    const { user, asked } = await openSettings();
    expect(install()).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Check for updates' }));
    expect(asked('updates:check')).toHaveLength(1);
  });

  test('show what is new as the text it is, and are installed when asked to', async () => {
    const { user, asked } = await openSettings(emptyView({ update: offered }));
    const news = screen.getByRole('region', { name: 'What is new' });
    expect(news.textContent).toContain('Faster.\n<b>Not bold</b>');
    expect(news.querySelector('b')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Install and restart' }));
    expect(asked('updates:install')).toHaveLength(1);
  });

  test('wait for uploads, and say so', async () => {
    await openSettings(emptyView({ update: { ...offered, waitsForUploads: true } }));
    expect(install()?.disabled).toBe(true);
    expect(screen.getByText('It can be installed when the uploads are done.')).toBeDefined();
  });

  test.each<[AppView['update'], string, boolean, boolean]>([
    [{ kind: 'looking', waitsForUploads: false }, 'Looking for a newer version…', false, false],
    [{ kind: 'current', waitsForUploads: false }, 'You have the newest version.', false, true],
    [
      { kind: 'stale', stale: 'old', waitsForUploads: false },
      'What the server says about updates is more than 90 days old, so it may hide a newer version. Nothing of it is offered.',
      false,
      true,
    ],
    [
      { kind: 'stale', stale: 'replayed', waitsForUploads: false },
      'What the server says about updates is older than what it said before, so it may hide a newer version. Nothing of it is offered.',
      false,
      true,
    ],
    [{ ...offered, kind: 'fetching', percent: 40 }, 'Fetching Mayfly 0.2.0: 40%', false, false],
    [{ ...offered, kind: 'ready' }, 'Mayfly 0.2.0 is fetched and checked.', true, false],
    [
      { kind: 'failed', waitsForUploads: false, failure: failure({ message: 'Not signed.' }) },
      'Not signed.',
      false,
      true,
    ],
    [{ ...offered, kind: 'failed', failure: failure({ message: 'Damaged.' }) }, 'Damaged.', true, true],
  ])('in state %j say “%s”', async (update, text, canInstall, canCheck) => {
    await openSettings(emptyView({ update }));
    expect(screen.getByText(text)).toBeDefined();
    expect(install() !== null).toBe(canInstall);
    expect(check()?.disabled).toBe(!canCheck);
    // Nobody wants to hear every percent.
    const spoken = screen.getAllByRole('status').find((region) => region.textContent?.includes(text));
    expect(spoken?.getAttribute('aria-live')).toBe(update.kind === 'fetching' ? 'off' : 'polite');
  });

  test('of a package that something else updates are not looked for', async () => {
    await openSettings(emptyView({ update: { kind: 'off', waitsForUploads: false } }));
    expect(screen.getByText('This Mayfly is updated the way you installed it.')).toBeDefined();
    expect(check()).toBeNull();
  });
});

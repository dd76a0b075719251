// Storage is connected here, and the secret that is typed here must never be seen here again.
import { act, fireEvent, screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { ConnectionDraft } from '../../preload/connection-draft';
import type { Outcome } from '../../preload/contract';
import { limitedExamination, runningExamination } from './examinations';
import { refused, type FakeBridge } from './fake-bridge';
import { choose, item, openWindow } from './open-window';
import { connection, embedded, emptyView, failure, keychainFailure } from './views';

const view = emptyView({ connections: [embedded(), connection()] });

/** What live regions say. */
const spoken = () => screen.getAllByRole('status').flatMap(({ textContent }) => textContent || []);

async function openConnections(before?: (fake: FakeBridge) => void) {
  const opened = await openWindow(view, before === undefined ? {} : { before });
  await opened.user.click(screen.getByRole('button', { name: 'Connections' }));
  return opened;
}

async function openForm(before?: (fake: FakeBridge) => void) {
  const opened = await openConnections(before);
  await opened.user.click(screen.getByRole('button', { name: 'Add connection' }));
  return opened;
}

async function fill(user: UserEvent) {
  const typed = { Name: 'Attic', Bucket: 'drop', 'Access key ID': 'AKIA', 'Secret access key': 'hunter2' };
  for (const [label, text] of Object.entries(typed)) {
    await user.click(screen.getByLabelText(label));
    // Every key would draw the whole form again.
    await user.paste(text);
  }
}

describe('the list', () => {
  test('shows where each is and which is the default', async () => {
    await openConnections();
    expect(item('Connections', 'This computer').textContent).toContain('Default');
    const studio = item('Connections', 'Studio').textContent;
    expect(studio).toMatch(/Cloudflare R2.*studio-handoff.*d41d8cd9\.r2\.cloudflarestorage\.com/);
    expect(studio).not.toContain('Default');
  });

  test('changes the default', async () => {
    const { user, asked } = await openConnections();
    await user.click(screen.getByRole('button', { name: 'Make default' }));
    expect(asked('connections:set-default')).toEqual([[{ connectionId: 'c-studio' }]]);
  });

  test('the bucket on this computer is not edited, and its removal says that its links end', async () => {
    const { user, asked } = await openConnections();
    const here = item('Connections', 'This computer');
    expect(within(here).queryByRole('button', { name: 'Edit' })).toBeNull();
    const dialog = await openRemoval(user, 'This computer');
    expect(dialog.textContent).toContain('its links stop working');
    expect(within(dialog).queryByRole('radio')).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Keep it' }));
    expect([screen.queryByRole('dialog'), asked('connections:remove')]).toEqual([null, []]);
  });

  test('shows what each has of its own, and its colour beside its name only', async () => {
    const { push } = await openConnections();
    push(
      emptyView({
        connections: [
          embedded(),
          connection({ colour: 'teal', defaultExpirySeconds: 3_600, bandwidthBytesPerSecond: 2_000_000 }),
        ],
      }),
    );
    const studio = item('Connections', 'Studio');
    expect(studio.textContent).toMatch(/Links live 1 hour.*At most 2 MB\/s/);
    expect(studio.querySelector('[data-colour="teal"]')?.getAttribute('aria-hidden')).toBe('true');
  });
});

async function openRemoval(user: UserEvent, name: string) {
  await user.click(within(item('Connections', name)).getByRole('button', { name: 'More' }));
  await user.click(screen.getByRole('menuitem', { name: 'Remove…' }));
  return screen.findByRole('dialog', { name: `Remove “${name}”?` });
}

describe('removing one', () => {
  const withLinks = (live: number, linked = 0) =>
    openConnections((fake) => fake.answer('connections:live-links', { ok: true, value: { live, linked } }));

  test('without open links asks nothing more', async () => {
    const { user, asked } = await openConnections();
    const dialog = await openRemoval(user, 'Studio');
    expect(await within(dialog).findByText(/No link to it is open/)).toBeDefined();
    expect(within(dialog).queryByRole('radio')).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Remove connection' }));
    expect(asked('connections:remove')).toEqual([[{ connectionId: 'c-studio', links: 'keep' }]]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('says how many links are open, and keeps them unless something else is chosen', async () => {
    const { user, asked } = await withLinks(12, 1);
    const dialog = await openRemoval(user, 'Studio');
    expect(await within(dialog).findByText('12 links to it are still open.')).toBeDefined();
    expect(dialog.textContent).toContain('1 of them leads to what was in the bucket before');
    expect(within(dialog).getByRole('radio', { name: 'Keep them until their end' }).getAttribute('aria-checked')).toBe(
      'true',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Remove connection' }));
    expect(asked('connections:remove')).toEqual([[{ connectionId: 'c-studio', links: 'keep' }]]);
  });

  test('takes them back where that was chosen, by keyboard too', async () => {
    const { user, asked } = await withLinks(1);
    const dialog = await openRemoval(user, 'Studio');
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Keep it' }));
    act(() => within(dialog).getByRole('radio', { name: 'Keep them until their end' }).focus());
    await user.keyboard('{ArrowDown}');
    await user.click(within(dialog).getByRole('button', { name: 'Remove connection' }));
    expect(asked('connections:remove')).toEqual([[{ connectionId: 'c-studio', links: 'take-back' }]]);
  });

  test('that fails says why and stays open', async () => {
    const { user } = await openConnections((fake) =>
      fake.answer('connections:remove', refused(failure({ message: 'A link still opens.' }))),
    );
    const dialog = await openRemoval(user, 'Studio');
    await user.click(within(dialog).getByRole('button', { name: 'Remove connection' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('A link still opens.');
  });
});

describe('several', () => {
  const three = emptyView({
    connections: [embedded(), connection(), connection({ id: 'c-nas', name: 'Attic', secret: 'missing' })],
  });
  const openThree = async (before?: (fake: FakeBridge) => void) => {
    const opened = await openConnections(before);
    opened.push(three);
    return opened;
  };
  const openMenu = (user: UserEvent, name: string) =>
    user.click(within(item('Connections', name)).getByRole('button', { name: 'More' }));
  const pick = async (user: UserEvent, name: string, entry: string) => {
    await openMenu(user, name);
    await user.click(await screen.findByRole('menuitem', { name: entry }));
  };
  /** By the keyboard, because happy-dom places nothing and the submenu lets no pointer through. */
  const pickBelow = async (user: UserEvent, name: string, entry: string) => {
    await openMenu(user, name);
    (await screen.findByRole('menuitem', { name: 'Move or copy' })).focus();
    await user.keyboard('{ArrowRight}');
    (await screen.findByRole('menuitem', { name: entry })).focus();
    await user.keyboard('{Enter}');
  };

  test('are moved by the menu, which says where they stand then', async () => {
    const { user, asked } = await openThree();
    await pickBelow(user, 'Studio', 'Move up');
    expect(screen.getByText('“Studio” is number 1 of 3 now.')).toBeDefined();
    await pickBelow(user, 'Studio', 'Move down');
    expect(asked('connections:order')).toEqual([
      [{ connectionIds: ['c-studio', 'c-here', 'c-nas'] }],
      [{ connectionIds: ['c-here', 'c-nas', 'c-studio'] }],
    ]);
  });

  test('the first cannot go up, nor the last down, nor a single one anywhere', async () => {
    const { user, push } = await openThree();
    const moves = async (name: string) => {
      await openMenu(user, name);
      await user.click(await screen.findByRole('menuitem', { name: 'Move or copy' }));
      const entries = await screen.findAllByRole('menuitem', { name: /^Move (up|down)|^Duplicate/ });
      await user.keyboard('{Escape}{Escape}');
      return entries.map(({ textContent }) => textContent).filter((text) => text.startsWith('Move'));
    };
    expect([await moves('This computer'), await moves('Attic')]).toEqual([['Move down'], ['Move up']]);
    push(emptyView({ connections: [connection()] }));
    expect(await moves('Studio')).toEqual([]);
  });

  test('are moved by dragging', async () => {
    const { asked } = await openThree();
    const data = new Map<string, string>();
    const dataTransfer = {
      setData: (type: string, value: string) => void data.set(type, value),
      getData: (type: string) => data.get(type) ?? '',
      get types() {
        return [...data.keys()];
      },
    };
    fireEvent.dragStart(item('Connections', 'This computer'), { dataTransfer });
    fireEvent.dragOver(item('Connections', 'Attic'), { dataTransfer });
    fireEvent.drop(item('Connections', 'Attic'), { dataTransfer });
    expect(asked('connections:order')).toEqual([[{ connectionIds: ['c-studio', 'c-nas', 'c-here'] }]]);
    expect(asked('files:share')).toEqual([]);
  });

  test('an upload that is dragged here moves nothing', async () => {
    const { asked } = await openThree();
    const dataTransfer = { getData: () => 'c-here', types: ['application/x-mayfly-upload'] };
    fireEvent.drop(item('Connections', 'Attic'), { dataTransfer });
    expect(asked('connections:order')).toEqual([]);
  });

  test('are renamed without their keys, and a name that is taken is said there', async () => {
    const { user, asked } = await openThree((fake) =>
      fake.answer(
        'connections:rename',
        refused(failure({ message: 'There is already one.', next: 'Choose another.' })),
      ),
    );
    await pick(user, 'Attic', 'Rename…');
    const dialog = await screen.findByRole('dialog', { name: 'Rename connection' });
    const field = within(dialog).getByRole('textbox', { name: 'Name' });
    await user.clear(field);
    await user.type(field, ' Studio {Enter}');
    expect(asked('connections:rename')).toEqual([[{ connectionId: 'c-nas', name: 'Studio' }]]);
    expect(dialog.textContent).toContain('There is already one. Choose another.');
  });

  test('are duplicated and exported, the bucket on this computer excepted', async () => {
    const { user, asked } = await openThree();
    await pickBelow(user, 'Studio', 'Duplicate without keys');
    await pickBelow(user, 'Studio', 'Export…');
    await user.click(screen.getByRole('button', { name: 'Export all…' }));
    expect(asked('connections:duplicate')).toEqual([[{ connectionId: 'c-studio' }]]);
    expect(asked('connections:export')).toEqual([
      [{ connectionIds: ['c-studio'] }],
      [{ connectionIds: ['c-studio', 'c-nas'] }],
    ]);
    await openMenu(user, 'This computer');
    expect(screen.queryByRole('menuitem', { name: 'Export…' })).toBeNull();
  });

  test('have a watched folder, which is chosen, changed and taken away in its dialog', async () => {
    const { user, asked, push } = await openThree((fake) => {
      fake.answer('connections:watch-folder', refused(failure({ message: 'Not that one.', next: 'Choose another.' })));
    });
    await pick(user, 'Studio', 'Watched folder…');
    const dialog = await screen.findByRole('dialog', { name: 'Watched folder' });
    await user.click(within(dialog).getByRole('button', { name: 'Choose folder…' }));
    expect(asked('connections:watch-folder')).toEqual([[{ connectionId: 'c-studio' }]]);
    expect((await within(dialog).findByRole('alert')).textContent).toContain('Not that one.');
    const watched = { path: '/home/me/Screenshots', name: 'Screenshots', copies: true, isAway: true };
    push(emptyView({ connections: [connection({ watched })] }));
    expect(await within(dialog).findByText('/home/me/Screenshots')).toBeDefined();
    expect(dialog.textContent).toContain('The folder is not there now.');
    await user.click(within(dialog).getByRole('radio', { name: 'Only list it' }));
    expect(asked('connections:watch-copies')).toEqual([[{ connectionId: 'c-studio', copies: false }]]);
    await user.click(within(dialog).getByRole('button', { name: 'Stop watching' }));
    expect(asked('connections:stop-watching')).toEqual([[{ connectionId: 'c-studio' }]]);
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));
    push(emptyView({ connections: [connection({ watched: { ...watched, isAway: false } })] }));
    expect(await screen.findByText('Watches “Screenshots”')).toBeDefined();
  });

  test.each([
    [{ imported: 2, skipped: [], addresses: [] }, '2 connections were added. Edit each to give it its keys.'],
    [
      { imported: 1, skipped: [], addresses: ['https://giver.example'] },
      '1 connection was added. Edit it to give it its keys. Their links would go by https://giver.example. None is made before you edit the connection and agree.',
    ],
    [{ imported: 0, skipped: ['Studio'], addresses: [] }, 'Nothing was added: all of it is here already.'],
    [undefined, 'Exported files hold no keys.'],
  ])('are imported: %j', async (value, said) => {
    const { user } = await openThree((fake) => fake.answer('connections:import', { ok: true, value }));
    await user.click(screen.getByRole('button', { name: 'Import…' }));
    expect(await screen.findByText(said)).toBeDefined();
  });
});

describe('the rule of a bucket', () => {
  const plan = {
    bucket: 'studio-handoff',
    prefix: 'shares/',
    expireAfterDays: 8,
    abortUploadsAfterDays: 7,
    change: 'new',
    others: 2,
    wantedLonger: 1,
  } as const;
  const open = async (first: Outcome<unknown>, saved: Outcome<unknown> = first) => {
    const { user, asked } = await openWindow(emptyView({ connections: [connection()] }), {
      before(fake) {
        fake.answer('connections:bucket-rule', first);
        fake.answer('connections:save-bucket-rule', saved);
      },
    });
    await user.click(screen.getByRole('button', { name: 'Connections' }));
    await user.click(screen.getByRole('button', { name: 'More' }));
    await user.click(screen.getByRole('menuitem', { name: 'Clean-up rule…' }));
    return { user, asked, dialog: await screen.findByRole('dialog', { name: 'Clean-up rule' }) };
  };

  test('is shown whole, and written only when somebody agrees', async () => {
    const { user, asked, dialog } = await open({ ok: true, value: plan });
    for (const text of [
      'what begins with “shares/” is deleted 8 days after it was stored',
      '2 other rules stay as they are',
      '1 share is wanted longer',
    ]) {
      expect(dialog.textContent).toContain(text);
    }
    expect(asked('connections:save-bucket-rule')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Write the rule' }));
    expect(asked('connections:save-bucket-rule')).toEqual([[{ connectionId: 'c-studio' }]]);
    expect(dialog.textContent).toContain('The bucket has this rule.');
    expect(within(dialog).queryByRole('button', { name: 'Write the rule' })).toBeNull();
  });

  test('that is there needs no writing', async () => {
    const { dialog } = await open({ ok: true, value: { ...plan, change: 'there' } });
    expect(dialog.textContent).toContain('The bucket has this rule.');
    expect(within(dialog).queryByRole('button', { name: 'Write the rule' })).toBeNull();
  });

  test('that cannot be, says why', async () => {
    const { dialog } = await open(refused(failure({ message: 'The connection has no prefix of its own.' })));
    expect(within(dialog).getByRole('alert').textContent).toContain('no prefix of its own');
    expect(within(dialog).queryByRole('button', { name: 'Write the rule' })).toBeNull();
  });
});

describe('the form', () => {
  test('has exactly the agreed names', async () => {
    await openForm();
    for (const name of ['Name', 'Endpoint', 'Bucket', 'Region', 'Access key ID']) {
      expect(screen.getByRole('textbox', { name })).toBeDefined();
    }
    expect(screen.getByLabelText('Secret access key', { exact: true })).toHaveProperty('type', 'password');
    expect(screen.getByLabelText('Session token', { exact: true })).toHaveProperty('type', 'password');
    expect(screen.getByRole('combobox', { name: 'Provider' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Test connection' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Save connection' })).toBeDefined();
  });

  test('a provider prefills the rest', async () => {
    const { user } = await openForm();
    await choose(user, 'Provider', 'Backblaze B2');
    expect(screen.getByLabelText('Endpoint')).toHaveProperty('value', 'https://s3.REGION.backblazeb2.com');
    await user.type(screen.getByLabelText('Region'), 'eu-central-003');
    expect(screen.getByLabelText('Endpoint')).toHaveProperty('value', 'https://s3.eu-central-003.backblazeb2.com');
  });

  test('says at each field what is missing and goes to the first', async () => {
    const { user, asked } = await openForm();
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    expect(asked('connections:save')).toEqual([]);
    for (const [name, error] of [
      ['Bucket', 'Enter the name of the bucket.'],
      ['Access key ID', 'Enter the access key ID.'],
      ['Secret access key', 'Enter the secret access key.'],
    ] as const) {
      const field = screen.getByLabelText(name);
      expect(field.getAttribute('aria-invalid')).toBe('true');
      expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe(error);
    }
    expect(document.activeElement).toBe(screen.getByLabelText('Bucket'));
    await user.type(screen.getByLabelText('Bucket'), 'A');
    expect(screen.getByLabelText('Bucket').getAttribute('aria-invalid')).toBe('false');
  });

  test('saves what was typed and closes', async () => {
    const { user, asked, answer } = await openForm();
    answer('connections:save', { ok: true, value: { connectionId: 'c-new' } });
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    expect(asked('connections:save')).toEqual([
      [
        {
          draft: {
            name: 'Attic',
            credentials: { kind: 'kept' },
            provider: 'aws',
            endpoint: 'https://s3.us-east-1.amazonaws.com',
            bucket: 'drop',
            region: '',
            addressing: 'automatic',
            accessKeyId: 'AKIA',
            secretAccessKey: 'hunter2',
            whenExpired: 'delete',
          },
          forSessionOnly: false,
        },
      ],
    ]);
    expect(await screen.findByRole('heading', { name: 'Connections' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Add connection' }));
    expect(screen.getByLabelText('Secret access key')).toHaveProperty('value', '');
  });

  test('of a second connection tells where files go on to', async () => {
    const { user, answer, push } = await openForm();
    answer('connections:save', { ok: true, value: { connectionId: 'c-2' } });
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    await screen.findByRole('heading', { name: 'Connections' });
    const added = connection({ id: 'c-2', name: 'Second', isDefault: false });
    push(emptyView({ connections: [embedded({ isDefault: true }), added] }));
    const text = 'Files go to “This computer” as before. “Make default” sends them to “Second”.';
    expect(await screen.findByText(text)).toBeDefined();
  });

  test('warns of an address that is not encrypted', async () => {
    const { user } = await openForm();
    await user.clear(screen.getByLabelText('Endpoint'));
    await user.type(screen.getByLabelText('Endpoint'), 'http://nas.home');
    expect(screen.getByText(/not encrypted/)).toBeDefined();
  });

  test('a failure about a field stands at the field', async () => {
    const { user } = await openForm((fake) =>
      fake.answer(
        'connections:save',
        refused(failure({ code: 'connection-name-taken', message: 'There is already one.', next: 'Choose another.' })),
      ),
    );
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    const name = screen.getByLabelText('Name');
    expect(document.getElementById(name.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'There is already one. Choose another.',
    );
    expect(document.activeElement).toBe(name);
  });

  test('when the keychain refuses there are two ways on, and nothing typed is lost', async () => {
    const { user, asked, answer } = await openForm((fake) =>
      fake.answer('connections:save', refused(keychainFailure())),
    );
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('No keychain service is running');
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    answer('connections:save', { ok: true, value: { connectionId: 'c-1' } });
    await user.click(await screen.findByRole('button', { name: 'Keep for this session only' }));
    expect(asked('connections:save')).toMatchObject([false, false, true].map((forSessionOnly) => [{ forSessionOnly }]));
    expect(asked('connections:save').at(-1)?.[0]).toMatchObject({ draft: { secretAccessKey: 'hunter2' } });
  });

  test('a test shows what it looks at, what it found and the way out, and nothing of it once something else is typed', async () => {
    let end: (outcome: Outcome<unknown>) => void = () => undefined;
    const { user, asked, push } = await openForm((fake) =>
      fake.answer(
        'connections:test',
        () =>
          new Promise((resolve) => {
            end = resolve;
          }),
      ),
    );
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    push(emptyView({ examinations: [runningExamination()] }));
    expect(screen.getByText('Testing: Uploads in parts…')).toBeDefined();
    expect(within(screen.getByRole('list', { name: 'Test results' })).getAllByRole('listitem')).toHaveLength(11);
    expect(spoken()).toEqual(['Testing…']);

    await act(async () => end({ ok: true, value: limitedExamination() }));
    expect(spoken()).toEqual(['The connection works, with limits.']);
    const findings = screen.getByRole('list', { name: 'Test results' });
    expect(findings.textContent).toMatch(/Taking back \(Limited\): .*Give the key the right s3:DeleteObject/);
    expect(screen.getByText(/Filled in from what the server said: region eu-west-1/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Copy policy' }));
    expect(asked('connections:copy-policy')).toEqual([[{ examinationId: 'draft:' }]]);
    expect(screen.getByLabelText('Region')).toHaveProperty('value', 'eu-west-1');
    expect(asked('connections:save')).toEqual([]);
    await user.type(screen.getByLabelText('Bucket'), '2');
    expect(screen.queryByText('The connection works, with limits.')).toBeNull();
  });

  test('what is typed during a test stays, and its findings are not shown of it', async () => {
    let end: (outcome: Outcome<unknown>) => void = () => undefined;
    const answer = () => new Promise<Outcome<unknown>>((resolve) => (end = resolve));
    const { user } = await openForm((fake) => fake.answer('connections:test', answer));
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    await user.type(screen.getByLabelText('Bucket'), '2');
    await act(async () => end({ ok: true, value: limitedExamination() }));
    expect(screen.getByLabelText('Bucket')).toHaveProperty('value', 'drop2');
    expect(screen.getByLabelText('Region')).not.toHaveProperty('value', 'eu-west-1');
    expect(screen.queryByText('The connection works, with limits.')).toBeNull();
  });

  test('a test that ends after its form was closed fills in no other form', async () => {
    let end: (outcome: Outcome<unknown>) => void = () => undefined;
    const answer = () => new Promise<Outcome<unknown>>((resolve) => (end = resolve));
    const { user } = await openForm((fake) => fake.answer('connections:test', answer));
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    await user.click(screen.getByRole('button', { name: 'All connections' }));
    await user.click(screen.getByRole('button', { name: 'Add connection' }));
    await act(async () => end({ ok: true, value: limitedExamination() }));
    expect(screen.getByLabelText('Bucket')).toHaveProperty('value', '');
  });

  test('a save that ends after its form was closed closes no other form', async () => {
    let end: (outcome: Outcome<unknown>) => void = () => undefined;
    const answer = () => new Promise<Outcome<unknown>>((resolve) => (end = resolve));
    const { user } = await openForm((fake) => fake.answer('connections:save', answer));
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    await user.click(screen.getByRole('button', { name: 'All connections' }));
    await user.click(screen.getByRole('button', { name: 'Add connection' }));
    await act(async () => end({ ok: true, value: { connectionId: 'c-new' } }));
    expect(screen.getByLabelText('Bucket')).toHaveProperty('value', '');
  });

  test('a save that fails while another screen is shown says so there', async () => {
    let end: (outcome: Outcome<unknown>) => void = () => undefined;
    const answer = () => new Promise<Outcome<unknown>>((resolve) => (end = resolve));
    const { user } = await openForm((fake) => fake.answer('connections:save', answer));
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    await user.click(screen.getByRole('button', { name: 'Shares' }));
    await act(async () => end({ ok: false, failure: failure() }));
    expect(screen.getByText(/cannot be reached/)).toBeDefined();
  });

  test('a save that ends while another screen is shown closes its form', async () => {
    let end: (outcome: Outcome<unknown>) => void = () => undefined;
    const answer = () => new Promise<Outcome<unknown>>((resolve) => (end = resolve));
    const { user } = await openForm((fake) => fake.answer('connections:save', answer));
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    await user.click(screen.getByRole('button', { name: 'Shares' }));
    await act(async () => end({ ok: true, value: { connectionId: 'c-new' } }));
    await user.click(screen.getByRole('button', { name: 'Connections' }));
    expect(screen.queryByLabelText('Bucket')).toBeNull();
  });

  test('a test that could not begin says why', async () => {
    const { user } = await openForm((fake) => fake.answer('connections:test', refused(keychainFailure())));
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    expect((await screen.findByRole('alert')).textContent).toContain('No keychain service is running');
  });

  test('a look at another screen loses nothing', async () => {
    const { user } = await openForm();
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Shares' }));
    await user.click(screen.getByRole('button', { name: 'Connections' }));
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Attic');
    expect(screen.getByLabelText('Secret access key')).toHaveProperty('value', 'hunter2');
  });

  test('a secret that is typed is not in the markup', async () => {
    const { user } = await openForm();
    await fill(user);
    expect(document.body.innerHTML).toContain('AKIA');
    expect(document.body.innerHTML).not.toContain('hunter2');
  });

  test('editing never shows a key, and keeps it when left empty', async () => {
    const { user, asked } = await openConnections();
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Edit “Studio”');
    const secret = screen.getByLabelText('Secret access key');
    expect(secret).toHaveProperty('value', '');
    expect(secret.getAttribute('placeholder')).toBe('Kept in the keychain — leave empty to keep it');
    await user.clear(screen.getByLabelText('Bucket'));
    await user.type(screen.getByLabelText('Bucket'), 'other');
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    const [{ draft }] = asked('connections:save').at(-1) as readonly [{ readonly draft: ConnectionDraft }];
    expect(draft).toMatchObject({ id: 'c-studio', bucket: 'other' });
    expect(draft).not.toHaveProperty('secretAccessKey');
  });
});

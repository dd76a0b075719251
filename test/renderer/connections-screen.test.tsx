// @vitest-environment happy-dom
// Why this exists: storage is connected here, and the secret that is typed here must never be seen here again.
import { act, screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
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
  await user.type(screen.getByLabelText('Name'), 'Attic');
  await user.type(screen.getByLabelText('Bucket'), 'drop');
  await user.type(screen.getByLabelText('Access key ID'), 'AKIA');
  await user.type(screen.getByLabelText('Secret access key'), 'hunter2');
}

describe('the list', () => {
  test('shows where each is, how its keys are kept and which is the default', async () => {
    await openConnections();
    expect(item('Connections', 'This computer').textContent).toContain('Default');
    const studio = item('Connections', 'Studio').textContent;
    expect(studio).toMatch(/Cloudflare R2.*studio-handoff.*d41d8cd9\.r2\.cloudflarestorage\.com.*Keys in the keychain/);
    expect(studio).not.toContain('Default');
  });

  test('changes the default', async () => {
    const { user, asked } = await openConnections();
    await user.click(screen.getByRole('button', { name: 'Make default' }));
    expect(asked('setDefaultConnection')).toEqual([['c-studio']]);
  });

  test('removes after saying what happens to links', async () => {
    const { user, asked } = await openConnections();
    await user.click(within(item('Connections', 'Studio')).getByRole('button', { name: 'Remove' }));
    const dialog = screen.getByRole('dialog', { name: 'Remove “Studio”?' });
    expect(dialog.textContent).toContain('keep working until they end');
    await user.click(within(dialog).getByRole('button', { name: 'Remove connection' }));
    expect(asked('removeConnection')).toEqual([['c-studio', 'keep']]);
  });

  test('the bucket on this computer is not edited, and its removal says that its links end', async () => {
    const { user } = await openConnections();
    const here = item('Connections', 'This computer');
    expect(within(here).queryByRole('button', { name: 'Edit' })).toBeNull();
    await user.click(within(here).getByRole('button', { name: 'Remove' }));
    expect(screen.getByRole('dialog').textContent).toContain('its links stop working');
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
        fake.answer('bucketRule', first);
        fake.answer('saveBucketRule', saved);
      },
    });
    await user.click(screen.getByRole('button', { name: 'Connections' }));
    await user.click(screen.getByRole('button', { name: 'Clean-up rule' }));
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
    expect(asked('saveBucketRule')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Write the rule' }));
    expect(asked('saveBucketRule')).toEqual([['c-studio']]);
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
    expect(asked('saveConnection')).toEqual([]);
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
    const { user, asked } = await openForm();
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    expect(asked('saveConnection')).toEqual([
      [
        {
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
        false,
      ],
    ]);
    expect(await screen.findByRole('heading', { name: 'Connections' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Add connection' }));
    expect(screen.getByLabelText('Secret access key')).toHaveProperty('value', '');
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
        'saveConnection',
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
    const { user, asked, answer } = await openForm((fake) => fake.answer('saveConnection', refused(keychainFailure())));
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Save connection' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('No keychain service is running');
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    answer('saveConnection', { ok: true, value: { connectionId: 'c-1' } });
    await user.click(await screen.findByRole('button', { name: 'Keep for this session only' }));
    expect(asked('saveConnection').map(([, forSessionOnly]) => forSessionOnly)).toEqual([false, false, true]);
    expect(asked('saveConnection').at(-1)?.[0]).toMatchObject({ secretAccessKey: 'hunter2' });
  });

  test('a test shows what it looks at, what it found and the way out, and nothing of it once something else is typed', async () => {
    let end: (outcome: Outcome<unknown>) => void = () => undefined;
    const { user, asked, push } = await openForm((fake) =>
      fake.answer(
        'testConnection',
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
    expect(asked('copyPolicy')).toEqual([['draft:']]);
    expect(screen.getByLabelText('Region')).toHaveProperty('value', 'eu-west-1');
    expect(asked('saveConnection')).toEqual([]);
    await user.type(screen.getByLabelText('Bucket'), '2');
    expect(screen.queryByText('The connection works, with limits.')).toBeNull();
  });

  test('a test that could not begin says why', async () => {
    const { user } = await openForm((fake) => fake.answer('testConnection', refused(keychainFailure())));
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
    const [draft] = asked('saveConnection').at(-1) ?? [];
    expect(draft).toMatchObject({ id: 'c-studio', bucket: 'other' });
    expect(draft).not.toHaveProperty('secretAccessKey');
  });
});

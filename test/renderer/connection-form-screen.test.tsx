// Adding a storage is the easy part: an endpoint, a bucket and keys are enough, and whoever wants more finds all of it.
import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { ConnectionView } from '../../preload/views/connection-views';
import { choose, openWindow } from './open-window';
import { connection, emptyView } from './views';

async function openForm(known?: ConnectionView) {
  const opened = await openWindow(emptyView({ connections: known === undefined ? [] : [known] }));
  await opened.user.click(screen.getByRole('button', { name: 'Connections' }));
  await opened.user.click(screen.getByRole('button', { name: known === undefined ? 'Add connection' : 'Edit' }));
  return opened;
}
async function type(user: UserEvent, label: string, text: string) {
  await user.click(screen.getByLabelText(label));
  await user.paste(text);
}
const valueOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;

test('an endpoint tells whose it is, gives up the bucket in it, and with keys that is enough', async () => {
  const { user, asked } = await openForm();
  await user.clear(screen.getByLabelText('Endpoint'));
  await type(user, 'Endpoint', 'https://holiday.fra1.digitaloceanspaces.com');
  await user.tab();
  expect(screen.getByRole('combobox', { name: 'Provider' }).textContent).toContain('DigitalOcean Spaces');
  expect([valueOf('Endpoint'), valueOf('Bucket')]).toEqual(['https://fra1.digitaloceanspaces.com', 'holiday']);
  expect(screen.getByLabelText('Name').getAttribute('placeholder')).toBe('DigitalOcean Spaces holiday');
  await type(user, 'Access key ID', 'DO00');
  await type(user, 'Secret access key', 'hunter2');
  await user.click(screen.getByRole('button', { name: 'Save connection' }));
  expect(asked('connections:save')).toEqual([
    [
      {
        draft: expect.objectContaining({ name: '', provider: 'spaces', bucket: 'holiday', region: '' }),
        forSessionOnly: false,
      },
    ],
  ]);
});

test('ninety days are offered where the provider takes them', async () => {
  const { user } = await openForm();
  await user.click(screen.getByRole('button', { name: 'Advanced' }));
  const offered = async () => {
    await user.click(screen.getByRole('combobox', { name: 'Links expire in' }));
    const labels = screen.getAllByRole('option').map(({ textContent }) => textContent);
    await user.keyboard('{Escape}');
    return labels;
  };
  expect(await offered()).not.toContain('90 days');
  await choose(user, 'Provider', 'Tigris');
  expect(await offered()).toContain('90 days');
  expect(screen.getByRole('combobox', { name: 'Longest link life' }).textContent).toContain('90 days');
});

test('everything else stands under “Advanced”, and is sent', async () => {
  const { user, asked, answer } = await openForm();
  await type(user, 'Bucket', 'drop');
  await type(user, 'Access key ID', 'AKIA');
  await type(user, 'Secret access key', 'hunter2');
  expect(screen.queryByLabelText('Share address')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Advanced' }));
  await choose(user, 'Links expire in', '1 hour');
  await choose(user, 'Longest link life', '1 day');
  await choose(user, 'When a link has expired', 'Keep the stored copy');
  await choose(user, 'Encryption', 'Always');
  await user.click(screen.getByRole('radio', { name: 'Teal' }));
  await type(user, 'Key prefix', 'shares/');
  await type(user, 'Names of stored objects', '{date}/{random}/{name}');
  await choose(user, 'Addressing', 'Path');
  await type(user, 'Share address', 'https://files.example.com');
  answer('connections:choose-ca-file', { ok: true, value: { id: 'picked-1', path: '/etc/own.pem' } });
  await user.click(screen.getByRole('button', { name: 'Choose file…' }));
  await user.click(screen.getByRole('button', { name: 'Save connection' }));
  const own = {
    defaultExpirySeconds: 3_600,
    maxExpirySeconds: 86_400,
    whenExpired: 'keep',
    encryption: 'demanded',
    colour: 'teal',
    prefix: 'shares/',
    keyTemplate: '{date}/{random}/{name}',
    addressing: 'path',
    shareEndpoint: 'https://files.example.com',
    caFile: { kind: 'picked', id: 'picked-1' },
  };
  expect(asked('connections:save')).toEqual([[{ draft: expect.objectContaining(own), forSessionOnly: false }]]);
});

test('a file of authorities is chosen and never typed, leaving the dialog keeps it, and it can be taken away', async () => {
  const { user, answer, asked } = await openForm(connection({ caFile: '/etc/own.pem' }));
  const field = screen.getByLabelText('Certificate authorities');
  await user.type(field, '/etc/shadow');
  answer('connections:choose-ca-file', { ok: true, value: undefined });
  await user.click(screen.getByRole('button', { name: 'Choose file…' }));
  expect(valueOf('Certificate authorities')).toBe('/etc/own.pem');
  await user.click(screen.getByRole('button', { name: 'Remove file' }));
  expect(valueOf('Certificate authorities')).toBe('');
  await user.click(screen.getByRole('button', { name: 'Save connection' }));
  expect(asked('connections:save')).toEqual([
    [{ draft: expect.not.objectContaining({ caFile: expect.anything() as unknown }), forSessionOnly: false }],
  ]);
});

test('a connection that has no keys yet asks for them and nothing else', async () => {
  const { user, asked } = await openForm(connection({ secret: 'missing', colour: 'red' }));
  expect(screen.getByRole('radio', { name: 'Red' }).getAttribute('aria-checked')).toBe('true');
  expect(screen.getByLabelText('Secret access key').getAttribute('placeholder')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Save connection' }));
  expect(asked('connections:save')).toEqual([]);
  expect(screen.getByText('Enter the access key ID.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('Access key ID'));
});

test('another intake key needs its secret', async () => {
  const { user, asked } = await openForm(connection({ intakeKeyId: 'INTAKE' }));
  expect(valueOf('Intake key ID')).toBe('INTAKE');
  await user.clear(screen.getByLabelText('Intake key ID'));
  await type(user, 'Intake key ID', 'OTHER');
  await user.click(screen.getByRole('button', { name: 'Save connection' }));
  expect(screen.getByText('Enter the secret of the intake key.')).toBeDefined();
  await type(user, 'Intake key secret', 'hunter2');
  await user.click(screen.getByRole('button', { name: 'Save connection' }));
  const sent: unknown = expect.objectContaining({ intakeKeyId: 'OTHER', intakeSecret: 'hunter2' });
  expect(asked('connections:save')).toEqual([[{ draft: sent, forSessionOnly: false }]]);
});

test('an intake key is taken away with its ID', async () => {
  const { user, asked } = await openForm(connection({ intakeKeyId: 'INTAKE' }));
  await user.clear(screen.getByLabelText('Intake key ID'));
  await user.click(screen.getByRole('button', { name: 'Save connection' }));
  const gone: unknown = expect.not.objectContaining({ intakeKeyId: expect.anything() as unknown });
  expect(asked('connections:save')).toEqual([[{ draft: gone, forSessionOnly: false }]]);
});

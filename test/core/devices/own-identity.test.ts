// The certificate by which other devices know this computer: the same after a restart, and never another one because a keychain is locked.
import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVault } from '../../../main/core/credentials/vault';
import { ownIdentity } from '../../../main/core/devices/own-identity';
import { Failure } from '../../../main/core/model/failure';
import type { Ports } from '../../../main/core/ports/ports';
import { createTestPorts } from '../../fakes/test-ports';

const of = (ports: Ports) => ownIdentity({ ports, vault: createVault(ports), now: {} });

test('is made once, its key in the keychain and its certificate in the ledger', async () => {
  const twins = createTestPorts({ clock: Date.now });
  const first = await of(twins.ports);
  const again = await of(twins.ports);
  expect(again).toEqual(first);
  const read = new X509Certificate(first.certificate);
  expect([read.subject, read.publicKey.asymmetricKeyDetails?.modulusLength]).toEqual(['CN=LocalSend User', 2_048]);
  expect(Date.parse(read.validTo) - Date.now()).toBeGreaterThan(9 * 365 * 86_400_000);
  expect(twins.ports.ledger.value('nearby-certificate')).not.toContain('PRIVATE');
});

test('without a keychain is another with each start, and a locked keychain keeps the one it has', async () => {
  const twins = createTestPorts({ clock: Date.now });
  const kept = await of(twins.ports);
  const locked = () => Promise.reject(new Failure('keychain-locked'));
  const other = await of({ ...twins.ports, secrets: { ...twins.secrets, get: locked, set: locked } });
  expect(other.fingerprint).not.toBe(kept.fingerprint);
  expect((await of(twins.ports)).fingerprint).toBe(kept.fingerprint);
});

test('that somebody replaced, or that has ended, is made anew', async () => {
  const twins = createTestPorts({ clock: Date.now });
  const kept = await of(twins.ports);
  twins.ports.ledger.saveValue('nearby-certificate', Buffer.from('nonsense').toString('base64'));
  expect((await of(twins.ports)).fingerprint).not.toBe(kept.fingerprint);
  const late = createTestPorts({ clock: () => Date.now() + 11 * 365 * 86_400_000 }, twins);
  expect((await of(late.ports)).fingerprint).not.toBe(kept.fingerprint);
});

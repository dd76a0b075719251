// Pasted keys wait in main for their connection, not longer than ten minutes, and go nowhere else.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPasteBuffer } from '../../../main/core/credentials/paste-buffer';
import { caught, rejected } from '../../fakes/failing';
import { sampleConnection } from '../../fakes/samples';
import { secretEntry, startApp } from '../app/running-app';

const text = 'export AWS_ACCESS_KEY_ID=PASTEDKEY\nexport AWS_SECRET_ACCESS_KEY=CANARY-pasted';
const session = `${text}\nexport AWS_SESSION_TOKEN=CANARY-token\nexport AWS_CREDENTIAL_EXPIRATION=2030-01-01T00:00:00Z`;
const pastedKeys = { accessKeyId: 'PASTEDKEY', secretAccessKey: 'CANARY-pasted' };

describe('a paste', () => {
  const start = () => {
    let ids = 0;
    return createPasteBuffer(() => `paste-${(ids += 1)}`);
  };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is kept for ten minutes', () => {
    const pastes = start();
    const { id } = pastes.take(text);
    vi.advanceTimersByTime(599_000);
    expect(pastes.get(id)).toMatchObject(pastedKeys);
    vi.advanceTimersByTime(2_000);
    expect(caught(() => pastes.get(id)).code).toBe('paste-gone');
  });

  test('is forgotten when it is told to be, and as the oldest of five', () => {
    const pastes = start();
    const [first, second] = [1, 2, 3, 4, 5].map(() => pastes.take(text).id);
    expect(caught(() => pastes.get(first ?? '')).code).toBe('paste-gone');
    pastes.forget(second ?? '');
    pastes.forget('never there');
    expect(caught(() => pastes.get(second ?? '')).code).toBe('paste-gone');
  });

  test('of something else is refused', () => {
    expect(caught(() => start().take('hello')).code).toBe('paste-unknown');
  });
});

describe('a connection of pasted keys', () => {
  const draft = { ...sampleConnection, addressing: 'automatic' } as const;
  const kept = (secrets: { readonly entries: ReadonlyMap<string, string> }) =>
    JSON.parse(secrets.entries.get(secretEntry(sampleConnection)) ?? '') as unknown;

  test('has them, with the end of their token, in the keychain and nowhere else; the paste is over', async () => {
    const { app, secrets, ports } = await startApp();
    const { id: pasteId } = app.pasteCredentials(session);
    await app.saveConnection({ ...draft, pasteId }, false);
    expect(kept(secrets)).toEqual({ ...pastedKeys, sessionToken: 'CANARY-token', expiresAtMs: Date.UTC(2030, 0, 1) });
    expect(JSON.stringify([app.store.get(), ports.ledger.connections()])).not.toMatch(/CANARY|PASTEDKEY/);
    expect((await rejected(app.saveConnection({ ...draft, pasteId }, false))).code).toBe('paste-gone');
    await app.stop();
  });

  test('that the keychain refused can be saved again', async () => {
    const { app, secrets } = await startApp();
    const { id: pasteId } = app.pasteCredentials(text);
    secrets.answer = 'keychain-locked';
    expect((await rejected(app.saveConnection({ ...draft, pasteId }, false))).code).toBe('keychain-locked');
    secrets.answer = 'ok';
    await app.saveConnection({ ...draft, pasteId }, false);
    expect(kept(secrets)).toEqual(pastedKeys);
    await app.stop();
  });

  test('lets what was typed go first', async () => {
    const { app, secrets } = await startApp();
    const { id: pasteId } = app.pasteCredentials(session);
    await app.saveConnection({ ...draft, pasteId, secretAccessKey: 'typed', sessionToken: 'typed token' }, false);
    expect(kept(secrets)).toEqual({ accessKeyId: 'PASTEDKEY', secretAccessKey: 'typed', sessionToken: 'typed token' });
    await app.stop();
  });

  test('can be tested before it is saved, and the paste stays', async () => {
    const { app, server } = await startApp();
    server.credentials.set(pastedKeys.accessKeyId, pastedKeys.secretAccessKey);
    const { id: pasteId } = app.pasteCredentials(text);
    const tests = [await app.testConnection({ ...draft, pasteId }), await app.testConnection({ ...draft, pasteId })];
    expect(tests.map(({ failure }) => failure)).toEqual([undefined, undefined]);
    await app.stop();
  });
});

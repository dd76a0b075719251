// What the ledger could not save looks as it did before: it would be gone at the next start.
import { afterEach, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { caught, rejected } from '../../fakes/failing';
import { startApp, type RunningApp } from '../app/running-app';

let running: RunningApp | undefined;
afterEach(() => running?.app.stop());

test('a setting that a full disk did not take is as it was', async () => {
  const saveSettings = () => {
    throw new Failure('disk-full');
  };
  running = await startApp({ prepare: ({ ports }) => void Object.assign(ports.ledger, { saveSettings }) });
  const { app } = running;
  const before = app.store.get().settings;
  expect(caught(() => app.saveSettings({ bandwidthBytesPerSecond: 7 })).code).toBe('disk-full');
  expect((await rejected(app.openOnNetwork(true))).code).toBe('disk-full');
  expect(app.store.get().settings).toEqual(before);
});

// One rule for how long links live: what is chosen holds for everything shared from now on, wherever it is kept.
import { afterEach, expect, test } from 'vitest';
import { caught } from '../../fakes/failing';
import { sampleConnection } from '../../fakes/samples';
import { startApp, type RunningApp } from '../app/running-app';

let running: RunningApp | undefined;
afterEach(() => running?.app.stop());

const dayS = 86_400;
const tigris = { ...sampleConnection, endpoint: 'https://t3.storage.dev' };

test.each([
  ['the setting', sampleConnection, 3_600, { setting: 3_600 }],
  [
    'the connection, which has a time of its own',
    { ...sampleConnection, defaultExpirySeconds: 60 },
    3_600,
    { own: 3_600 },
  ],
  ['the connection, which alone takes one so long', tigris, 90 * dayS, { own: 90 * dayS }],
] as const)('a chosen lifetime is kept with %s', async (_where, connection, seconds, kept) => {
  running = await startApp({ prepare: ({ ports }) => ports.ledger.saveConnection(connection) });
  const { app, ports } = running;
  app.chooseLifetime(seconds);
  const { expirySeconds } = ports.ledger.settings();
  const own = ports.ledger.connections()[0]?.defaultExpirySeconds;
  expect({ setting: expirySeconds, own }).toEqual({ setting: dayS, own: undefined, ...kept });
  expect(app.store.get().connections).toEqual(ports.ledger.connections());
});

test('a lifetime that the storage does not take is refused', async () => {
  running = await startApp();
  const { app } = running;
  expect(caught(() => app.chooseLifetime(90 * dayS)).code).toBe('expiry-out-of-range');
});

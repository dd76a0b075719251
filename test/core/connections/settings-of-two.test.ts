// A window and a command change settings or connections at once: neither takes back what the other saved.
import { afterEach, expect, test } from 'vitest';
import { caught, rejected } from '../../fakes/failing';
import { sampleConnection, sampleDraft } from '../../fakes/samples';
import { startApp, type RunningApp } from '../app/running-app';

let running: readonly RunningApp[] = [];
afterEach(() => Promise.all(running.map(({ app }) => app.stop())));

const two = async () => {
  const window = await startApp();
  const command = await startApp({ shared: { ledgerFile: window.ledgerFile, secrets: window.secrets } });
  running = [window, command];
  return { window, command };
};

test('what a command has saved a moment ago stays when the window saves another setting, and is shown then', async () => {
  const { window, command } = await two();
  command.app.saveSettings({ pages: 'never' });
  window.app.saveSettings({ parallel: 2 });
  expect(window.ports.ledger.settings()).toMatchObject({ pages: 'never', parallel: 2 });
  expect(window.app.store.get().settings).toMatchObject({ pages: 'never', parallel: 2 });
});

test('so it does when the window opens the bucket to its network, or removes the default connection', async () => {
  const { window, command } = await two();
  command.app.saveSettings({ pages: 'never' });
  await window.app.openOnNetwork(false);
  const id = window.ports.ledger.connections()[0]?.id ?? '';
  command.app.saveSettings({ parallel: 2 });
  window.app.setDefaultConnection(id);
  command.app.saveSettings({ linkForm: 'link' });
  await window.app.removeConnection(id);
  expect(window.ports.ledger.settings()).toMatchObject({ pages: 'never', parallel: 2, linkForm: 'link' });
});

test('a connection that a command has removed a moment ago does not come back when the window saves it, orders or copies the others', async () => {
  const { window, command } = await two();
  const home = { ...sampleConnection, id: 'c-home', name: 'Home', bucket: 'attic' };
  const work = sampleConnection.id;
  command.ports.ledger.saveConnection(home);
  window.app.orderConnections(['c-home', work]);
  await command.app.removeConnection(work);
  expect((await rejected(window.app.saveConnection({ ...sampleConnection }, false))).code).toBe('connection-unknown');
  window.app.orderConnections(['c-home']);
  expect(caught(() => window.app.orderConnections([work])).code).toBe('connection-unknown');
  window.app.duplicateConnection('c-home');
  expect(window.ports.ledger.connections().map(({ name }) => name)).toEqual(['Home', 'Home 2']);
});

test('what a command has changed of a connection a moment ago stays when the window gives it a name or a lifetime', async () => {
  const { window, command } = await two();
  command.ports.ledger.saveConnection({ ...sampleConnection, colour: 'teal', defaultExpirySeconds: 60 });
  window.app.renameConnection(sampleConnection.id, 'Office');
  command.ports.ledger.saveConnection({ ...sampleConnection, colour: 'red', defaultExpirySeconds: 60 });
  window.app.chooseLifetime(600);
  const [saved] = window.ports.ledger.connections();
  expect(saved).toMatchObject({ colour: 'red', defaultExpirySeconds: 600 });
});

test('what the window changes of a connection while a command tests it stays, and the findings come to it', async () => {
  const { window, command } = await two();
  const release = command.serverProbe.hold();
  const tested = command.app.testKnown(sampleConnection.id);
  window.app.renameConnection(sampleConnection.id, 'Office');
  release();
  await tested;
  const [saved] = window.ports.ledger.connections();
  expect([saved?.name, saved?.capabilities !== undefined]).toEqual(['Office', true]);
});

test('what a command changes of a connection while the keychain answers the window stays when the window saves it', async () => {
  const { window, command } = await two();
  const saving = window.app.saveConnection({ ...sampleDraft, id: sampleConnection.id, name: 'Office' }, false);
  command.ports.ledger.saveConnection({ ...sampleConnection, whenExpired: 'keep', order: 3 });
  await saving;
  const [saved] = window.ports.ledger.connections();
  expect(saved).toMatchObject({ name: 'Office', whenExpired: 'keep', order: 3 });
});

test('a connection that a command removes while the keychain answers the window does not come back, nor do its keys', async () => {
  const { window, command } = await two();
  const saving = rejected(window.app.saveConnection({ ...sampleDraft, id: sampleConnection.id }, false));
  command.ports.ledger.removeConnection(sampleConnection.id);
  expect((await saving).code).toBe('connection-unknown');
  expect(window.ports.ledger.connections()).toEqual([]);
  expect(window.secrets.entries.size).toBe(0);
});

test('a name that a command takes while the keychain answers the window is taken, and the keys of the refused connection go', async () => {
  const { window, command } = await two();
  const saving = rejected(window.app.saveConnection({ ...sampleDraft, name: 'Attic' }, false));
  const before = window.secrets.entries.size;
  command.app.renameConnection(sampleConnection.id, 'Attic');
  expect((await saving).code).toBe('connection-name-taken');
  expect(window.ports.ledger.connections().map(({ name }) => name)).toEqual(['Attic']);
  expect(window.secrets.entries.size).toBe(before);
});

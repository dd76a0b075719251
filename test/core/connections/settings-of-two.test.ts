// A window and a command change settings at once: neither takes back what the other saved.
import { afterEach, expect, test } from 'vitest';
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

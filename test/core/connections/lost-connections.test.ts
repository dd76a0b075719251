// A ledger that was lost takes its connections along: files never go to another destination than before unless the user says so.
import { expect, test } from 'vitest';
import { connectionsFile } from '../../../main/core/connections/rules/connections-file';
import { rejected } from '../../fakes/failing';
import { sampleConnection } from '../../fakes/samples';
import { startApp, type RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const startOne = startsApps();

/** An app whose ledger was lost after it had `Work`. */
async function afterLoss(): Promise<RunningApp> {
  const before = await startApp();
  await before.app.stop();
  before.ledgerFile.lose();
  const { ledgerFile, server, secrets, files } = before;
  const after = await startOne({ fresh: true, shared: { ledgerFile, server, secrets, files } });
  after.files.put('/home/me/report.txt', 'words');
  return after;
}
const share = ({ app }: RunningApp) => app.shareItems(['/home/me/report.txt'], { copy: false });

test('after a lost ledger nothing goes to the bucket on this computer, which the first share of a profile makes', async () => {
  const after = await afterLoss();
  expect((await rejected(share(after))).code).toBe('connections-lost');
  expect(after.app.store.get().connections).toEqual([]);
  after.app.setDefaultEmbedded();
  const [result] = await share(after);
  expect(result).toMatchObject({ ok: true });
});

test('nor because somebody served that bucket, or imported connections without keys', async () => {
  const after = await afterLoss();
  await after.app.serveBucket();
  await after.app.importConnections(connectionsFile([{ ...sampleConnection, name: 'Imported' }]));
  expect((await rejected(share(after))).code).toBe('connections-lost');
  // The window still shows its first page, where this computer can be chosen.
  expect(after.app.store.get().settings.welcomed).toBe(false);
  const imported = after.app.store.get().connections.find(({ kind }) => kind === 's3');
  after.app.setDefaultConnection(imported?.id ?? '');
  const [result] = await share(after);
  // It has no keys yet: that is where files go all the same.
  expect(result).toMatchObject({ ok: false, failure: { code: 'secret-missing' } });
});

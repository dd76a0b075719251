// A ledger that is lost, empty or too new, as scripts and people at a terminal meet it.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { ledgerVersion } from '../../main/adapters/ledger/schema';
import { openDatabase } from '../../main/adapters/ledger/sqlite';
import { sampleConnection } from '../fakes/samples';
import { interrupt, runCli, startCli } from './run-cli';
import { someOf } from '../volume';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-lost-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'report.txt');
writeFileSync(file, 'words');

let profiles = 0;
/** A profile that files left for another server until now. */
function profile(): string {
  profiles += 1;
  const dir = join(folder, `profile-${profiles}`);
  const { ledger } = openLedger(dir);
  ledger.saveConnection(sampleConnection);
  ledger.saveSettings({ ...ledger.settings(), defaultConnectionId: sampleConnection.id });
  ledger.close();
  return dir;
}

const errorIn = (stderr: string) =>
  stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const losses: readonly (readonly [string, (path: string) => void])[] = [
  ['lost', (path) => rmSync(path)],
  ['empty', (path) => truncateSync(path)],
];
test.each(someOf(losses, 2))(
  'a ledger that is %s is said by every command, and nothing is shared to this computer until that is chosen',
  async (_what, spoil) => {
    const dir = profile();
    const of = (...args: string[]) => runCli([...args, '--profile-dir', dir]);
    spoil(join(dir, 'mayfly.db'));
    const listed = await of('list', '--json');
    expect([listed.code, listed.stdout, errorIn(listed.stderr)]).toMatchObject([
      0,
      '[]\n',
      [{ warning: { code: 'connections-lost' } }],
    ]);
    for (const words of [(await of('connections', 'list')).stderr, (await of('uploads')).stderr])
      expect(words).toContain('The connections of this profile are gone');

    const refused = await of('share', file, '--json');
    expect(refused.code).toBe(3);
    expect(errorIn(refused.stderr)).toMatchObject([
      { warning: { code: 'connections-lost' } },
      { error: { code: 'connections-lost' } },
    ]);
    expect((await of('request', '--json')).code).toBe(3);
    expect(readdirSync(dir)).not.toContain('bucket-session');

    expect((await of('connections', 'default', 'This computer')).code).toBe(0);
    expect((await of('list')).stderr).not.toContain('gone');
    const serving = startCli(['share', file, '--profile-dir', dir]);
    expect(await (await fetch(await serving.firstLine())).text()).toBe('words');
    await interrupt(serving);
  },
);

test('a ledger of a newer Mayfly is refused by every command, and not touched', async () => {
  const dir = profile();
  const path = join(dir, 'mayfly.db');
  const newer = openDatabase(path);
  newer.exec(`PRAGMA user_version = ${ledgerVersion + 1}`);
  newer.close();
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const before = [readdirSync(dir), readFileSync(path)];
  for (const args of [
    ['list', '--json'],
    ['share', file, '--json'],
    ['--remove-my-data', '--yes', '--json'],
  ]) {
    const { code, stdout, stderr } = await runCli([...args, '--profile-dir', dir]);
    expect([code, stdout, errorIn(stderr)]).toMatchObject([3, '', [{ error: { code: 'ledger-newer' } }]]);
  }
  expect([readdirSync(dir), readFileSync(path)]).toEqual(before);
});

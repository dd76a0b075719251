// What one person has on a computer, up to a removal that leaves nothing of it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { autostartEntry, defaultsList, linksEntry } from '../../main/core/model/desktop/user-entries';
import { createFileManagers } from '../../main/shell/integration/file-manager-entries';
import { interrupt, runCli, startCli } from '../cli/run-cli';
import './own-session';

const home = mkdtempSync(join(tmpdir(), 'mayfly-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const [data, config, cache] = [join(home, 'data'), join(home, 'config'), join(home, 'cache')];
const env = { HOME: home, XDG_DATA_HOME: data, XDG_CONFIG_HOME: config, XDG_CACHE_HOME: cache };
const own = { env, keychain: true };

function put(path: string, text = 'x'): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const inKeychain = () =>
  execFileSync('secret-tool', ['search', '--all', 'service', 'Mayfly'], { encoding: 'utf8', stdio: 'pipe' });

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe.runIf(process.platform === 'linux')('the data of one person', () => {
  test('is not removed while it is used, and then without a trace', async () => {
    const file = join(home, 'report.txt');
    put(file);
    const serving = startCli(['share', file], own);
    await serving.firstLine();
    expect(inKeychain()).toContain('connection:');

    const refused = await runCli(['--remove-my-data', '--yes', '--json'], own);
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'mayfly-running' } });
    await interrupt(serving);

    const programs = join(config, ...defaultsList);
    for (const entry of [join(config, ...autostartEntry), join(data, ...linksEntry)]) put(entry);
    put(programs, '[Default Applications]\nx-scheme-handler/mayfly=mayfly-links.desktop\ntext/plain=editor.desktop\n');
    createFileManagersIn(data);
    put(join(cache, 'mayfly', 'chromium', 'Cache'));
    put(join(data, 'applications', 'editor.desktop'));

    const unasked = await runCli(['--remove-my-data'], own);
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
    expect(existsSync(join(data, 'mayfly', 'mayfly.db'))).toBe(true);

    const removed = await runCli(['--remove-my-data', '--yes'], own);
    expect([removed.code, removed.stderr]).toEqual([0, '']);
    expect(removed.stdout).toContain(`removed ${join(data, 'mayfly')}\n`);
    expect(removed.stdout).toMatch(/removed \d+ entr(y|ies) in the keychain\n/);
    expect(filesOf(home)).toEqual(['config/mimeapps.list', 'data/applications/editor.desktop', 'report.txt']);
    expect(readFileSync(programs, 'utf8')).toBe('[Default Applications]\ntext/plain=editor.desktop\n');
    expect(inKeychain()).toBe('');
    expect(await runCli(['--remove-my-data', '--yes'], own)).toEqual({
      code: 0,
      stdout: '',
      stderr: 'mayfly: there is nothing to remove.\n',
    });
  });

  test('in a folder that was named goes, and what else lies there stays; a folder without a profile is not touched', async () => {
    const named = join(home, 'named');
    await runCli(['connections', 'default', 'This computer', '--profile-dir', named], own);
    put(join(named, 'thesis.txt'));
    expect((await runCli(['--remove-my-data', '--yes', '--profile-dir', named], own)).code).toBe(0);
    expect(filesOf(named)).toEqual(['thesis.txt']);
    const refused = await runCli(['--remove-my-data', '--yes', '--profile-dir', named], own);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('no profile of Mayfly lies there')]);
    expect(filesOf(named)).toEqual(['thesis.txt']);
  });
});

function createFileManagersIn(dataHome: string): void {
  const before = process.env['XDG_DATA_HOME'];
  process.env['XDG_DATA_HOME'] = dataHome;
  createFileManagers(['/opt/Mayfly/mayfly'], 'resources', 'linux').set(true);
  process.env['XDG_DATA_HOME'] = before;
}

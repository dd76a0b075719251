// A ledger on a disk that is full: on a small file system of its own, which only root can mount.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { caught } from '../fakes/failing';
import { sampleConnection, sampleShare } from '../fakes/samples';
import { runCli } from '../cli/run-cli';
import { smallDisk } from './small-disk';

const { path: disk, isMounted } = smallDisk('1m');
const profile = join(disk, 'profile');

function fill(): void {
  mkdirSync(join(disk, 'fill'));
  for (let [size, count] = [65_536, 0]; size >= 4_096; count += 1) {
    try {
      writeFileSync(join(disk, 'fill', String(count)), Buffer.alloc(size));
    } catch {
      size /= 2;
    }
  }
}

const why = isMounted ? '' : ' (left out: nobody here may mount a small file system)';
describe.runIf(isMounted)(`a ledger on a full disk${why}`, () => {
  test('is read, says that the disk is full, and is written again when it is not', async () => {
    const { ledger } = openLedger(profile);
    ledger.saveConnection(sampleConnection);
    ledger.saveShare(sampleShare);
    ledger.close();
    fill();

    const full = openLedger(profile);
    expect([full.warning?.code, full.ledger.shares()]).toEqual(['disk-full', [sampleShare]]);
    expect(caught(() => full.ledger.saveShare({ ...sampleShare, id: 's-2', message: 'x'.repeat(100_000) })).code).toBe(
      'disk-full',
    );
    full.ledger.close();

    const listed = await runCli(['list', '--json', '--profile-dir', profile]);
    expect([listed.code, JSON.parse(listed.stdout), JSON.parse(listed.stderr)]).toMatchObject([
      0,
      [{ id: sampleShare.id }],
      { warning: { code: 'disk-full' } },
    ]);

    rmSync(join(disk, 'fill'), { recursive: true });
    const again = openLedger(profile);
    again.ledger.saveShare({ ...sampleShare, id: 's-2' });
    expect([again.warning, again.ledger.shares().length]).toEqual([undefined, 2]);
    again.ledger.close();
  });
  test('says so of changes that belong together, too', () => {
    const { ledger } = openLedger(join(disk, 'together'));
    ledger.saveConnection(sampleConnection);
    fill();
    const save = () => ledger.saveShare({ ...sampleShare, message: 'x'.repeat(100_000) });
    const { code } = caught(() => ledger.together(save));
    rmSync(join(disk, 'fill'), { recursive: true });
    ledger.together(save);
    const saved = ledger.shares().length;
    ledger.close();
    expect([code, saved]).toEqual(['disk-full', 1]);
  });
});

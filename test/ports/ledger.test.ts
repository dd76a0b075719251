// The ledger keeps its promises on the twin and on a real file, with its rights, its secrets and its accidents.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { itemTable, ledgerVersion } from '../../main/adapters/ledger/schema';
import { markPosition } from '../../main/core/model/share';
import { openDatabase } from '../../main/adapters/ledger/sqlite';
import { copyShare, damagePageWith } from '../fakes/many-shares';
import { caught } from '../fakes/failing';
import { createMemoryLedgerFile } from '../fakes/memory-ledger';
import { sampleArrival, sampleConnection, sampleFileRequest, sampleItem, sampleShare } from '../fakes/samples';
import { onPosix } from '../platform';
import { ledgerSuite } from './ledger';

const scratch = mkdtempSync(join(tmpdir(), 'mayfly-ledger-'));
const opened: { readonly close: () => void }[] = [];
afterAll(() => {
  // Windows removes no file that is open.
  for (const ledger of opened) ledger.close();
  rmSync(scratch, { recursive: true, force: true });
});

let profiles = 0;
const newProfile = () => {
  profiles += 1;
  return join(scratch, `profile-${profiles}`);
};

ledgerSuite('memory', createMemoryLedgerFile);
ledgerSuite('SQLite', () => {
  const profile = newProfile();
  const own: { readonly close: () => void }[] = [];
  return {
    open() {
      const { ledger } = openLedger(profile);
      own.push(ledger);
      opened.push(ledger);
      return ledger;
    },
    lose() {
      for (const ledger of own.splice(0)) {
        ledger.close();
        opened.splice(opened.indexOf(ledger), 1);
      }
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(profile, `mayfly.db${suffix}`), { force: true });
    },
  };
});

describe('the ledger’s file', () => {
  let profile = '';
  beforeEach(() => {
    profile = newProfile();
  });
  const database = () => join(profile, 'mayfly.db');
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
  const files = () => readdirSync(profile).toSorted();

  /** A ledger with one share, closed again. */
  const fill = () => {
    const { ledger } = openLedger(profile);
    ledger.saveConnection(sampleConnection);
    ledger.saveShare(sampleShare);
    ledger.close();
  };

  test.runIf(onPosix('file modes'))('and its companions are for their owner only, under the widest umask', () => {
    const umask = process.umask(0);
    try {
      const { ledger } = openLedger(profile);
      ledger.saveConnection(sampleConnection);
      expect(modeOf(profile)).toBe('700');
      expect(files()).toEqual(['connections-saved', 'mayfly.db', 'mayfly.db-shm', 'mayfly.db-wal']);
      for (const name of files()) expect([name, modeOf(join(profile, name))]).toEqual([name, '600']);
      ledger.close();
    } finally {
      process.umask(umask);
    }
  });

  test('of an earlier Mayfly, which knew files and pages alone, keeps them and takes a mark', () => {
    const before = { ...sampleItem, shareId: sampleShare.id, source: { path: '/home/a.txt' } };
    const mark = { ...sampleItem, shareId: sampleShare.id, role: 'mark' as const, key: 'p/m/mark' };
    fill();
    const first = openLedger(profile).ledger;
    first.saveItem(before, 0);
    first.close();
    const narrow = itemTable.replace(/'page'[^)]*\)/, "'page')").replace(/CREATE INDEX items_marks.*/, '');
    const file = openDatabase(database());
    file.exec(`CREATE TEMP TABLE kept AS SELECT * FROM share_items; DROP TABLE share_items; ${narrow}
      INSERT INTO share_items SELECT * FROM kept; DROP TABLE receipts;`);
    file.close();
    const { ledger } = openLedger(profile);
    opened.push(ledger);
    expect(ledger.items(sampleShare.id)).toEqual([before]);
    ledger.saveItem(mark, markPosition);
    expect(ledger.items(sampleShare.id)).toEqual([before, mark]);
    expect(ledger.itemsOf('/home/a.txt')).toEqual([before]);
    expect(ledger.markedShares()).toHaveLength(1);
  });

  test('of an earlier Mayfly, whose arrivals had no folders, keeps them and takes one', () => {
    const first = openLedger(profile).ledger;
    first.saveConnection(sampleConnection);
    first.saveFileRequest(sampleFileRequest);
    first.saveArrivals([sampleArrival]);
    first.close();
    const file = openDatabase(database());
    file.exec('ALTER TABLE arrivals DROP COLUMN folder');
    file.close();
    const { ledger } = openLedger(profile);
    opened.push(ledger);
    expect(ledger.arrivals(sampleFileRequest.id)).toEqual([sampleArrival]);
    ledger.saveArrivals([{ ...sampleArrival, folder: 'trip/day 1' }]);
    expect(ledger.arrivals(sampleFileRequest.id)).toEqual([{ ...sampleArrival, folder: 'trip/day 1' }]);
  });

  test.runIf(onPosix('file modes'))('is taken back from others when it was open to them', () => {
    fill();
    chmodSync(database(), 0o666);
    openLedger(profile).ledger.close();
    expect(modeOf(database())).toBe('600');
  });

  test('keeps what was saved over a restart', () => {
    fill();
    const { ledger, keptAside } = openLedger(profile);
    expect([keptAside, ledger.connections(), ledger.shares()]).toEqual([undefined, [sampleConnection], [sampleShare]]);
    ledger.close();
  });

  test('never holds what was forgotten, not even in freed pages', () => {
    const { ledger } = openLedger(profile);
    ledger.saveConnection(sampleConnection);
    ledger.saveShare({ ...sampleShare, name: 'CANARY-forgotten-name.pdf' });
    ledger.forgetShare(sampleShare.id);
    ledger.close();
    expect(readFileSync(database()).includes('CANARY')).toBe(false);
  });

  describe.each([
    ['text instead of a database', () => writeFileSync(database(), 'this is a text and no database'.repeat(200))],
    ['zeroes', () => writeFileSync(database(), Buffer.alloc(16_384))],
    [
      'a damaged header',
      () => writeFileSync(database(), Buffer.concat([Buffer.from('SQLITE?'), readFileSync(database()).subarray(7)])),
    ],
    [
      'the second half missing',
      () => truncateSync(database(), Math.floor(statSync(database()).size / 2 / 4_096) * 4_096),
    ],
    ['all but the first page missing', () => truncateSync(database(), 4_096)],
    [
      'pages overwritten',
      () => {
        const bytes = readFileSync(database());
        bytes.fill(0xff, 4_096 + 100);
        writeFileSync(database(), bytes);
      },
    ],
  ])('with %s', (_what, damage) => {
    test.each([
      ['read whole', {}],
      ['too large to be read whole', { wholeUpToBytes: 0, later: true }],
    ])('and %s is kept aside byte for byte, said, and a new one begins', (_size, checks) => {
      fill();
      damage();
      const before = readFileSync(database());
      const { ledger, keptAside } = openLedger(profile, checks);
      expect(keptAside?.code).toBe('ledger-damaged');
      expect(ledger.shares()).toEqual([]);
      ledger.saveConnection(sampleConnection);
      const aside = files().filter((name) => /^mayfly\.db\.damaged-[\dTZ-]+$/.test(name));
      expect(aside).toHaveLength(1);
      expect(readFileSync(join(profile, aside[0] ?? '')).equals(before)).toBe(true);
      ledger.close();
      const again = openLedger(profile);
      expect([again.keptAside, again.ledger.connections()]).toEqual([undefined, [sampleConnection]]);
      again.ledger.close();
    });
  });

  describe('too large to be read whole at the start', () => {
    const large = { wholeUpToBytes: 0, later: true };
    const marks = () => files().filter((name) => name.includes('suspect') || name.includes('damaged'));

    /** Damages a page that holds an old row: nothing that a start reads. */
    const damageOldRow = () => {
      fill();
      copyShare(database(), 2_000, { id: "printf('s-%d', n)", key: "printf('%d/old.pdf', n)", created_at_ms: 'n' });
      const bytes = damagePageWith('1000/old.pdf', readFileSync(database()));
      writeFileSync(database(), bytes);
      return bytes;
    };

    test('is read afterwards, and found sound', async () => {
      fill();
      const { ledger, checkWhole } = openLedger(profile, large);
      await checkWhole?.();
      expect(checkWhole).toBeDefined();
      expect([ledger.shares(), marks()]).toEqual([[sampleShare], []]);
      ledger.close();
    });

    test('has its damage found and said afterwards, and is kept aside byte for byte by the next start', async () => {
      const before = damageOldRow();
      const { ledger, keptAside, checkWhole } = openLedger(profile, large);
      expect([keptAside, ledger.connections()]).toEqual([undefined, [sampleConnection]]);
      await expect(checkWhole?.()).rejects.toThrow('ledger-damage-found');
      ledger.close();
      expect(readFileSync(database()).equals(before)).toBe(true);
      const again = openLedger(profile, large);
      expect([again.keptAside?.code, again.ledger.connections()]).toEqual(['ledger-damaged', []]);
      again.ledger.close();
      // Its companions, where SQLite left some, lie beside it.
      const [aside = '', ...more] = marks().filter((name) => !/-(wal|shm)$/.test(name));
      expect([readFileSync(join(profile, aside)).equals(before), more]).toEqual([true, []]);
    });

    test('says so when somebody reads what is damaged, and is kept aside by the next start', () => {
      damageOldRow();
      const { ledger } = openLedger(profile, large);
      expect(() => ledger.shares()).toThrow('ledger-damage-found');
      ledger.close();
      const again = openLedger(profile, large);
      expect(again.keptAside?.code).toBe('ledger-damaged');
      again.ledger.close();
    });

    test('is read whole once a day where nobody reads it afterwards', () => {
      damageOldRow();
      const { ledger } = openLedger(profile, large);
      ledger.saveValue('ledger-checked-at', String(Date.now() - 86_000_000));
      ledger.close();
      const command = openLedger(profile, { wholeUpToBytes: 0 });
      expect(command.keptAside).toBeUndefined();
      command.ledger.saveValue('ledger-checked-at', String(Date.now() - 87_000_000));
      command.ledger.close();
      const nextDay = openLedger(profile, { wholeUpToBytes: 0 });
      expect(nextDay.keptAside?.code).toBe('ledger-damaged');
      nextDay.ledger.close();
    });

    test('and sound is not read whole again the same day', () => {
      fill();
      openLedger(profile, { wholeUpToBytes: 0 }).ledger.close();
      const again = openLedger(profile, { wholeUpToBytes: 0 });
      expect(again.checkWhole).toBeDefined();
      again.ledger.close();
    });
  });

  test('of no length is a beginning: a start that was cut off leaves it so', () => {
    mkdirSync(profile);
    writeFileSync(database(), '');
    const { ledger, keptAside } = openLedger(profile);
    expect([keptAside, ledger.shares()]).toEqual([undefined, []]);
    ledger.close();
    const made = openDatabase(database());
    expect(made.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    made.close();
  });

  test('of a newer Mayfly is refused, and not touched', () => {
    fill();
    const newer = openDatabase(database());
    newer.exec(`PRAGMA user_version = ${ledgerVersion + 1}`);
    newer.close();
    const before = [files(), readFileSync(database())];
    expect(() => openLedger(profile)).toThrow('ledger-newer');
    expect([files(), readFileSync(database())]).toEqual(before);
  });

  test('of a newer Mayfly that was killed is refused too', () => {
    fill();
    const newer = openDatabase(database());
    newer.exec(`PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = ${ledgerVersion + 1}`);
    const [main, wal] = ['', '-wal'].map((suffix) => readFileSync(database() + suffix));
    newer.close();
    writeFileSync(database(), main ?? '');
    writeFileSync(`${database()}-wal`, wal ?? '');
    expect(() => openLedger(profile)).toThrow('ledger-newer');
    const again = openDatabase(database());
    expect(again.prepare('SELECT count(*) AS count FROM shares').get()).toEqual({ count: 1 });
    again.close();
  });

  test.each(['shares', 'connections', 'share_items'])(
    'without its table %s is damaged: it says so, and the next start keeps it aside',
    (table) => {
      fill();
      const other = openDatabase(database());
      other.exec(`PRAGMA foreign_keys = OFF; DROP TABLE ${table}`);
      other.close();
      expect(() => {
        const { ledger } = openLedger(profile);
        opened.push(ledger);
        ledger.connections();
        ledger.shares();
        ledger.items('s-1');
      }).toThrow('ledger-damage-found');
      for (const ledger of opened.splice(0)) ledger.close();
      const again = openLedger(profile);
      expect([again.keptAside?.code, again.ledger.shares()]).toEqual(['ledger-damaged', []]);
      again.ledger.close();
      expect(files().some((name) => name.startsWith('mayfly.db.damaged-'))).toBe(true);
    },
  );

  test.runIf(onPosix('named pipes'))('that is a named pipe is unusable at once, in words', () => {
    mkdirSync(profile);
    execFileSync('mkfifo', [database()]);
    expect(caught(() => openLedger(profile))).toMatchObject({
      code: 'ledger-unusable',
      detail: { reason: 'it is no ordinary file' },
    });
  });

  test('that is not there is not made by who only reads', () => {
    const { ledger, warning } = openLedger(profile, { begins: false });
    expect([ledger.connections(), ledger.shares(), warning, existsSync(profile)]).toEqual([[], [], undefined, false]);
    ledger.close();
    const { ledger: saved } = openLedger(profile);
    saved.saveConnection(sampleConnection);
    saved.close();
    rmSync(database());
    const lost = openLedger(profile, { begins: false });
    expect([lost.warning?.code, existsSync(database())]).toEqual(['connections-lost', false]);
    lost.ledger.close();
  });

  test('with settings of another hand falls back to what is meant', () => {
    const { ledger } = openLedger(profile);
    for (const text of ['', 'null', '[]', '{"expirySeconds":0,"theme":"pink","parallel":1e9}', '{"theme":"dark"']) {
      ledger.saveValue('settings', text);
      expect(ledger.settings()).toMatchObject({ expirySeconds: 86_400, theme: 'system', parallel: 128 });
    }
    ledger.close();
  });

  test('in a folder that is a file is unusable, in words', () => {
    writeFileSync(profile, 'a file');
    expect(() => openLedger(profile)).toThrow('ledger-unusable');
  });

  test('that is a folder is unusable, in words', () => {
    mkdirSync(database(), { recursive: true });
    expect(() => openLedger(profile)).toThrow('ledger-unusable');
  });
});

// A search that finds nothing proves something only if it finds what is there: twenty planted ones, each where one might lie.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../main/adapters/ledger/sqlite';
import { createScanner, toldOf, type Canary } from './scan';

const secret: Canary = { name: 'the secret', value: `CANARY"/+${randomBytes(24).toString('base64')}=&/+` };
const signature: Canary = { name: 'the signature', value: randomBytes(32).toString('hex') };
const canaries = [secret, signature];
const place = mkdtempSync(join(tmpdir(), 'mayfly-scan-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const base64 = (text: string, alphabet: 'base64' | 'base64url' = 'base64') => Buffer.from(text).toString(alphabet);
const link = (value: string) => `https://s3.example.com/files/a.txt?X-Amz-Expires=60&X-Amz-Signature=${value}`;

/** As V8 writes one: text, one string a line. */
const snapshot = (value: string) =>
  `{"snapshot":{"meta":{"node_fields":["type","name"]}},"nodes":[9,1,2],"strings":["<dummy>",\n${JSON.stringify(value)}]}`;

/** Bytes of a database and its log, after `act` on a table that had 200 rows before. */
function database(act: (run: (sql: string, ...values: string[]) => void) => void): Buffer {
  const path = join(mkdtempSync(join(place, 'db-')), 'rows.db');
  const db = openDatabase(path);
  const run = (sql: string, ...values: string[]) => void db.prepare(sql).run(...values);
  run('PRAGMA secure_delete = OFF');
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)');
  for (let at = 0; at < 200; at += 1) run('INSERT INTO row (text) VALUES (?)', `row ${at} `.repeat(20));
  act((sql, ...values) => (sql === 'checkpoint' ? db.exec('PRAGMA wal_checkpoint(TRUNCATE)') : run(sql, ...values)));
  const read = (suffix: string) => {
    try {
      return readFileSync(`${path}${suffix}`);
    } catch {
      return Buffer.alloc(0);
    }
  };
  const bytes = Buffer.concat([read(''), read('-wal')]);
  db.close();
  return bytes;
}

/** What a disk or a process may hold without a value in it. */
const clean = () => database((run) => run('DELETE FROM row WHERE id > 100'));

const plants: readonly (readonly [string, Canary, (value: string) => Buffer | string])[] = [
  ['a heap snapshot', secret, snapshot],
  ['a heap snapshot, a link', signature, (value) => snapshot(link(value))],
  [
    'a heap snapshot, a string joined of two',
    secret,
    (value) => snapshot(value.slice(0, 25)) + snapshot(value.slice(25)),
  ],
  ['a page', secret, (value) => `<input value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`],
  ['a log, a link', signature, (value) => `2026-11-25 error: GET ${link(value)}\n`],
  ['a log, JSON inside JSON', secret, (value) => `info ${JSON.stringify({ text: JSON.stringify({ value }) })}\n`],
  [
    'a log, an address in an address',
    secret,
    (value) => `/open?to=${encodeURIComponent(`/x?key=${encodeURIComponent(value)}`)}`,
  ],
  ['a message', secret, (value) => JSON.stringify(['state:changed', { note: value }]).replaceAll('/', '\\/')],
  ['a storage file, UTF-16', secret, (value) => Buffer.from(`_key\0${value}\0`, 'utf16le')],
  ['a storage file, big end first', signature, (value) => Buffer.from(`x${value}x`, 'utf16le').swap16()],
  ['a temporary file, base64', secret, (value) => base64(value)],
  ['a temporary file, base64 one on', secret, (value) => base64(`x${value}xx`)],
  ['a temporary file, base64 two on', signature, (value) => base64(`xx${link(value)}`)],
  ['a cookie, base64 for URLs', secret, (value) => base64(`k=${value};`, 'base64url')],
  ['arguments', signature, (value) => ['xdg-open', link(value), ''].join('\0')],
  ['an environment', secret, (value) => ['HOME=/', `AWS_SECRET_ACCESS_KEY=${value}`, 'LANG=C', ''].join('\0')],
  ['a database', signature, (value) => database((run) => run('UPDATE row SET text = ? WHERE id = 7', link(value)))],
  [
    'its write-ahead log',
    secret,
    (value) =>
      database((run) => {
        run('checkpoint');
        run('UPDATE row SET text = ? WHERE id = 7', value);
      }),
  ],
  [
    'its free pages',
    secret,
    (value) =>
      database((run) => {
        run('UPDATE row SET text = ? WHERE id > 150', `${value} `.repeat(8));
        run('DELETE FROM row WHERE id > 100');
        run('checkpoint');
      }),
  ],
  [
    'its rows across pages',
    signature,
    (value) =>
      database((run) => {
        run('INSERT INTO row (text) VALUES (?)', 'x'.repeat(9_000).replace(/.{70}/g, `${value}xxxxxx`));
        run('checkpoint');
      }),
  ],
];

describe('the scanner', () => {
  const scanner = createScanner(canaries);

  test.each(plants)('finds what is planted in %s', (where, canary, plant) => {
    const found = scanner.find(
      Buffer.concat([Buffer.from('\0before '), Buffer.from(plant(canary.value)), Buffer.alloc(99)]),
    );
    expect(found.map((one) => one.canary)).toContain(canary.name);
    for (const told of toldOf(where, found)) expect(told).not.toContain(canary.value);
  });

  test('had twenty places to look at, and finds nothing in the same without a plant', () => {
    expect(plants).toHaveLength(20);
    for (const [where, , plant] of plants) {
      const other = createScanner([
        { name: 'another secret', value: randomBytes(32).toString('base64') },
        { name: 'another signature', value: randomBytes(32).toString('hex') },
      ]);
      expect(toldOf(where, other.find(Buffer.from(plant(secret.value))))).toEqual([]);
    }
    expect(scanner.find(clean())).toEqual([]);
    expect(scanner.find(randomBytes(1_000_000))).toEqual([]);
    expect(scanner.find(Buffer.from(signature.value.slice(0, 20)))).toEqual([]);
  });

  test('finds each half, at the first and at the last byte', () => {
    for (const { name, value } of canaries) {
      for (const half of [value.slice(0, value.length >> 1), value.slice(value.length >> 1)]) {
        expect(scanner.find(Buffer.from(half))[0]).toMatchObject({ canary: name, form: 'raw', at: 0 });
      }
    }
    expect(scanner.find(new Uint8Array(0))).toEqual([]);
  });

  test('refuses a value that may be found by accident', () => {
    expect(() => createScanner([{ name: 'short', value: 'secret' }])).toThrow('too short');
  });
});

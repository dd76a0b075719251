// A log is there when something went wrong: it must be written, bounded, private, and safe to send to somebody.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../main/adapters/files/log';
import { Failure } from '../../main/core/model/failure';
import { onPosix } from '../platform';

const scratch = mkdtempSync(join(tmpdir(), 'mayfly-log-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let profiles = 0;
let profile = '';
beforeEach(() => {
  profiles += 1;
  profile = join(scratch, `p${profiles}`);
});
const file = () => join(profile, 'logs', 'mayfly.log');
const lines = () => readFileSync(file(), 'utf8').split('\n').slice(0, -1);

test.runIf(onPosix('file modes'))('its file is for its owner only', () => {
  createLog(profile).info('started');
  expect([statSync(file()).mode & 0o777, statSync(join(profile, 'logs')).mode & 0o777]).toEqual([0o600, 0o700]);
});

test('lines have a time and a level', () => {
  const log = createLog(profile);
  log.info('started');
  log.error('went wrong');
  expect(lines().map((line) => line.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, ''))).toEqual([
    'info started',
    'error went wrong',
  ]);
});

test('a failure is its code and its facts, without the text of what caused it', () => {
  createLog(profile).error('sharing failed', new Failure('timed-out', { host: 'h:9000' }, new Error('canary')));
  expect(lines()[0]).toMatch(/ error sharing failed: timed-out \{"host":"h:9000"\}$/);
});

test('an unexpected failure says what caused it, cleaned', () => {
  const cause = Object.assign(new Error('GET https://h/k?X-Amz-Signature=canary'), { secretAccessKey: 'canary' });
  createLog(profile).error('sharing failed', new Failure('unexpected', {}, cause));
  const text = readFileSync(file(), 'utf8');
  expect(text).toContain('because Error: GET https://h/k?…');
  expect(text).not.toContain('canary');
});

test.each([
  ['a text', 'canary'],
  ['an object', { secret: 'canary' }],
  ['null', null],
])('%s that was thrown is only its kind', (_what, thrown) => {
  createLog(profile).error('odd', thrown);
  expect(lines()[0]).toMatch(/ error odd: (string|object)$/);
});

test('no message makes two lines of one', () => {
  const log = createLog(profile);
  log.info('a\nb\r\n2026-01-01T00:00:00.000Z info forged');
  expect(lines()).toHaveLength(1);
});

test('no message steers the terminal that the log is read in', () => {
  createLog(profile).info('a\u001b[2Jb\u009b2Jc\u202ed\ttab');
  expect(lines()[0]).toMatch(/ info a\ufffd\[2Jb\ufffd2Jc\ufffdd\ufffdtab$/);
});

test('past a mebibyte the file is kept once, and a new one begins', () => {
  const log = createLog(profile);
  writeFileSync(file(), 'x'.repeat(1_048_577));
  log.info('first of the new');
  log.info('second of the new');
  expect(lines()).toHaveLength(2);
  expect(statSync(join(profile, 'logs', 'mayfly.old.log')).size).toBe(1_048_577);
  writeFileSync(file(), 'y'.repeat(1_048_577));
  log.info('again');
  expect(readFileSync(join(profile, 'logs', 'mayfly.old.log'), 'utf8')[0]).toBe('y');
});

test('a log that cannot be written stops nobody', () => {
  const log = createLog(profile);
  mkdirSync(file());
  expect(() => log.info('lost')).not.toThrow();
  rmSync(join(profile, 'logs'), { recursive: true });
  expect(() => log.error('lost', new Error('x'))).not.toThrow();
  expect(existsSync(file())).toBe(false);
});

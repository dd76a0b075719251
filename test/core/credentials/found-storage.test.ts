// What other programs know of S3 storage is read from their own files, made by rclone 1.60, mc 2025-04-03 and Cyberduck's format.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  cyberduckBookmark,
  isEncryptedRclone,
  longestFile,
  mcAliases,
  rcloneRemotes,
} from '../../../main/core/credentials/rules/found-storage';
import { processorMs } from '../../processor-time';
import { rejected } from '../../fakes/failing';
import { secretEntry, startApp, type RunningApp } from '../app/running-app';
import { sampleConnection } from '../../fakes/samples';
import { anyCharacter } from '../../any-character';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'programs', name), 'utf8');

describe('rclone', () => {
  test('every remote of S3 with keys is found, an obscured secret in plain', () => {
    expect(rcloneRemotes(fixture('rclone.conf'))).toEqual([
      {
        program: 'rclone',
        name: 'plain',
        provider: 'minio',
        endpoint: 'http://127.0.0.1:9000',
        accessKeyId: 'RCLONEPLAIN',
        secretAccessKey: 'CANARY/plain+secret==',
      },
      {
        program: 'rclone',
        name: 'r2',
        provider: 'r2',
        region: 'auto',
        endpoint: 'https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com',
        accessKeyId: 'RCLONER2',
        secretAccessKey: 'CANARYr2',
      },
      {
        program: 'rclone',
        name: 'obscured',
        endpoint: 'https://s3.example.com:9000',
        addressing: 'path',
        accessKeyId: 'RCLONEOBSCURED',
        secretAccessKey: 'CANARY-obscured-secret',
      },
      {
        program: 'rclone',
        name: 'frankfurt',
        provider: 'aws',
        region: 'eu-central-1',
        accessKeyId: 'RCLONEAWS',
        secretAccessKey: 'CANARYaws',
      },
    ]);
  });

  test('encrypted settings are recognised, and hold nothing to read', () => {
    expect(isEncryptedRclone(fixture('rclone-encrypted.conf'))).toBe(true);
    expect(rcloneRemotes(fixture('rclone-encrypted.conf'))).toEqual([]);
    expect(isEncryptedRclone(fixture('rclone.conf'))).toBe(false);
  });

  test('no secret of AWS or R2 is taken for an obscured one', () => {
    const secret = fc.oneof(fc.stringMatching(/^[A-Za-z0-9]{40}$/), fc.stringMatching(/^[0-9a-f]{64}$/));
    fc.assert(
      fc.property(secret, (text) => {
        const [found] = rcloneRemotes(`[a]\ntype=s3\naccess_key_id=AK\nsecret_access_key=${text}`);
        expect(found?.secretAccessKey).toBe(text);
      }),
    );
  });
});

test('mc: every alias with keys of its own, neither the gaps nor the playground', () => {
  expect(mcAliases(fixture('mc-config.json'))).toEqual([
    {
      program: 'mc',
      name: 'local',
      endpoint: 'http://127.0.0.1:9000',
      addressing: 'path',
      accessKeyId: 'MCLOCAL',
      secretAccessKey: 'CANARY-mc-secret',
    },
    {
      program: 'mc',
      name: 'wasabi',
      endpoint: 'https://s3.eu-central-1.wasabisys.com',
      accessKeyId: 'MCWASABI',
      secretAccessKey: 'CANARY-mc-wasabi',
    },
  ]);
});

test.each([
  ['a bookmark', fixture('s3.duck'), 'https://s3.example.com:9000'],
  ['of port 443', fixture('s3.duck').replace('>9000<', '>443<'), 'https://s3.example.com'],
  ['of port 80', fixture('s3.duck').replace('>9000<', '>80<'), 'http://s3.example.com'],
  ['of a profile without TLS', fixture('s3.duck').replace('iterate GmbH', 'minio-http'), 'http://s3.example.com:9000'],
  ['of a profile with it', fixture('s3.duck').replace('iterate GmbH', 'minio-https'), 'https://s3.example.com:9000'],
])('Cyberduck: %s without a secret', (_what, text, endpoint) => {
  expect(cyberduckBookmark(text)).toEqual({
    program: 'cyberduck',
    name: 'Studio & Archive',
    endpoint,
    region: 'eu-central-1',
    bucket: 'handoff',
    accessKeyId: 'DUCKKEY',
  });
});

test('Cyberduck: what is no S3, or names no server, is left out', () => {
  for (const [from, to] of [
    ['>s3<', '>sftp<'],
    ['>s3.example.com<', '><'],
    ['>s3.example.com<', '>file:///etc<'],
  ] as const)
    expect(cyberduckBookmark(fixture('s3.duck').replace(from, to))).toBeUndefined();
});

describe('hostile files', () => {
  const readers = { rcloneRemotes, mcAliases, cyberduckBookmark, isEncryptedRclone };

  test.each(Object.entries(readers))('%s takes anything', (_name, read) => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(() => read(text)).not.toThrow();
      }),
    );
  });

  const long = (part: string) => part.repeat(Math.floor(longestFile / part.length));
  test.each([
    ['brackets', long('[')],
    ['headers', long('[a]\n')],
    ['signs', long('=')],
    ['one line', `[a]\ntype=s3\nsecret_access_key=${long('A').slice(0, -40)}`],
    ['keys of a list', long('<key>Hostname</key>')],
    ['open keys', long('<key>')],
    ['spaces between', `<key>Protocol</key>${long(' ')}`],
    ['nested JSON', long('[')],
    ['objects', long('{"url":"https://a.example"},')],
    ['too long', long('a').padEnd(longestFile + 1, 'a')],
  ])('%s end soon', (_what, text) => {
    const readAll = () => Object.values(readers).forEach((read) => read(text));
    expect(processorMs(readAll)).toBeLessThan(2_000);
  });

  test('names show what cannot be seen, and a server that is none is left out', () => {
    const remote = (more: string) => `[a\u202eb]\ntype=s3\naccess_key_id=AK\nsecret_access_key=SECRET\n${more}`;
    const [found] = rcloneRemotes(remote('endpoint = file:///etc/passwd'));
    expect(found?.name).not.toContain('\u202e');
    expect(found?.endpoint).toBeUndefined();
    expect(rcloneRemotes(remote('').replace('[a\u202eb]', '[__proto__]'))).toHaveLength(1);
  });
});

describe('a found storage', () => {
  let running: RunningApp | undefined;
  afterEach(() => running?.app.stop());

  test('becomes a connection whose secret went from the file into the keychain alone', async () => {
    const settings = {
      rclone: [fixture('rclone.conf')],
      mc: [fixture('mc-config.json')],
      cyberduck: [fixture('s3.duck')],
    };
    running = await startApp({ ports: { otherPrograms: { read: async () => settings } } });
    const { app, secrets } = running;
    const { storages, encrypted } = await app.findStorages();
    expect([encrypted, storages.map(({ storage: { program, name } }) => `${program} ${name}`)]).toEqual([
      false,
      [
        'rclone plain',
        'rclone r2',
        'rclone obscured',
        'rclone frankfurt',
        'mc local',
        'mc wasabi',
        'cyberduck Studio & Archive',
      ],
    ]);
    const { id } = await app.takeStorage(storages[0]?.id ?? '');
    const draft = { ...sampleConnection, id: undefined, name: 'Found', pasteId: id };
    const saved = await app.saveConnection(draft, false);
    expect(secrets.entries.get(secretEntry(saved))).toContain('CANARY/plain+secret==');

    settings.rclone = [fixture('rclone-encrypted.conf')];
    expect((await app.findStorages()).encrypted).toBe(true);
    expect((await rejected(app.takeStorage(storages[0]?.id ?? ''))).code).toBe('found-gone');
  });
});

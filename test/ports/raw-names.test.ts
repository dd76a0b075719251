// Names of old archives and disks are no UTF-8: such a file was “not found” although it lay there.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFiles } from '../../main/adapters/files/files';
import { pathOfText, textOfPath, writableName } from '../../main/adapters/files/raw-path';
import { interrupt, runCli, startCli } from '../cli/run-cli';
import { volume } from '../volume';
import { anyCharacter } from '../any-character';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-raw-'));
afterAll(() => rmSync(folder, { recursive: true }));

const latin1 = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.of(0xe9), Buffer.from('.txt')]);
const typed = textOfPath(latin1);

describe('the bytes of a path', () => {
  test('of every kind are one text each, and come back', () => {
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.string({ unit: anyCharacter }).map((text) => Buffer.from(text)),
    );
    const bytes = fc.array(part, { maxLength: 4 }).map((parts) => Buffer.concat(parts));
    fc.assert(
      fc.property(bytes, (path) => {
        const text = textOfPath(path);
        expect(text.isWellFormed()).toBe(true);
        expect(Buffer.from(pathOfText(text))).toEqual(path);
      }),
      { numRuns: volume(1_000) },
    );
  });

  test('that are UTF-8 are the text, and a character that stands for a byte is none', () => {
    expect(pathOfText(textOfPath(Buffer.from('/home/é 한 🎉')))).toBe('/home/é 한 🎉');
    const trap = Buffer.from('caf\u{10fee9}');
    expect([textOfPath(trap) === 'caf\u{10fee9}', Buffer.from(pathOfText(textOfPath(trap)))]).toEqual([false, trap]);
    expect(writableName(textOfPath(Buffer.from([0x61, 0xe9, 0xe8, 0x62])))).toBe('a_b');
  });
});

describe.runIf(process.platform === 'linux')('a file whose name is no UTF-8', () => {
  beforeAll(() => writeFileSync(latin1, 'coffee'));

  test('is found by its path and in its folder, and opened, under a name that can be written', async () => {
    const renamed: string[] = [];
    const files = createFiles((name) => renamed.push(name));
    for (const path of [typed, folder]) {
      const [file] = (await files.find(path)).files;
      expect(file?.name.endsWith('caf_.txt')).toBe(true);
      const opened = await files.open(file?.path ?? '', file);
      const target = Buffer.alloc(6);
      await opened.read(0, target);
      expect([target.toString(), (await opened.inspect()).sizeBytes]).toEqual(['coffee', 6]);
      await opened.close();
    }
    expect(renamed).toEqual(['caf_.txt', 'caf_.txt']);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('is shared from the command line, which says the name to programs in its answer alone', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'mayfly-raw-profile-'));
    const env = { AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test-secret-of-the-suite' };
    const server = startCli(['bucket', 'serve', '--profile-dir', profile], { env });
    try {
      const { endpoint, bucket } = JSON.parse(await server.firstLine()) as { endpoint: string; bucket: string };
      // Node cannot write such an argument; a shell can.
      const shell = ['sh', '-c', `exec "$@" "$(printf '%s/caf\\351.txt' "$0")"`, folder];
      const args = [
        'share',
        '--json',
        '--endpoint',
        endpoint,
        '--bucket',
        bucket,
        '--profile-dir',
        `${profile}/client`,
      ];
      const { code, stdout, stderr } = await runCli(args, { runner: shell, env });
      expect([code, stderr]).toEqual([0, '']);
      const { url, files } = JSON.parse(stdout) as { url: string; files: readonly { name: string }[] };
      expect([files[0]?.name, await (await fetch(url)).text()]).toEqual(['caf_.txt', 'coffee']);
    } finally {
      await interrupt(server);
      rmSync(profile, { recursive: true });
    }
  });
});

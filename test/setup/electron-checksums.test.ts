// What packs an Electron takes it by the checksums that the lock file holds: whoever serves another one serves its checksums as well.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { isDeep } from '../volume';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-checksums-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.runIf(isDeep)('an Electron with other bytes is not packed, although its server vouches for it', async () => {
  const other = Buffer.from('another Electron');
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    const name = request.url?.split('/').at(-1) ?? '';
    asked.push(name);
    const zip = /^electron-.*\.zip$/.exec(asked[0] ?? '')?.[0] ?? '';
    answer.end(name.endsWith('.zip') ? other : `${createHash('sha256').update(other).digest('hex')} *${zip}\n`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const builder = spawn(
      process.execPath,
      ['node_modules/electron-builder/cli.js', '--dir', '--publish', 'never', `-c.directories.output=${folder}/dist`],
      {
        env: {
          ...process.env,
          ELECTRON_OVERRIDE_DIST_PATH: '',
          ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
          electron_config_cache: join(folder, 'cache'),
          ELECTRON_CACHE: join(folder, 'cache'),
          XDG_CACHE_HOME: join(folder, 'cache'),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const [said, warned, [code]] = await Promise.all([
      text(builder.stdout),
      text(builder.stderr),
      once(builder, 'close') as Promise<[number]>,
    ]);
    expect(
      asked.filter((name) => name.endsWith('.zip')),
      `${said}${warned}`,
    ).not.toEqual([]);
    expect(code).not.toBe(0);
    expect(`${said}${warned}`).toMatch(/sha256|checksum/i);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

// A process that goes on after a rejection nobody took may never answer again: it ends, and whoever waits for it sees that.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bundleForNode } from '../fakes/bundle';

test.each(['main/engine.ts', 'main/local-bucket/server/entry.ts'])(
  '%s ends at it, also where Electron only warns (from version 37 on)',
  async (entry) => {
    const child = await bundleForNode(entry);
    // Electron's port to the parent, and its way with rejections.
    const script = `
      process.parentPort = { on() {}, postMessage() {} };
      await import(${JSON.stringify(pathToFileURL(child).href)});
      setTimeout(() => process.exit(0), 2_000);
      Promise.reject(new Error('nobody takes this'));`;
    const { status } = spawnSync(process.execPath, [
      '--unhandled-rejections=warn',
      '--input-type=module',
      '-e',
      script,
    ]);
    expect(status).toBe(1);
  },
);

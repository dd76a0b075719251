// A guest who reads the page of a file request once and fills its slots without a browser.
import { expect } from '@playwright/test';
import { put, storedStatus } from '../cli/put-slot';
import { aboutOf, readPage, writeOf } from '../core/requests/guest';

export async function guestOf(link: string) {
  const page = readPage(Buffer.from(await (await fetch(link)).arrayBuffer()));
  return {
    /** One of a batch of two files of Mina. */
    async send(index: number, name: string, bytes: Uint8Array): Promise<void> {
      const about = aboutOf(name, 'batch', 2, { sender: 'Mina', note: 'from \u202eSaturday' });
      for (const [part, file] of [
        ['about', about],
        ['data', bytes],
      ] as const) {
        const write = writeOf(page, new URL(link).origin, index, part);
        expect(await put(write, file)).toBe(storedStatus(write));
      }
    },
  };
}

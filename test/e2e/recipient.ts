// What a recipient gets from a link, seen from another process and from a real browser.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';

export interface Received {
  /** 0: nobody answered. */
  readonly status: number;
  readonly contentType: string | null;
  readonly disposition: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Opens the link in a second process. */
export async function receive(url: string): Promise<Received> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'recipient.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(url);
  return JSON.parse(await text(child.stdout)) as Received;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const sha256OfFile = async (path: string): Promise<string> => sha256(await readFile(path));

/** The name a browser would save the file under, read from `filename*` (RFC 5987). */
export function fileNameOf({ disposition }: Received): string {
  return decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1] ?? '');
}

/** The system's browser, as the recipient has one. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['MAYFLY_BROWSER'] || '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });

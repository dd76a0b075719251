// The four sizes every fault meets, and how the matrix is cut down for an ordinary test run.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeep, someOf } from '../volume';

const mebibyte = 1_048_576;

export const sizes = {
  '0 B': 0,
  '1 B': 1,
  '5 MiB + 1': 5 * mebibyte + 1,
  '64 MiB': 64 * mebibyte,
} as const;
export type SizeName = keyof typeof sizes;
export const sizeNames = Object.keys(sizes) as readonly SizeName[];

/** Bytes that repeat nowhere, the same for the same seed: a block in the wrong place is a difference. */
export function content(sizeBytes: number, seed: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  const block = 65_536;
  for (let offset = 0; offset < sizeBytes; offset += block) {
    const digest = createHash('sha256').update(`${seed} ${offset}`).digest();
    bytes.fill(digest, offset, Math.min(offset + block, sizeBytes));
  }
  return bytes;
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'mayfly-faults-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function writeContent(folder: string, name: string, sizeBytes: number, seed: number): string {
  const path = join(folder, name);
  writeFileSync(path, content(sizeBytes, seed));
  // Whole seconds, so that a test can set the time back exactly.
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  return path;
}

/** `npm run test:faults`. */
export const isWhole = process.env['MAYFLY_FAULTS'] === 'all';

/** All of them in `npm run test:faults`, one in `stride` in `npm run test:deep`, and of those one in four in `npm test`; from a fixed place. */
export const chosen = <T>(cases: readonly T[], stride = 10, first = 0): readonly T[] =>
  isWhole
    ? cases
    : someOf(
        cases.filter((_, index) => index % stride === first % stride),
        4,
      );

/** How many kills: of `npm run test:faults`, of `npm run test:deep`, and one in `npm test`. */
export const killCount = (whole: number, deep: number): number => (isWhole ? whole : isDeep ? deep : 1);
export const runSeed = Number(process.env['MAYFLY_FAULTS_SEED'] ?? 20_260_101);

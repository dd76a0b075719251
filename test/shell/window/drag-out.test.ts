// Files of links that were dragged out are removed, and one that another program holds keeps Mayfly neither from starting nor from ending.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createDragOut } from '../../../main/shell/window/drag-out';

vi.mock('electron', () => ({ app: {}, nativeImage: {} }));
const held = 'link-heldXX';
// As Windows refuses it; here the system removes what is open.
vi.mock('node:fs', async (real) => {
  const all = await real<typeof fs>();
  return {
    ...all,
    rmSync(path: string, options: fs.RmOptions) {
      if (path.endsWith(held)) throw Object.assign(new Error('resource busy or locked'), { code: 'EBUSY' });
      all.rmSync(path, options);
    },
  };
});

const profile = fs.mkdtempSync(join(tmpdir(), 'mayfly-dragged-'));
afterEach(() => fs.rmSync(profile, { recursive: true, force: true }));

test('a dragged file that a program has open stays, and the others go', () => {
  const folder = join(profile, 'dragged');
  for (const name of [held, 'link-freeXX', 'of the user']) fs.mkdirSync(join(folder, name), { recursive: true });
  const { clear } = createDragOut({ folder, window: () => undefined, iconPath: '' });
  expect(fs.readdirSync(folder).toSorted()).toEqual([held, 'of the user']);
  expect(clear).not.toThrow();
});

test('what cannot be listed there keeps Mayfly neither from starting nor from ending', () => {
  fs.mkdirSync(profile, { recursive: true });
  const folder = join(profile, 'dragged');
  fs.writeFileSync(folder, 'of the user');
  const { clear } = createDragOut({ folder, window: () => undefined, iconPath: '' });
  expect(clear).not.toThrow();
  expect(fs.readFileSync(folder, 'utf8')).toBe('of the user');
});

// A person at a Wayland session: presses that the compositor knows of, and a window that loses the focus.
import { execFileSync } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { ElectronApplication, Locator } from '@playwright/test';
import { expect } from './fixtures';

/** Of linux/input-event-codes.h. */
const codes = { control: 29, v: 47 } as const;
const controlMask = 4;

/** Writes lines for scripts/platforms/wayland/virtual-input.c. */
async function order(...lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    await appendFile(process.env['MAYFLY_TEST_INPUT'] ?? '', `${line}\n`);
    await wait(30);
  }
}

const sway = (...args: readonly string[]) => execFileSync('swaymsg', ['--raw', ...args], { encoding: 'utf8' });

interface Node {
  readonly app_id?: string | null;
  readonly name: string | null;
  readonly focused: boolean;
  readonly visible?: boolean;
  readonly rect: { readonly x: number; readonly y: number };
  readonly nodes: readonly Node[];
  readonly floating_nodes: readonly Node[];
}

const windowsIn = (node: Node): readonly Node[] => [
  ...(typeof node.app_id === 'string' ? [node] : []),
  ...[...node.nodes, ...node.floating_nodes].flatMap(windowsIn),
];

/** Windows as the compositor has them. */
export const windows = (): readonly Node[] => windowsIn(JSON.parse(sway('-t', 'get_tree')) as Node);

const focusedWindows = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((one) => one.isFocused()).length);

/** The person turns to something else: none of our windows has the focus, until `turnBack`. */
export async function turnAway(app: ElectronApplication): Promise<void> {
  sway('workspace elsewhere');
  await expect.poll(() => focusedWindows(app)).toBe(0);
}

/** Our windows come back; nothing of ours was pressed yet. */
export async function turnBack(app: ElectronApplication): Promise<void> {
  sway('workspace number 1');
  await expect.poll(() => focusedWindows(app)).toBe(1);
}

/** A press of a real pointer, on a page of the window that has the focus. */
export async function press(target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  const window = windows().find(({ focused }) => focused);
  if (box === null || window === undefined) throw new Error('there is nothing to press');
  const x = Math.round(window.rect.x + box.x + box.width / 2);
  const y = Math.round(window.rect.y + box.y + box.height / 2);
  await order(`move ${x} ${y}`, `move ${x + 1} ${y}`, 'button 1', 'button 0');
}

/** Ctrl+V of a real keyboard. */
export const pasteKeys = (): Promise<void> =>
  order(
    `key ${codes.control} 1`,
    `mods ${controlMask}`,
    `key ${codes.v} 1`,
    `key ${codes.v} 0`,
    `key ${codes.control} 0`,
    'mods 0',
  );

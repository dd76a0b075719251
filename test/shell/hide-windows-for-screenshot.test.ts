// No picture that Mayfly takes shows its own windows, whatever else ends meanwhile.
import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import { hideWindowsForScreenshot } from '../../main/shell/hide-windows-for-screenshot';

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }));

function windowOf() {
  let isVisible = true;
  return {
    isVisible: () => isVisible,
    isMinimized: () => false,
    isDestroyed: () => false,
    hide: () => void (isVisible = false),
    showInactive: () => void (isVisible = true),
  };
}

/** Each screenshot lasts until it is told to end. */
function open() {
  const window = windowOf();
  const ends: (() => void)[] = [];
  const screenshots = hideWindowsForScreenshot(() => [window as unknown as BrowserWindow])({
    take: () => new Promise((resolve) => ends.push(() => resolve(undefined))),
  });
  const take = () => screenshots.take('region');
  return { window, take, end: (at: number) => ends[at]?.(), begun: () => ends.length };
}

test('a window steps aside for a screenshot and is there again afterwards', async () => {
  const { window, take, end, begun } = open();
  const taken = take();
  expect(window.isVisible()).toBe(false);
  await vi.waitUntil(() => begun() === 1);
  end(0);
  await taken;
  expect(window.isVisible()).toBe(true);
});

test('a screenshot that another one replaced brings no window back into the picture', async () => {
  const { window, take, end, begun } = open();
  const first = take();
  const second = take();
  await vi.waitUntil(() => begun() === 2);
  end(0);
  await first;
  expect(window.isVisible()).toBe(false);
  end(1);
  await second;
  expect(window.isVisible()).toBe(true);
});

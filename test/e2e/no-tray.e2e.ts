// Why this exists: on a desktop without a tray a hidden window could never come back, so closing it quits.
import { expect, launch, quit, test } from './fixtures';

test('closing the window quits where no tray would bring it back', async ({ mayfly }) => {
  const gone = mayfly.app.waitForEvent('close');
  await mayfly.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await gone;
});

test('a hidden start shows the window all the same where there is no tray', async ({ profileDir }) => {
  const { app } = await launch({ profileDir, args: ['--hidden'] });
  try {
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())))
      .toEqual([true]);
  } finally {
    await quit(app);
  }
});

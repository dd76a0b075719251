// Drops files on a window as the operating system does.
import { setTimeout as sleep } from 'node:timers/promises';

/** A drag takes at least as long over the window that it ends on, ms. */
const hoverMs = 150;

/** Unix ms, with fractions. */
export const nowMs = () => performance.timeOrigin + performance.now();

/** Drops `files` on the middle of `zone`, a locator of `page`; returns the time of the mouse button's release. */
export async function drop(page, zone, files) {
  const devtools = await page.context().newCDPSession(page);
  let box = null;
  // None while the first view gives way to the page.
  while (box === null) {
    await zone.waitFor();
    box = await zone.boundingBox();
  }
  const data = { items: [], files, dragOperationsMask: 1 };
  const event = (type) => ({ type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  await devtools.send('Input.dispatchDragEvent', event('dragEnter'));
  await devtools.send('Input.dispatchDragEvent', event('dragOver'));
  await sleep(hoverMs);
  const atMs = nowMs();
  await devtools.send('Input.dispatchDragEvent', event('drop'));
  await devtools.detach();
  return atMs;
}

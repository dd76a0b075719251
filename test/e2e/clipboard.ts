// The clipboard as other programs have it. In a Wayland session what the app itself reads back proves nothing, so there another
// program writes and reads it.
import { spawnSync } from 'node:child_process';
import type { ElectronApplication } from '@playwright/test';

/** These tests run in a Wayland session (`npm run test:platforms -- wayland`). */
export const onWayland = process.env['MAYFLY_DISPLAY'] === 'wayland';

/** As another program copies it; an empty text empties the clipboard. */
export function copyElsewhere(bytes: string | Uint8Array, type = 'text/plain'): void {
  const args = bytes.length === 0 ? ['--clear'] : ['--type', type];
  // It stays behind to serve what was copied: nobody waits for its output.
  const { status } = spawnSync('wl-copy', args, { input: bytes, stdio: ['pipe', 'ignore', 'ignore'] });
  if (status !== 0) throw new Error(`wl-copy ended with ${status}`);
}

/** As another program pastes it. */
export const pastedElsewhere = (): string =>
  spawnSync('wl-paste', ['--no-newline', '--type', 'text/plain'], { encoding: 'utf8' }).stdout;

/** Puts a text on the clipboard; an empty one empties it. */
export async function setClipboard(app: ElectronApplication, text: string): Promise<void> {
  if (onWayland) return copyElsewhere(text);
  return app.evaluate(
    ({ clipboard }, written) => (written === '' ? clipboard.clear() : clipboard.writeText(written)),
    text,
  );
}

/** Puts bytes there under the system's name of a format, as a file manager does. */
export async function setClipboardBytes(app: ElectronApplication, format: string, content: string): Promise<void> {
  if (onWayland) return copyElsewhere(content, format);
  return app.evaluate(
    ({ clipboard }, [name, text]) =>
      (clipboard as unknown as { writeBuffer(name: string, bytes: Buffer): void }).writeBuffer(name, Buffer.from(text)),
    [format, content] as const,
  );
}

/** A picture, as a program that draws copies it. */
export async function setClipboardPicture(app: ElectronApplication): Promise<void> {
  const png = await app.evaluate(({ clipboard, nativeImage }, written) => {
    const picture = nativeImage.createFromBuffer(Buffer.alloc(16, 255), { width: 2, height: 2 });
    if (written) (clipboard as unknown as { writeImage(image: unknown): void }).writeImage(picture);
    return picture.toPNG().toString('base64');
  }, !onWayland);
  if (onWayland) copyElsewhere(Buffer.from(png, 'base64'), 'image/png');
}

/** What other programs paste. */
export const clipboardText = async (app: ElectronApplication): Promise<string> =>
  onWayland
    ? pastedElsewhere()
    : app.evaluate(
        ({ clipboard }) =>
          clipboard.readText() ||
          // Electron 33 does not find a text of its own under that name.
          (clipboard as unknown as { readBuffer(name: string): Buffer }).readBuffer('UTF8_STRING').toString(),
      );

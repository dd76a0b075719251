// The system takes the picture of the screen; this adapter removes the temporary file.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../core/model/failure';
import type { Clipboard, Screenshots } from '../../core/ports/desktop';
import { isOwnTempFolder } from '../files/temp-files';
import { screenshotByProgram } from './screenshot-programs';

const ownPrefix = 'shot-';
const mostBytes = 256 * 1_048_576;
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The PNG in a file; nothing when there is no file. Raises `screenshot-unavailable` for anything else. */
async function pictureIn(path: string): Promise<Uint8Array | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW).catch(
    () => undefined,
  );
  if (file === undefined) return undefined;
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > mostBytes) throw new Failure('screenshot-unavailable');
    const bytes = await file.readFile();
    if (!bytes.subarray(0, png.length).equals(png)) throw new Failure('screenshot-unavailable');
    return bytes;
  } finally {
    await file.close();
  }
}

/** A portal's temporary file is ours alone to remove; a file among the person's pictures stays. */
async function afterPortal(path: string): Promise<Uint8Array | undefined> {
  const picture = await pictureIn(path);
  if (dirname(path) === tmpdir()) await rm(path, { force: true });
  return picture;
}

/** Explorer's tool puts the picture on the clipboard and reports neither its end nor a cancel. */
const clipboardAskedMs = 700;
const clipboardWaitMs = 90_000;

async function fromExplorer(clipboard: Pick<Clipboard, 'read'>): Promise<Uint8Array | undefined> {
  const current = async () => {
    const content = await clipboard.read();
    return content.kind === 'image' ? Buffer.from(content.png) : undefined;
  };
  const before = await current();
  execFile('explorer.exe', ['ms-screenclip:']);
  for (const end = Date.now() + clipboardWaitMs; Date.now() < end; await wait(clipboardAskedMs)) {
    const now = await current();
    if (now !== undefined && (before === undefined || !now.equals(before))) return now;
  }
  return undefined;
}

/** `folder` (mode 0700) holds a picture until it is read. `own` takes it where the system has no way. */
export function createScreenshots(
  folder: string,
  clipboard: Pick<Clipboard, 'read'>,
  own: Screenshots | undefined,
): Screenshots {
  // Files of a run that crashed.
  void readdir(folder).then(
    (names) =>
      Promise.all(
        names
          .filter((name) => isOwnTempFolder(join(folder, name), ownPrefix))
          .map((name) => rm(join(folder, name), { recursive: true, force: true })),
      ),
    () => undefined,
  );
  const wayland = (process.env['WAYLAND_DISPLAY'] ?? '') !== '';
  return {
    async take(area) {
      if (process.platform === 'win32') return fromExplorer(clipboard);
      const answer =
        process.platform === 'linux'
          ? await (await import('./screenshot-portal')).screenshotByPortal(area)
          : { kind: 'none' as const };
      if (answer.kind === 'left') return undefined;
      if (answer.kind === 'file') return afterPortal(answer.path);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const place = await mkdtemp(join(folder, ownPrefix));
      try {
        const file = join(place, 'screenshot.png');
        const { platform } = process;
        if (await screenshotByProgram(area, file, { platform, wayland })) return await pictureIn(file);
      } finally {
        await rm(place, { recursive: true, force: true });
      }
      if (own === undefined) throw new Failure('screenshot-unavailable');
      return own.take(area);
    },
  };
}

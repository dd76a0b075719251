// Takes a part of the screen where the desktop has no tool for it: a still picture of every screen, each in a window of its own, in which the
// person chooses. On X11 only: elsewhere the system has a tool, or lets no program see the screen.
import { app, desktopCapturer, screen, type BrowserWindow, type Display, type NativeImage } from 'electron';
import { Failure } from '../../core/model/failure';
import type { ScreenArea } from '../../core/ports/desktop';
import { createPageWindow, type PageLook, type PageOptions } from '../window/window';
import type { Pictures } from '../window/one-time-images';
import type { Rectangle } from '../window/window-state';

/** A page that has not shown its picture by then never will. */
const drawnWithinMs = 10_000;
const jpegQuality = 92;

const sizeInPixels = ({ size, scaleFactor }: Display) => ({
  width: Math.round(size.width * scaleFactor),
  height: Math.round(size.height * scaleFactor),
});

async function pictureOf(display: Display, displayCount: number): Promise<NativeImage> {
  const sources = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: sizeInPixels(display) });
  const source =
    sources.find(({ display_id: id }) => id === String(display.id)) ?? (displayCount === 1 ? sources[0] : undefined);
  if (source === undefined || source.thumbnail.isEmpty()) throw new Failure('screenshot-unavailable');
  return source.thumbnail;
}

export function createRegionPicker(page: PageLook, pictures: Pick<Pictures, 'offer'>) {
  let onCreated: PageOptions['onCreated'] | undefined;
  let stills = new Map<number, NativeImage>();
  let windows: readonly BrowserWindow[] = [];
  let settle: ((result: Uint8Array | undefined | Failure) => void) | undefined;

  const end = (result: Uint8Array | undefined | Failure) => {
    const open = windows;
    windows = [];
    stills = new Map();
    for (const window of open) if (!window.isDestroyed()) window.destroy();
    settle?.(result);
    settle = undefined;
  };
  const unavailable = () => end(new Failure('screenshot-unavailable'));

  const cover = (display: Display, hasKeyboard: boolean): BrowserWindow => {
    const created = createPageWindow(
      `region.html#${display.id}`,
      {
        ...display.bounds,
        frame: false,
        fullscreen: true,
        movable: false,
        skipTaskbar: true,
        alwaysOnTop: true,
        hasShadow: false,
        enableLargerThanScreen: true,
      },
      { ...page, onCreated: (made) => onCreated?.(made), onPageGone: unavailable },
    );
    const timer = setTimeout(unavailable, drawnWithinMs);
    let isShown = false;
    created.webContents.on('page-title-updated', (_event, title) => {
      // The page changes its title once its picture is drawn.
      if (title === app.name || isShown) return;
      isShown = true;
      clearTimeout(timer);
      created.setBounds(display.bounds);
      created.setAlwaysOnTop(true, 'screen-saver');
      if (!hasKeyboard) return created.showInactive();
      created.show();
      created.focus();
    });
    created.once('closed', () => {
      clearTimeout(timer);
      if (windows.includes(created)) end(undefined);
    });
    return created;
  };

  return {
    /** Called once, before the first choice; `onCreated` is called for each window. */
    follow: (listener: PageOptions['onCreated']) => {
      onCreated = listener;
    },
    /** A PNG; `undefined` when the person cancelled. Raises `screenshot-unavailable`. */
    take: async (area: ScreenArea): Promise<Uint8Array | undefined> => {
      end(undefined);
      const displays = screen.getAllDisplays();
      const near = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
      if (area === 'screen') return (await pictureOf(near, displays.length)).toPNG();
      const taken = new Map<number, NativeImage>();
      for (const display of displays) taken.set(display.id, await pictureOf(display, displays.length));
      const result = await new Promise<Uint8Array | undefined | Failure>((resolve) => {
        end(undefined);
        settle = resolve;
        stills = taken;
        windows = displays.map((display) => cover(display, display.id === near.id));
      });
      if (result instanceof Failure) throw result;
      return result;
    },
    /** The path of the picture of a screen, for one fetch. Raises `bad-request`. */
    picture: (screenId: number): string => {
      const still = stills.get(screenId);
      if (still === undefined) throw new Failure('bad-request');
      return pictures.offer(still.toJPEG(jpegQuality), 'image/jpeg');
    },
    /** Ends the choice with an area of that screen, in pixels of its picture; without one it is cancelled. */
    end: (screenId: number, area: Rectangle | undefined) => {
      const still = stills.get(screenId);
      if (still === undefined) return;
      if (area === undefined) return end(undefined);
      const { width, height } = still.getSize();
      if (area.x + area.width > width || area.y + area.height > height) throw new Failure('bad-request');
      end(still.crop(area).toPNG());
    },
  };
}

export type RegionPicker = ReturnType<typeof createRegionPicker>;

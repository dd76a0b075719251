// Saves and restores the window's place; moves it onto a screen when its own is gone.
import { toZoom, usualZoom } from './zoom';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** In Electron's device-independent pixels; the bounds of the window when it is not maximised. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximised: boolean;
  /** Percent. */
  readonly zoom: number;
}

export interface WindowPlace {
  /** Without x and y the system chooses a place. */
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximised: boolean;
}

export const usualSize = { width: 920, height: 680 } as const;
export const leastSize = { width: 420, height: 480 } as const;

/** The part of the window's title bar that must be on a screen, so that the user can drag it. */
const grip = { width: 120, height: 32 } as const;

const isWhole = (value: unknown): value is number => Number.isInteger(value) && Math.abs(Number(value)) < 1_000_000;

/** Parses the text of `windowStateText`; undefined for any other text. */
export function toWindowState(text: string | undefined): WindowState | undefined {
  try {
    const { x, y, width, height, maximised, zoom } = JSON.parse(text ?? '') as Readonly<Record<string, unknown>>;
    if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height) || width < 1 || height < 1) return undefined;
    return { bounds: { x, y, width, height }, maximised: maximised === true, zoom: toZoom(zoom) };
  } catch {
    return undefined;
  }
}

export const windowStateText = ({ bounds, maximised, zoom }: WindowState): string =>
  JSON.stringify({ ...bounds, maximised, ...(zoom !== usualZoom && { zoom }) });

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);

/** The title bar, by which users drag the window. */
const canBeHeld = ({ x, y, width }: Rectangle, screen: Rectangle): boolean =>
  overlap(x, width, screen.x, screen.width) >= Math.min(grip.width, width) &&
  y >= screen.y &&
  overlap(y, grip.height, screen.y, screen.height) >= grip.height;

const shared = (a: Rectangle, b: Rectangle): number =>
  Math.max(0, overlap(a.x, a.width, b.x, b.width)) * Math.max(0, overlap(a.y, a.height, b.y, b.height));

/**
 * The window's place. `screens` are the work areas of the displays, the main display's first. Keeps a place where the user can drag the
 * window; else moves it into the screen with its largest part, or the first one, and makes it no larger than that screen.
 */
export function windowPlace(state: WindowState | undefined, screens: readonly Rectangle[]): WindowPlace {
  const [first] = screens;
  if (first === undefined) return { ...usualSize, maximised: false };
  const fit = (screen: Rectangle, { width, height }: { readonly width: number; readonly height: number }) => ({
    width: Math.max(leastSize.width, Math.min(width, screen.width)),
    height: Math.max(leastSize.height, Math.min(height, screen.height)),
  });
  if (state === undefined) return { ...fit(first, usualSize), maximised: false };
  const { bounds, maximised } = state;
  const screen = screens.reduce((best, next) => (shared(bounds, next) > shared(bounds, best) ? next : best), first);
  const size = fit(screen, bounds);
  if (canBeHeld({ ...bounds, ...size }, screen)) return { x: bounds.x, y: bounds.y, ...size, maximised };
  const within = (at: number, length: number, from: number, available: number) =>
    Math.max(from, Math.min(at, from + available - length));
  return {
    x: within(bounds.x, size.width, screen.x, screen.width),
    y: within(bounds.y, size.height, screen.y, screen.height),
    ...size,
    maximised,
  };
}

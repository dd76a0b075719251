// A window comes back where it was left, unless the screen it was on is gone: then where it can be seen and moved.

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** In pixels of the desktop, as Electron counts them; the bounds are those the window has when it is not maximised. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

export interface WindowPlace {
  /** Without a place the system chooses one. */
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximised: boolean;
}

export const usualSize = { width: 920, height: 680 } as const;
export const leastSize = { width: 420, height: 480 } as const;

/** So much of the window's top must be on a screen, or nobody could take hold of it. */
const grip = { width: 120, height: 32 } as const;

const isWhole = (value: unknown): value is number => Number.isInteger(value) && Math.abs(Number(value)) < 1_000_000;

/** What `windowStateText` wrote; anything else is nothing. */
export function toWindowState(text: string | undefined): WindowState | undefined {
  try {
    const { x, y, width, height, maximised } = JSON.parse(text ?? '') as Readonly<Record<string, unknown>>;
    if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height) || width < 1 || height < 1) return undefined;
    return { bounds: { x, y, width, height }, maximised: maximised === true };
  } catch {
    return undefined;
  }
}

export const windowStateText = ({ bounds, maximised }: WindowState): string => JSON.stringify({ ...bounds, maximised });

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);

/** The part of the window people drag it by. */
const canBeHeld = ({ x, y, width }: Rectangle, screen: Rectangle): boolean =>
  overlap(x, width, screen.x, screen.width) >= Math.min(grip.width, width) &&
  y >= screen.y &&
  overlap(y, grip.height, screen.y, screen.height) >= grip.height;

const shared = (a: Rectangle, b: Rectangle): number =>
  Math.max(0, overlap(a.x, a.width, b.x, b.width)) * Math.max(0, overlap(a.y, a.height, b.y, b.height));

/**
 * Where the window opens. `screens` are the parts of the displays that windows may use, the first one the main display's. Kept is what can be
 * taken hold of; otherwise the window is moved into the screen it has most of, else the first, and never is larger than its screen.
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

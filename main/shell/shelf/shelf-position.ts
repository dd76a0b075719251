// Places the shelf. Desktops do not tell the position of the tray icon: it opens at the pointer, else in the corner
// where the tray usually is.
import type { Rectangle } from '../window/window-state';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Display {
  readonly bounds: Rectangle;
  /** The screen without panels and docks. */
  readonly workArea: Rectangle;
}

export const shelfSize = { width: 340, height: 300 } as const;
/** The strip of the shelf at the screen's edge, tall enough for a drag to hit. */
const stripSize = { width: 5, height: 240 } as const;
const gap = 8;

const clamp = (at: number, from: number, to: number): number => Math.round(Math.max(from, Math.min(at, to)));

/** At the pointer: under a panel at the top, above one at the bottom. */
export function besidePointer({ x, y }: Point, { workArea: area }: Display): Rectangle {
  const { width, height } = shelfSize;
  const isUpper = y < area.y + area.height / 2;
  return {
    x: clamp(x - width / 2, area.x + gap, area.x + area.width - width - gap),
    y: isUpper ? Math.round(area.y + gap) : Math.round(area.y + area.height - height - gap),
    width,
    height,
  };
}

/** In the right corner, at the top where a panel is there, else at the bottom. */
export function inTrayCorner({ bounds, workArea: area }: Display): Rectangle {
  const { width, height } = shelfSize;
  const hasTopPanel = area.y > bounds.y;
  return {
    x: Math.round(area.x + area.width - width - gap),
    y: hasTopPanel ? Math.round(area.y + gap) : Math.round(area.y + area.height - height - gap),
    width,
    height,
  };
}

/** The strip at the middle of the right edge. */
export const atEdge = ({ bounds, workArea: area }: Display): Rectangle => ({
  x: Math.round(bounds.x + bounds.width - stripSize.width),
  y: Math.round(area.y + (area.height - stripSize.height) / 2),
  ...stripSize,
});

/** The shelf opened from the strip, beside it. */
export const fromEdge = ({ bounds, workArea: area }: Display): Rectangle => ({
  x: Math.round(bounds.x + bounds.width - stripSize.width - shelfSize.width),
  y: Math.round(area.y + (area.height - shelfSize.height) / 2),
  ...shelfSize,
});

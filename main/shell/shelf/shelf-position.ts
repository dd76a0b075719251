// The shelf stands beside the tray icon, which a desktop does not place for us: where the pointer clicked, else in the corner
// where the tray usually is.
import type { Rectangle } from '../window/window-state';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Display {
  readonly bounds: Rectangle;
  /** What panels and docks leave of it. */
  readonly workArea: Rectangle;
}

export const shelfSize = { width: 340, height: 300 } as const;
/** A sliver of the shelf at the screen's edge, tall enough to be hit by a drag. */
export const stripSize = { width: 5, height: 240 } as const;
const gap = 8;

const clamp = (at: number, from: number, to: number): number => Math.round(Math.max(from, Math.min(at, to)));

/** Beside where the pointer is: under a panel at the top, above one at the bottom. */
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

/** Right, at the top where a panel is there, else at the bottom. */
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

/** The sliver at the right edge, in the middle. */
export const atEdge = ({ bounds, workArea: area }: Display): Rectangle => ({
  x: Math.round(bounds.x + bounds.width - stripSize.width),
  y: Math.round(area.y + (area.height - stripSize.height) / 2),
  ...stripSize,
});

/** The shelf that a sliver grows into: what was dragged to the edge stays above it. */
export const fromEdge = ({ bounds, workArea: area }: Display): Rectangle => ({
  x: Math.round(bounds.x + bounds.width - shelfSize.width),
  y: Math.round(area.y + (area.height - shelfSize.height) / 2),
  ...shelfSize,
});

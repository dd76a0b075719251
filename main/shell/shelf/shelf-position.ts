// Places the shelf: beside the tray icon, or in the corner where the tray usually is, where the system does not tell the icon's place.
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
const stripSize = { width: 3, height: 240 } as const;
const gap = 8;

const clamp = (at: number, from: number, to: number): number => Math.round(Math.max(from, Math.min(at, to)));

/** Linux desktops tell no place of an icon, which Electron gives as an empty one. */
export const isKnown = ({ width, height }: Rectangle): boolean => width > 0 && height > 0;

/** Beside the tray icon: under a panel at the top, above one at the bottom, at the level of the icon beside one at a side. */
export function besideIcon(icon: Rectangle, { workArea: area }: Display): Rectangle {
  const { width, height } = shelfSize;
  const centre: Point = { x: icon.x + icon.width / 2, y: icon.y + icon.height / 2 };
  const [left, top] = [area.x + gap, area.y + gap];
  const [right, bottom] = [area.x + area.width - width - gap, area.y + area.height - height - gap];
  const isAtSide = centre.x < area.x || centre.x >= area.x + area.width;
  const isUpper = centre.y < area.y + area.height / 2;
  return {
    x: clamp(centre.x - width / 2, left, right),
    y: isAtSide ? clamp(centre.y - height / 2, top, bottom) : Math.round(isUpper ? top : bottom),
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

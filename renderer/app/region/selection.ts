// The rectangle that a person draws over a picture of the screen, in whole pixels of that picture.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Area = Point & Size;

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** Between two corners, at least one pixel, inside the screen. */
export function between(a: Point, b: Point, screen: Size): Area {
  const edges = (from: number, to: number, length: number) => {
    const start = within(Math.round(Math.min(from, to)), 0, length - 1);
    return { start, length: within(Math.round(Math.max(from, to)), start + 1, length) - start };
  };
  const across = edges(a.x, b.x, screen.width);
  const down = edges(a.y, b.y, screen.height);
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}

/** Moved, as far as the screen goes. */
export const moved = (area: Area, by: Point, screen: Size): Area => ({
  ...area,
  x: within(Math.round(area.x + by.x), 0, screen.width - area.width),
  y: within(Math.round(area.y + by.y), 0, screen.height - area.height),
});

/** With its right and lower edge moved. */
const resized = (area: Area, by: Point, screen: Size): Area => ({
  ...area,
  width: within(area.width + by.x, 1, screen.width - area.x),
  height: within(area.height + by.y, 1, screen.height - area.y),
});

/** The middle of the screen, half as wide and half as high: where the arrow keys begin. */
export const middle = ({ width, height }: Size): Area =>
  between({ x: width / 4, y: height / 4 }, { x: (width * 3) / 4, y: (height * 3) / 4 }, { width, height });

export const contains = (area: Area, { x, y }: Point): boolean =>
  x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;

/** The corner across from the one that is no farther from the point than `reach`. */
export function cornerAcross({ x, y, width, height }: Area, point: Point, reach: number): Point | undefined {
  for (const [nearX, farX] of [
    [x, x + width],
    [x + width, x],
  ] as const)
    for (const [nearY, farY] of [
      [y, y + height],
      [y + height, y],
    ] as const)
      if (Math.abs(point.x - nearX) <= reach && Math.abs(point.y - nearY) <= reach) return { x: farX, y: farY };
  return undefined;
}

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export interface ArrowPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

/** After an arrow key: moves, with Ctrl resizes, by one pixel, with Shift by ten. `undefined` for any other key. */
export function afterArrow(area: Area | undefined, { key, shiftKey, ctrlKey }: ArrowPress, screen: Size) {
  const direction = directions[key];
  if (direction === undefined) return undefined;
  if (area === undefined) return middle(screen);
  const step = shiftKey ? 10 : 1;
  return (ctrlKey ? resized : moved)(area, { x: direction.x * step, y: direction.y * step }, screen);
}

// What the pointer does on a row as a whole: a click opens its details, the second button its menu.
import type { MouseEvent, PointerEvent } from 'react';

/** The row of the list that the event came from; a popup of a row reaches it through React's tree and lies elsewhere in the page. */
function rowOf({ target, currentTarget }: MouseEvent<HTMLElement>): HTMLElement | null {
  const row = target instanceof Element ? target.closest('li') : null;
  return row !== null && currentTarget.contains(row) ? row : null;
}

const buttonOf = (row: HTMLElement | null, act: 'details' | 'more') =>
  row?.querySelector<HTMLElement>(`[data-act="${act}"]`) ?? undefined;

/** Presses the name of a row that has details, unless the click was on a control, in the details or the end of a selection of text. */
export function onRowClick(event: MouseEvent<HTMLElement>): void {
  const isFree = (event.target as Element).closest('a, button, input, [data-details]') === null;
  if (isFree && getSelection()?.isCollapsed !== false) buttonOf(rowOf(event), 'details')?.click();
}

type Point = Pick<Element, 'getBoundingClientRect'>;

let pressedAt: Point | undefined;

/** Opens the menu of the row where it was pressed; by the keyboard, at the button "More". */
export function onRowContextMenu(event: MouseEvent<HTMLElement>): void {
  const more = buttonOf(rowOf(event), 'more');
  if (more === undefined) return;
  event.preventDefault();
  const { clientX, clientY, button } = event;
  const { pointerType } = event as unknown as PointerEvent;
  const rect = new DOMRect(clientX, clientY);
  pressedAt = button === 2 || pointerType === 'touch' ? { getBoundingClientRect: () => rect } : undefined;
  more.click();
}

/** Where the menu that opens now was asked for; told once. `undefined`: at its button. */
export function takeMenuPoint(): Point | undefined {
  const point = pressedAt;
  pressedAt = undefined;
  return point;
}

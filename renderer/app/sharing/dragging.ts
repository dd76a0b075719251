// Shared by drag-out and the drop listener; a module of its own, because the listener loads first and must be small.
let ours = false;

/** Something of ours hovers: it is nothing to share. */
export const isDraggingOut = (): boolean => ours;

/** Sets whether the current drag started in this window. */
export function draggingOut(now: boolean): void {
  ours = now;
}

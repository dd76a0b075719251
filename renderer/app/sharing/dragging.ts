// Who drags a share out and who listens for drops must agree, and who listens comes first and has to be small.
let ours = false;

/** Something of ours hovers: it is nothing to share. */
export const isDraggingOut = (): boolean => ours;

/** Says whether what hovers from now on is ours. */
export function draggingOut(now: boolean): void {
  ours = now;
}

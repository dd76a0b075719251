// A waiting upload, and a connection, can be dragged to another place among its like; the files that people drag in are
// something else.
import { useCallback, useEffect, useRef, useState, type DragEvent } from 'react';
import type { UploadView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';

/** No file and no text has these types: only rows of our own may be dropped on rows, and only on their like. */
const uploadType = 'application/x-mayfly-upload';
export const connectionType = 'application/x-mayfly-connection';

/** Before which upload (`undefined`: at the end) `dragged` comes when it takes the place of `target`; nothing when it stays. */
export function placeOf(
  ids: readonly string[],
  dragged: string,
  target: string,
): { readonly before: string | undefined } | undefined {
  const [from, to] = [ids.indexOf(dragged), ids.indexOf(target)];
  if (from < 0 || to < 0 || from === to) return undefined;
  return { before: from < to ? ids[to + 1] : target };
}

/** A function that stays the same while the list changes, so that rows need not be drawn again for it. */
function useDropOnRow(
  ids: readonly string[],
  move: (uploadId: string, before: string | undefined) => void,
): (dragged: string, target: string) => void {
  const now = useRef({ ids, move });
  useEffect(() => {
    now.current = { ids, move };
  });
  return useCallback((dragged, target) => {
    const place = placeOf(now.current.ids, dragged, target);
    if (place !== undefined) now.current.move(dragged, place.before);
  }, []);
}

export const keyOf = ({ id }: UploadView): string => id;

/** A page that uploads may have files that wait. */
const isWaiting = ({ phase, page }: UploadView) => phase === 'waiting' || (page !== undefined && phase === 'uploading');

/**
 * What the rows of a list of uploads need to change their order in the queue. The functions stay the same while the list changes; `firstWaiting`:
 * the upload that is next already.
 */
export function useQueueOrder(uploads: readonly UploadView[]) {
  const act = useAct();
  const onDropped = useDropOnRow(
    uploads.map(keyOf),
    (uploadId, before) => void act(request('uploads:move', { uploadId, beforeId: before })),
  );
  const firstWaiting = uploads.find(isWaiting)?.id;
  const latest = useRef(firstWaiting);
  useEffect(() => {
    latest.current = firstWaiting;
  });
  const onNext = useCallback(
    (uploadId: string) => void act(request('uploads:move', { uploadId, beforeId: latest.current })),
    [act],
  );
  return { firstWaiting, onNext, onDropped };
}

/** Drag handlers of a row; `isTarget` while another row is dragged over it. */
export function useRowDrag(
  rowId: string,
  movable: boolean,
  onDropped: (dragged: string, target: string) => void,
  rowType = uploadType,
) {
  const [isTarget, setTarget] = useState(false);
  const isRow = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes(rowType);
  return {
    isTarget,
    handlers: {
      draggable: movable,
      onDragStart(event: DragEvent) {
        event.dataTransfer.setData(rowType, rowId);
        event.dataTransfer.effectAllowed = 'move';
      },
      onDragOver(event: DragEvent) {
        if (!isRow(event)) return;
        // The window refuses whatever is no file.
        event.stopPropagation();
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setTarget(true);
      },
      onDragLeave: () => setTarget(false),
      onDrop(event: DragEvent) {
        setTarget(false);
        if (!isRow(event)) return;
        event.stopPropagation();
        event.preventDefault();
        onDropped(event.dataTransfer.getData(rowType), rowId);
      },
    },
  };
}

// Drags a share onto other programs as a file that main makes; meanwhile the window ignores drops of it.
import { useCallback } from 'react';
import type { Act } from '../state/run-action';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { dragLabel } from './drag-label';
import { draggingOut } from '../sharing/dragging';

/** Letting go while main still makes the file means: no drag. While the desktop has the pointer the window hears nothing of it. */
function whenLetGo(done: () => void): void {
  const ended = () => {
    window.removeEventListener('pointerup', ended);
    window.removeEventListener('pointercancel', ended);
    done();
  };
  window.addEventListener('pointerup', ended);
  window.addEventListener('pointercancel', ended);
}

type DraggedShare = Pick<ShareView, 'id' | 'name'>;

/** Drag handlers of a live share's row. */
export function useDragOut(act: Act, { id: shareId, name }: DraggedShare, live: boolean) {
  const onDragStart = useCallback(
    (event: React.DragEvent) => {
      // The page's own drag would need the link, which it must not hold.
      event.preventDefault();
      draggingOut(true);
      whenLetGo(() => void request('shares:drag-end'));
      const label = dragLabel(name);
      void act(request('shares:drag', { shareId, ...(label !== undefined && { label }) })).finally(() => {
        draggingOut(false);
      });
    },
    [act, shareId, name],
  );
  return { draggable: live, onDragStart };
}

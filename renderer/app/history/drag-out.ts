// A share is dragged onto other programs as a file that main makes; while ours is on its way, the window takes no drop of it.
import { useCallback } from 'react';
import type { Act } from '../state/run-action';
import { request } from '../state/bridge';
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

interface DragOut {
  readonly draggable: boolean;
  readonly onDragStart: (event: React.DragEvent) => void;
}

/** For the row of a share: while it lives, dragging it hands its link to the program under the pointer. */
export function useDragOut(act: Act, shareId: string, live: boolean): DragOut {
  const onDragStart = useCallback(
    (event: React.DragEvent) => {
      // The page would drag what it knows, and it must not know the link.
      event.preventDefault();
      draggingOut(true);
      whenLetGo(() => void request('shares:drag-end'));
      void act(request('shares:drag', { shareId })).finally(() => {
        draggingOut(false);
      });
    },
    [act, shareId],
  );
  return { draggable: live, onDragStart };
}

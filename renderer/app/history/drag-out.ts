// Drags a share onto other programs as a file that main makes; meanwhile the window ignores drops of it.
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

/** Drag handlers of a live share's row. */
export function useDragOut(act: Act, shareId: string, live: boolean): DragOut {
  const onDragStart = useCallback(
    (event: React.DragEvent) => {
      // The page's own drag would need the link, which it must not hold.
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

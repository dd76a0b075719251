// Drops and pastes reach the component that shares them for as long as it is shown.
import { useEffect, useState } from 'react';
import { request } from '../state/bridge';
import { listenForDrops, listenForPaste } from './drop-and-paste';

/** In view, and not behind a dialog. */
const hasTargets = (): boolean =>
  document.querySelector('[role="dialog"]') === null &&
  Array.from(document.querySelectorAll('[data-grows]'), (row) => row.getBoundingClientRect()).some(
    ({ top, bottom }) => top <= window.innerHeight && bottom >= 0,
  );

export interface Hovering {
  /** Files and folders, or 1 for a text; 0: nothing. */
  readonly count: number;
  /** The share under them, where they can come to it. */
  readonly shareId?: string | undefined;
  /** Rows that can take them are drawn. */
  readonly hasTargets: boolean;
}

const nothing: Hovering = { count: 0, hasTargets: false };

/** Listens on the whole window; gives what hovers over it right now. Main opens what a share will use once a drag comes over the window. */
export function useDrop(onFiles: (files: readonly File[], shareId?: string) => void, onText: () => void): Hovering {
  const [hovering, setHovering] = useState(nothing);
  useEffect(() => {
    let isOver = false;
    return listenForDrops(onFiles, onText, (count, areFiles, shareId) => {
      if (count > 0 && !isOver) void request('warm-up');
      isOver = count > 0;
      setHovering((now) => {
        if (count === 0) return nothing;
        if (now.count === count && now.shareId === shareId) return now;
        return { count, shareId, hasTargets: now.count === 0 ? areFiles && hasTargets() : now.hasTargets };
      });
    });
  }, [onFiles, onText]);
  return hovering;
}

/** Listens for pastes outside text fields; `onOther` must read content without a file from the system's clipboard. */
export function useFilePaste(onFiles: (files: readonly File[]) => void, onOther: () => void): void {
  useEffect(() => listenForPaste(onFiles, onOther), [onFiles, onOther]);
}

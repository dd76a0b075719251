// Drops and pastes reach the component that shares them for as long as it is shown.
import { useEffect, useState } from 'react';
import { request } from '../state/bridge';
import { listenForDrops, listenForPaste } from './drop-and-paste';

/**
 * Listens on the whole window; gives how many files and folders, or 1 for a text, hover over it right now. Main opens what a share will use once
 * a drag comes over the window.
 */
export function useDrop(onFiles: (files: readonly File[]) => void, onText: () => void): number {
  const [hovering, setHovering] = useState(0);
  useEffect(() => {
    let isOver = false;
    return listenForDrops(onFiles, onText, (count) => {
      if (count > 0 && !isOver) void request('warm-up');
      isOver = count > 0;
      setHovering(count);
    });
  }, [onFiles, onText]);
  return hovering;
}

/** Listens for pastes outside text fields; `onOther` must read content without a file from the system's clipboard. */
export function useFilePaste(onFiles: (files: readonly File[]) => void, onOther: () => void): void {
  useEffect(() => listenForPaste(onFiles, onOther), [onFiles, onOther]);
}

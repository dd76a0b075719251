// Drops and pastes reach the component that shares them for as long as it is shown.
import { useEffect, useState } from 'react';
import { listenForDrops, listenForPaste } from './drop-and-paste';

/** Listens on the whole window; gives how many files and folders, or 1 for a text, hover over it right now. */
export function useDrop(onFiles: (files: readonly File[]) => void, onText: () => void): number {
  const [hovering, setHovering] = useState(0);
  useEffect(() => listenForDrops(onFiles, onText, setHovering), [onFiles, onText]);
  return hovering;
}

/** Listens for pastes outside text fields; `onOther` must read content without a file from the system's clipboard. */
export function useFilePaste(onFiles: (files: readonly File[]) => void, onOther: () => void): void {
  useEffect(() => listenForPaste(onFiles, onOther), [onFiles, onOther]);
}

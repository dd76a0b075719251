// Makes a box focusable only while it overflows, so that the keyboard can scroll it.
import { useLayoutEffect, useState } from 'react';

interface Overflow {
  readonly ref: (box: HTMLElement | null) => void;
  /** Of the box: 0 while there is more in it than it shows. */
  readonly tabIndex: 0 | undefined;
}

export function useOverflow(): Overflow {
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [overflows, setOverflows] = useState(false);
  useLayoutEffect(() => {
    if (box === null) return undefined;
    const measure = () => setOverflows(box.scrollHeight > box.clientHeight);
    const size = new ResizeObserver(measure);
    size.observe(box);
    // The content may grow while the box keeps its size.
    const content = new MutationObserver(measure);
    content.observe(box, { childList: true, subtree: true, characterData: true });
    return () => {
      size.disconnect();
      content.disconnect();
    };
  }, [box]);
  return { ref: setBox, tabIndex: overflows ? 0 : undefined };
}

// A box that scrolls must be reached by keys, or whoever has no pointer never sees its end; one that does not is no stop for them.
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
    // What is in it may grow while the box itself may not.
    const content = new MutationObserver(measure);
    content.observe(box, { childList: true, subtree: true, characterData: true });
    return () => {
      size.disconnect();
      content.disconnect();
    };
  }, [box]);
  return { ref: setBox, tabIndex: overflows ? 0 : undefined };
}

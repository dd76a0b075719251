// Scrolls the outcome of a pressed button into view: the form is longer than the window.
import { useEffect, useRef, type RefObject } from 'react';

/** A change of `outcome` brings the end of the element into view, and its first line where it is taller than the window. */
export function useInView(outcome: unknown): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome === undefined) return;
    element.current?.scrollIntoView({ block: 'end' });
    element.current?.querySelector('p')?.scrollIntoView({ block: 'nearest' });
  }, [outcome]);
  return element;
}

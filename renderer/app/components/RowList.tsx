// Why this exists: a list of rows that stays quick with thousands of them: past fifty only what is in view is in the page.
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useContext, useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { ScrollerContext } from '../scroller';
import { useRowFocus } from '../use-row-focus';
import styles from './row-list.module.css';

const virtualPast = 50;
const estimatedRowPx = 76;

export interface RowPlace {
  readonly ref?: (element: HTMLElement | null) => void;
  readonly style?: CSSProperties;
  readonly 'data-index'?: number;
  readonly 'aria-setsize'?: number;
  readonly 'aria-posinset'?: number;
}

interface RowListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly labelledBy: string;
  /** Must spread `place` over its list item. */
  readonly renderRow: (item: T, place: RowPlace) => ReactNode;
}

/** A list named by the heading with the id `labelledBy`. */
export function RowList<T>(props: RowListProps<T>) {
  return props.items.length > virtualPast ? <LongList {...props} /> : <ShortList {...props} />;
}

/** One object for all, so that a row can tell that nothing changed. */
const anywhere: RowPlace = {};

function ShortList<T>({ items, labelledBy, renderRow }: RowListProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  return (
    <ul ref={list} className={styles['list']} aria-labelledby={labelledBy} {...useRowFocus(list)}>
      {items.map((item) => renderRow(item, anywhere))}
    </ul>
  );
}

function LongList<T>({ items, keyOf, labelledBy, renderRow }: RowListProps<T>) {
  const scroller = useContext(ScrollerContext);
  const list = useRef<HTMLUListElement>(null);
  const [offsetPx, setOffsetPx] = useState(0);
  const rowFocus = useRowFocus(list);
  // A row that holds the focus stays in the page when it is scrolled away, or the keyboard would lose its place.
  const [focusedKey, setFocusedKey] = useState<string>();
  useLayoutEffect(() => {
    const content = scroller?.firstElementChild;
    if (scroller === null || content === null || content === undefined) return undefined;
    const measure = () => {
      if (list.current === null) return;
      const top = list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
      setOffsetPx(Math.round(top));
    };
    measure();
    // What stands above the list grows and shrinks, and the content with it.
    const observer = new ResizeObserver(measure);
    observer.observe(content);
    return () => observer.disconnect();
  }, [scroller]);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised on what it returns
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => estimatedRowPx,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: 6,
    scrollMargin: offsetPx,
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      const focused = focusedKey === undefined ? -1 : items.findIndex((item) => keyOf(item) === focusedKey);
      if (focused < 0 || shown.includes(focused)) return shown;
      return [...shown, focused].sort((a, b) => a - b);
    },
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only watches where the focus of its rows is
    <ul
      ref={list}
      className={styles['long']}
      style={{ blockSize: rows.getTotalSize() }}
      aria-labelledby={labelledBy}
      onFocus={(event) => {
        rowFocus.onFocus(event);
        const item = items[Number(event.target.closest<HTMLElement>('[data-index]')?.dataset['index'])];
        setFocusedKey(item === undefined ? undefined : keyOf(item));
      }}
      onBlur={(event) => {
        rowFocus.onBlur(event);
        setFocusedKey(undefined);
      }}
    >
      {rows.getVirtualItems().map((at) => {
        const item = items[at.index];
        if (item === undefined) return null;
        return renderRow(item, {
          ref: rows.measureElement,
          style: { transform: `translateY(${at.start - offsetPx}px)` },
          'data-index': at.index,
          'aria-setsize': items.length,
          'aria-posinset': at.index + 1,
        });
      })}
    </ul>
  );
}

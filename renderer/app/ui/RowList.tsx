// A virtual list: above fifty rows only those in view are in the document.
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react';
import type { Rows } from './row-sizes';
import { scrollerOf } from './scroller';
import { sameFields } from '../state/same-fields';
import { onRowClick, onRowContextMenu } from '../keyboard/row-gestures';
import { onRowKey } from '../keyboard/use-keys';
import { useRowFocus } from './use-row-focus';
import { Skeleton } from './Skeleton';
import styles from './row-list.module.css';

const virtualPast = 50;
const overscan = 6;
const comfortablePx = () => 56;
const compactPx = () => 44;
/** Always one of two functions: another one would measure a hundred thousand rows again. */
const estimateOf = () => (document.documentElement.dataset['density'] === 'compact' ? compactPx : comfortablePx);

export interface RowPlace {
  readonly ref?: (element: HTMLElement | null) => void;
  readonly style?: CSSProperties;
  readonly 'data-index'?: number;
  readonly 'aria-setsize'?: number;
  readonly 'aria-posinset'?: number;
}

/** A long list draws its rows anew as it is scrolled: most of them stay where they are in it. */
export const isSamePlace = ({ style: styleA = {}, ...a }: RowPlace, { style: styleB = {}, ...b }: RowPlace): boolean =>
  sameFields(a, b) && sameFields(styleA, styleB);

interface RowListProps<T> {
  readonly rows: Rows<T>;
  readonly labelledBy: string;
  /** Must spread `place` over its list item. */
  readonly renderRow: (item: T, place: RowPlace) => ReactNode;
  /** Rows that are in view, by their first and last index: those that are not here yet can be fetched. */
  readonly onShown?: (first: number, last: number) => void;
  /** The key of the row whose details are shown: it comes into view, and has the focus, when that is nowhere in it. */
  readonly opened?: string | undefined;
}

/** A list named by the heading with the id `labelledBy`. */
export function RowList<T>(props: RowListProps<T>) {
  return props.rows.count > virtualPast ? <LongList {...props} /> : <ShortList {...props} />;
}

/** `scrollTo`: brings a row of that key into the page, where only some are. */
function useOpened(list: RefObject<HTMLElement | null>, opened: string | undefined, scrollTo?: (key: string) => void) {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (opened === shown.current) return;
    const row = list.current?.querySelector(':scope > [data-open="true"]');
    if (opened !== undefined && !row) {
      scrollTo?.(opened);
      return;
    }
    shown.current = opened;
    row?.scrollIntoView({ block: 'nearest' });
    if (row?.contains(document.activeElement) === false)
      row.querySelector<HTMLElement>('[data-act="details"]')?.focus({ preventScroll: true });
  });
}

/** Of all rows, so that none has listeners of its own. */
const gestures = { onKeyDown: onRowKey, onClick: onRowClick, onContextMenu: onRowContextMenu };

/** One object for all, so that a row can tell that nothing changed. */
const anywhere: RowPlace = {};

function ShortList<T>({ rows, labelledBy, renderRow, onShown, opened }: RowListProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  const last = rows.count - 1;
  // A window that opens draws the rows it has room for first, below the drop zone, and the others while the system brings it up.
  const all = useDeferredValue(true, false);
  const drawn = all ? rows.count : Math.min(rows.count, Math.ceil(window.innerHeight / 2 / estimateOf()()));
  useOpened(list, opened);
  useEffect(() => onShown?.(0, Math.max(0, last)), [onShown, last]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are those of its rows' buttons
    <ul ref={list} className={styles['list']} aria-labelledby={labelledBy} {...gestures} {...useRowFocus(list)}>
      {Array.from({ length: drawn }, (_, index) => {
        const item = rows.at(index);
        return item === undefined ? <Awaited key={index} place={anywhere} /> : renderRow(item, anywhere);
      })}
    </ul>
  );
}

/** Stands where a row will be that is not here yet. */
function Awaited({ place }: { readonly place: RowPlace }) {
  return (
    <li {...place} className={styles['awaited']} aria-busy>
      <Skeleton shape="sign" />
      <div className={styles['lines']}>
        <Skeleton width="12rem" />
        <Skeleton shape="small" width="8rem" />
      </div>
    </li>
  );
}

function LongList<T>({ rows, labelledBy, renderRow, onShown, opened }: RowListProps<T>) {
  const estimateSize = estimateOf();
  const list = useRef<HTMLUListElement>(null);
  const [offsetPx, setOffsetPx] = useState(0);
  const rowFocus = useRowFocus(list);
  // A row that holds the focus stays in the page when it is scrolled away, or the keyboard would lose its place.
  const [focusedKey, setFocusedKey] = useState<string>();
  useLayoutEffect(() => {
    const scroller = scrollerOf(list.current);
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
  }, []);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised on what it returns
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scrollerOf(list.current),
    estimateSize,
    overscan,
    scrollMargin: offsetPx,
    rangeExtractor: (range: Range) => {
      // Of a list far below, as under a thousand uploads, one row is there for the keyboard.
      const bottomPx = (virtual.scrollOffset ?? 0) + (virtual.scrollRect?.height ?? 0);
      const isFarBelow = bottomPx > 0 && bottomPx + overscan * estimateSize() < offsetPx;
      const shown = defaultRangeExtractor(isFarBelow ? { ...range, overscan: 0 } : range);
      const focused = focusedKey === undefined ? -1 : rows.indexOf(focusedKey);
      if (focused < 0 || shown.includes(focused)) return shown;
      return [...shown, focused].sort((a, b) => a - b);
    },
  });
  useOpened(list, opened, (key) => {
    const at = rows.indexOf(key);
    if (at >= 0) virtual.scrollToIndex(at);
  });
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => onShown?.(first, last), [onShown, first, last]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only watches where the focus of its rows is, and their keys
    <ul
      ref={list}
      className={styles['long']}
      style={{ blockSize: virtual.getTotalSize() }}
      aria-labelledby={labelledBy}
      {...gestures}
      onFocus={(event) => {
        rowFocus.onFocus(event);
        const item = rows.at(Number(event.target.closest<HTMLElement>('[data-index]')?.dataset['index']));
        setFocusedKey(item === undefined ? undefined : rows.keyOf(item));
      }}
      onBlur={(event) => {
        rowFocus.onBlur(event);
        // Drawn anew between the two buttons of a Tab, the list would take the focus to the row.
        if (!event.currentTarget.contains(event.relatedTarget)) setFocusedKey(undefined);
      }}
    >
      {virtual.getVirtualItems().map((at) => {
        const item = rows.at(at.index);
        const place: RowPlace = {
          ref: virtual.measureElement,
          style: { transform: `translateY(${at.start - offsetPx}px)` },
          'data-index': at.index,
          'aria-setsize': rows.count,
          'aria-posinset': at.index + 1,
        };
        return item === undefined ? <Awaited key={at.index} place={place} /> : renderRow(item, place);
      })}
    </ul>
  );
}

// Why this exists: the window's keys work wherever the focus is, except where somebody writes or a dialog is open.
import { useEffect, type KeyboardEvent } from 'react';
import { rowAct, windowAct, type RowAct, type WindowAct } from './keys';

export const isMac = (): boolean => navigator.platform.startsWith('Mac');

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea'));

/** A dialog, a menu or an open list has the keyboard to itself. */
const taken = (target: EventTarget | null): boolean =>
  document.querySelector('[role="dialog"]') !== null ||
  (target instanceof HTMLElement && target.closest('[role="menu"], [role="listbox"]') !== null);

/** Calls `onAct` for a key of the window's; those with Ctrl or Command work in text fields too. */
export function useWindowKeys(onAct: (act: WindowAct) => void): void {
  useEffect(() => {
    const down = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || taken(event.target)) return;
      const act = windowAct(event, isMac());
      if (act === undefined || (writes(event.target) && event.key.length === 1 && !event.ctrlKey && !event.metaKey))
        return;
      event.preventDefault();
      onAct(act);
    };
    window.addEventListener('keydown', down);
    return () => window.removeEventListener('keydown', down);
  }, [onAct]);
}

const buttonOf = (row: Element, act: RowAct): HTMLElement | null => row.querySelector(`[data-act="${act}"]`);

/** A row's keys press the buttons that carry their `data-act`; the arrows go to the same button of the row beside it. */
export function onRowKey(event: KeyboardEvent<HTMLElement>): void {
  const { target, nativeEvent } = event;
  const row = target instanceof HTMLElement ? target.closest('li') : null;
  if (row === null || event.defaultPrevented || nativeEvent.isComposing || writes(target) || taken(target)) return;
  // A popup of the row reaches here through React's tree and lies elsewhere in the page.
  if (!event.currentTarget.contains(row)) return;
  const act = rowAct(event, isMac());
  if (act === undefined) return;
  if (act === 'next' || act === 'previous') {
    const beside = rowBeside(event.currentTarget, row, act === 'next' ? 1 : -1);
    const held = (target as HTMLElement).dataset['act'] as RowAct | undefined;
    const to = beside && ((held && buttonOf(beside, held)) ?? beside.querySelector<HTMLElement>('button'));
    if (!to) return;
    event.preventDefault();
    to.focus();
    return;
  }
  const button = buttonOf(row, act);
  if (button === null) return;
  event.preventDefault();
  button.focus();
  button.click();
}

/** The row before or after this one as they are read; in a long list they do not lie in the page in that order. */
function rowBeside(list: Element, row: HTMLElement, step: number): Element | undefined {
  const { index } = row.dataset;
  if (index !== undefined) return list.querySelector(`[data-index="${Number(index) + step}"]`) ?? undefined;
  const rows = [...list.children];
  return rows[rows.indexOf(row) + step];
}

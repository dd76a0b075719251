// The window's shortcuts work wherever the focus is, except in text fields and open dialogs.
import { useEffect, type KeyboardEvent } from 'react';
import { rowAct, type RowAct, type WindowAct } from './keys';
import { isMac, listenForKeys, taken, writes } from './window-keys';

/** Calls `onAct` for a key of the window's. */
export function useWindowKeys(onAct: (act: WindowAct) => void): void {
  useEffect(() => listenForKeys(onAct), [onAct]);
}

const buttonOf = (row: Element, act: RowAct): HTMLElement | null => row.querySelector(`[data-act="${act}"]`);

/** A row's keys press the buttons that carry their `data-act`; the arrows go to the same button of the row beside it. */
export function onRowKey(event: KeyboardEvent<HTMLElement>): void {
  const { target, nativeEvent } = event;
  const innermost = target instanceof HTMLElement ? target.closest('li') : null;
  // A row may hold a list of its own, whose keys come here when it does nothing with them.
  let row = innermost;
  while (row !== null && row.parentElement !== event.currentTarget) row = row.parentElement?.closest('li') ?? null;
  // A popup of the row reaches here through React's tree and lies elsewhere in the page: it is in no row.
  if (row === null || event.defaultPrevented || nativeEvent.isComposing || writes(target) || taken(target)) return;
  // A box in the row that scrolls has the arrows to itself.
  if (row.contains((target as HTMLElement).closest('[data-scroller]')) && event.key !== 'Escape') return;
  if (event.key === 'Escape') {
    const opener = row.querySelector<HTMLElement>('[data-act="details"][aria-expanded="true"]');
    opener?.focus();
    opener?.click();
    return;
  }
  const act = rowAct(event, isMac());
  if (act === undefined) return;
  if (act === 'next' || act === 'previous') {
    const step = act === 'next' ? 1 : -1;
    const within = innermost === row ? (step > 0 ? row.querySelector('li') : null) : step < 0 ? row : null;
    const beside = within ?? rowBeside(event.currentTarget, row, step);
    const held = (target as HTMLElement).dataset['act'] as RowAct | undefined;
    const to =
      beside === undefined && step < 0
        ? searchBefore(event.currentTarget)
        : beside && ((held && buttonOf(beside, held)) ?? beside.querySelector<HTMLElement>('button'));
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

/** The row before or after this one as they are read, past headings; in a long list they do not lie in the page in that order. */
function rowBeside(list: Element, row: HTMLElement, step: number): HTMLElement | undefined {
  const { index } = row.dataset;
  const rows = [...list.querySelectorAll<HTMLElement>(':scope > li')];
  const beside =
    index === undefined
      ? rows[rows.indexOf(row) + step]
      : rows.find((one) => one.dataset['index'] === String(Number(index) + step));
  return beside?.dataset['heading'] === undefined ? beside : rowBeside(list, beside, step);
}

/** The search field above the list, which its first row leads back to. */
const searchBefore = (list: Element): HTMLElement | undefined =>
  list.parentElement?.querySelector<HTMLElement>('input[type="search"]') ?? undefined;

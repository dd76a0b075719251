// What this tab keeps of files that go in parts, so that a page that is loaded again can go on with them. No link: those come from the page.
import { list, record } from '../page/page-data';
import { isSame, type Begun, type Remembered } from '../guest/remembered';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const isBegun = (value: unknown): value is Begun => {
  const { path, slot, key } = record(value);
  return typeof path === 'string' && typeof slot === 'number' && typeof key === 'string';
};

/** `store` is that of this tab, which the browser empties when it is closed; it raises where the browser keeps nothing. */
export function createRemembered(pagePath: string, store: () => Store = () => sessionStorage): Remembered {
  const name = `mayfly ${pagePath}`;
  const read = (): readonly Begun[] => {
    try {
      return list(JSON.parse(store().getItem(name) ?? '[]')).filter(isBegun);
    } catch {
      return [];
    }
  };
  let known = read();
  const write = (next: readonly Begun[]) => {
    known = next;
    try {
      if (next.length === 0) store().removeItem(name);
      else store().setItem(name, JSON.stringify(next));
    } catch {
      // Without room, a page that is loaded again begins anew.
    }
  };
  return {
    all: () => known,
    isSame: (begun, { file }) => isSame(begun, file),
    keep: (begun) => write([...known.filter(({ slot }) => slot !== begun.slot), begun]),
    forget(slot) {
      if (known.some((one) => one.slot === slot)) write(known.filter((one) => one.slot !== slot));
    },
  };
}

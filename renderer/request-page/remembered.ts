// What this tab keeps of files that go in parts, so that a page that is loaded again can go on with them. No link: those come from the page.
import { list, record } from '../page/page-data';
import { nowhere, type Place } from './take-slot';

/** A file whose upload was begun before the page was loaded again. */
export interface Begun {
  /** With its folders. */
  readonly path: string;
  readonly size: number;
  /** Unix ms. */
  readonly lastModified: number;
  readonly slot: number;
  /** In its manifest, base64url; empty where the page does not keep it. */
  readonly key: string;
  readonly batch: string;
}

export interface Remembered {
  readonly all: () => readonly Begun[];
  readonly keep: (begun: Begun) => void;
  readonly forget: (slot: number) => void;
}

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
    keep: (begun) => write([...known.filter(({ slot }) => slot !== begun.slot), begun]),
    forget(slot) {
      if (known.some((one) => one.slot === slot)) write(known.filter((one) => one.slot !== slot));
    },
  };
}

/** Whether the guest chose that very file again; without its folders, as it may be chosen alone. */
export const isSame = (
  { path, size, lastModified }: Begun,
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
): boolean => path.split('/').at(-1) === file.name && size === file.size && lastModified === file.lastModified;

/** Without the key it has to begin anew, in its slot. */
export const placeOf = ({ slot, key }: Begun): Place => ({
  ...nowhere(),
  slot,
  ...(key !== '' && {
    described: true,
    begun: new Set(['about']),
    asked: { key, sinceMs: Date.now(), stored: new Set() },
  }),
});

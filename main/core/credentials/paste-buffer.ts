// What was pasted into the form goes to main once and never back: its secret waits here, under an id, for the connection
// to be saved.
import { Failure } from '../model/failure';
import { readPasted, type Pasted } from './rules/pasted-credentials';

/** A pasted secret is forgotten after so long. */
const keptMs = 600_000;
/** A form has one paste at a time; more are those of forms that were left. */
const mostKept = 4;

export interface PasteBuffer {
  /** Understands the text and keeps what it found. Raises `paste-unknown`. */
  take(text: string): { readonly id: string; readonly pasted: Pasted };
  /** Raises `paste-gone`. */
  get(id: string): Pasted;
  forget(id: string): void;
}

export function createPasteBuffer(newId: () => string): PasteBuffer {
  const kept = new Map<string, { readonly pasted: Pasted; readonly timer: NodeJS.Timeout }>();
  const forget = (id: string) => {
    clearTimeout(kept.get(id)?.timer);
    kept.delete(id);
  };
  return {
    take(text) {
      const pasted = readPasted(text);
      if (pasted === undefined) throw new Failure('paste-unknown');
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= mostKept) forget(oldest);
      const id = newId();
      const timer = setTimeout(() => forget(id), keptMs);
      timer.unref();
      kept.set(id, { pasted, timer });
      return { id, pasted };
    },
    get(id) {
      const one = kept.get(id);
      if (one === undefined) throw new Failure('paste-gone');
      return one.pasted;
    },
    forget,
  };
}

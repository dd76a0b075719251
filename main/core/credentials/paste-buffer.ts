// Keeps pasted credentials in the main process until the connection is saved; the window gets an id and no secret.
import { Failure } from '../model/failure';
import { readPasted, type Pasted } from './rules/pasted-credentials';

/** A paste is dropped after so long. */
const keptMs = 600_000;
/** A form has one paste at a time; further ones belong to closed forms. */
const mostKept = 4;

export function createPasteBuffer(newId: () => string) {
  const kept = new Map<string, { readonly pasted: Pasted; readonly timer: NodeJS.Timeout }>();
  const forget = (id: string) => {
    clearTimeout(kept.get(id)?.timer);
    kept.delete(id);
  };
  /** Keeps credentials that were read elsewhere. */
  const keep = (pasted: Pasted): { readonly id: string; readonly pasted: Pasted } => {
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= mostKept) forget(oldest);
    const id = newId();
    const timer = setTimeout(() => forget(id), keptMs);
    timer.unref();
    kept.set(id, { pasted, timer });
    return { id, pasted };
  };
  return {
    /** Parses the text and keeps the credentials in it. Raises `paste-unknown`. */
    take(text: string): { readonly id: string; readonly pasted: Pasted } {
      const pasted = readPasted(text);
      if (pasted === undefined) throw new Failure('paste-unknown');
      return keep(pasted);
    },
    keep,
    /** Raises `paste-gone`. */
    get(id: string): Pasted {
      const one = kept.get(id);
      if (one === undefined) throw new Failure('paste-gone');
      return one.pasted;
    },
    forget,
  };
}

export type PasteBuffer = ReturnType<typeof createPasteBuffer>;

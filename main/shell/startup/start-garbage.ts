// Frees what main's start left behind: V8 collects when something new needs the room, and nothing does in an app at rest.
import { runInNewContext } from 'node:vm';
import { isMoving } from '../../core/model/upload';
import type { Store } from '../../core/state/state';

type Collect = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/** Nobody waits for the start any more. */
const afterMs = 4_000;

/** Frees it once, as soon as nothing is on its way: main stands still for that long. */
export function freeLater(store: Store): void {
  const free = () => {
    if (store.get().uploads.some(({ phase }) => isMoving(phase))) freeLater(store);
    else void collectGarbage();
  };
  setTimeout(free, afterMs).unref();
}

/** Collects all garbage of main and gives its memory back to the system, in about 50 ms. */
async function collectGarbage(): Promise<void> {
  // A start does without it.
  const { setFlagsFromString } = await import('node:v8');
  // V8 reads the flag when it makes a context: no other one gets the function. Left set, V8 would refuse the compiled code of Node's own modules.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('globalThis.gc') as Collect | undefined;
  setFlagsFromString('--no-expose-gc');
  collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

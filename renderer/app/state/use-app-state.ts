// The window's copy of the view: one snapshot, then what changes of it.
import { startTransition, useEffect, useState } from 'react';
import type { AppView } from '../../../preload/views/views';
import { onState, request } from './bridge';
import { setLanguage } from './words';
import type { FailureView } from '../../../preload/views/failure-view';
import type { ViewNews } from '../../../preload/contract';

export type AppState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly view: AppView }
  | { readonly kind: 'failed'; readonly failure: FailureView };

let state: AppState = { kind: 'loading' };
const listeners = new Set<() => void>();
let end: (() => void) | undefined;

/** Parts that did not change stay the same objects: nothing that shows them alone is drawn again. */
const changedBy = (view: Partial<AppView>, parts: ViewNews['parts']): AppView =>
  Object.fromEntries(Object.entries({ ...view, ...parts }).filter(([, part]) => part !== null)) as unknown as AppView;

/** `answers`: resolves once main answers. It tells its view then; a page that began to listen too late asks for it. */
function begin(answers: Promise<unknown>): () => void {
  let ended = false;
  let eventSeen = false;
  /** Changes of a view that is still to come. */
  let early: ViewNews['parts'] = {};
  const set = (next: AppState) => {
    if (ended) return;
    // Before anything is drawn of it.
    if (next.kind === 'ready') setLanguage(next.view.resolvedLanguage);
    state = next;
    for (const changed of listeners) changed();
  };
  const unlisten = onState(({ isWhole, parts }) => {
    if (!isWhole && state.kind !== 'ready') {
      early = { ...early, ...parts };
      return;
    }
    eventSeen = true;
    set({ kind: 'ready', view: changedBy(isWhole || state.kind !== 'ready' ? {} : state.view, parts) });
  });
  void answers.then(async () => {
    if (eventSeen) return;
    const outcome = await request('state:get');
    // An event is newer than the answer to an earlier request.
    if (eventSeen) return;
    set(
      outcome.ok
        ? { kind: 'ready', view: changedBy(outcome.value, early) }
        : { kind: 'failed', failure: outcome.failure },
    );
  });
  return () => {
    ended = true;
    state = { kind: 'loading' };
    unlisten();
  };
}

function subscribe(changed: () => void, answers = Promise.resolve<unknown>(undefined)): () => void {
  listeners.add(changed);
  end ??= begin(answers);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    end?.();
    end = undefined;
  };
}

const snapshot = (): AppState => state;

/** Resolves with the first view or failure. `answers`: resolves once main answers. The page stays subscribed from then on. */
export const untilKnown = (answers: Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    subscribe(() => resolve(), answers);
  });

/** Of so many uploads nobody waits for a row. */
const manyUploads = 50;

const isBurst = (next: AppState): boolean => next.kind === 'ready' && next.view.uploads.length > manyUploads;

/**
 * Main's latest view: `loading` until the first answer, `failed` without one. Used once, by the app component. A view of many uploads is drawn in
 * slices between the frames.
 */
export function useAppState(): AppState {
  const [shown, show] = useState(snapshot);
  useEffect(() => {
    const draw = () => {
      const next = snapshot();
      if (isBurst(next)) startTransition(() => show(next));
      else show(next);
    };
    draw();
    return subscribe(draw);
  }, []);
  return shown;
}

// Saving comes before the guest's page, which takes longer to sign than a small file to save; a large file must not leave a full page open.
import { setTimeout as wait } from 'node:timers/promises';

/** The page waits no longer. */
const longestMs = 2_000;

/**
 * Begins `save`, and resolves when it has called `onSaved`, when it has ended, or after two seconds. Its failure is that of `saving`; never
 * rejects itself.
 */
export async function beginSaving<Saved>(
  save: (onSaved: () => void) => Promise<Saved>,
): Promise<{ readonly saving: Promise<Saved> }> {
  const gaveUp = new AbortController();
  const patience = wait(longestMs, undefined, { signal: gaveUp.signal }).catch(() => undefined);
  let saved = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    saved = resolve;
  });
  const saving = save(saved);
  await Promise.race([first, patience, saving.catch(() => undefined)]);
  gaveUp.abort();
  return { saving };
}

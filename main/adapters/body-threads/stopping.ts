// The signal that ends one request in a thread: an `AbortController` for each costs a twentieth of the thread's processor time.
import type { StopSignal } from '../network/http-client';

/** Of one request, which alone listens. */
export class Stopping implements StopSignal {
  aborted = false;
  private listener: (() => void) | undefined;

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listener = listener;
  }

  removeEventListener(): void {
    this.listener = undefined;
  }

  abort(): void {
    this.aborted = true;
    this.listener?.();
  }
}

// The only file that touches `window.mayfly`.
import type { Bridge, BridgeRequests, PageArguments } from '../../../preload/bridge';
import type { Channel, Outcome, Output, ViewNews } from '../../../preload/contract';
import type { FailureView } from '../../../preload/views/failure-view';
import { words } from './words';

declare global {
  interface Window {
    /** Put there by the preload script; absent when the page is opened in an ordinary browser. */
    readonly mayfly?: Bridge;
  }
}

const unreachable = (): FailureView => ({
  code: 'unexpected',
  message: words.app.unreachable,
  safety: words.common.dataSafe,
  next: words.app.unreachableNext,
  keychain: false,
});

/** Sends a request to main. Never rejects: also when the preload script is missing or the main process refuses the call, the failure is an Outcome. */
export async function request<C extends Channel>(channel: C, ...input: PageArguments<C>): Promise<Outcome<Output<C>>> {
  const requests: BridgeRequests | undefined = window.mayfly;
  try {
    if (requests !== undefined) return await requests[channel](...input);
  } catch {
    // The text of a rejection is not for people.
  }
  return { ok: false, failure: unreachable() };
}

/** Returns the function that ends the subscription. */
export const onState = (listener: (news: ViewNews) => void): (() => void) =>
  window.mayfly?.onState((news) => listener(JSON.parse(news) as ViewNews)) ?? (() => {});

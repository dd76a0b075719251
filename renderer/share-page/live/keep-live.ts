// A page that is rewritten while it is open: it follows its sender, and its own later revisions.
import type { StateOfPage } from '../page-state';
import { followPage, type FollowPageOptions } from './follow-page';
import { followStatus } from './follow-status';
import type { Live } from './live-times';
import type { Requests } from '../requests';

export interface KeepLiveOptions extends Omit<FollowPageOptions, 'onLater' | 'requests'> {
  readonly requests: Pick<Requests, 'get' | 'nowMs'>;
}

/** Whether the page may be rewritten at all. */
export const isLive = ({ grows, statusHref }: Live): boolean => grows || statusHref !== undefined;

/** What nobody said to be stored is not offered. To be called before anything is shown. */
export function awaitFiles({ statusHref }: Live, state: Pick<StateOfPage, 'entries' | 'mark'>): void {
  if (statusHref !== undefined) state.mark(state.entries().map((entry) => ({ entry, state: 'waiting' })));
}

/** Follows the page until its end; gives what takes away all that it shows. */
export function keepLive(options: KeepLiveOptions): () => void {
  const { live, state, requests, language } = options;
  if (!isLive(live)) return () => undefined;
  const page = followPage({ ...options, onLater: ({ statusHref }) => status.follow(statusHref) });
  const status = followStatus({ state, requests, language, page, createdAtMs: options.life.createdAtMs });
  status.follow(live.statusHref);
  return () => {
    page.end();
    status.end();
  };
}

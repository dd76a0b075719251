// Follows the status object of a share that is being sent: its files are offered one by one, as each is stored.
import type { StateOfPage } from '../page-state';
import type { Requests } from '../requests';
import type { Language } from '../words';
import { createComingBlock } from './coming';
import type { FollowedPage } from './follow-page';
import { isUnstored, storedBytesOf } from './live-files';
import { repeat } from './repeat';
import { awayFrom, createSpeed, filesOf, mostStatusBytes, parseStatus, type SendingState, type Status } from './status';

const everyMs = 2_000;
const hiddenEveryMs = 5_000;
/** Out of view for so long the page asks nothing until its reader comes back. */
const hiddenUntilMs = 600_000;
/** While the sender is away or its storage in trouble. */
const awayEveryMs = 6_000;

export interface FollowStatusOptions {
  readonly state: StateOfPage;
  readonly requests: Pick<Requests, 'get' | 'nowMs'>;
  readonly language: Language;
  readonly page: FollowedPage;
  /** Of the page, Unix ms on the server's clock. */
  readonly createdAtMs: number;
}

/** Gives what follows the status at `href`, and for `undefined` says that all is done; `end` takes away what it says. */
export function followStatus({ state, requests, language, page, createdAtMs }: FollowStatusOptions) {
  const speed = createSpeed();
  const show = createComingBlock(language);
  let following: string | undefined;
  let last: Status | undefined;
  let writtenAtMs = createdAtMs;
  let awaySinceMs: number | undefined;
  let hiddenAtMs: number | undefined;

  const tell = (sending: SendingState) => {
    const listed = page.listed();
    const allBytes = listed.reduce((sum, entry) => sum + storedBytesOf(entry), 0);
    const sentBytes = last?.sentBytes ?? 0;
    show.show({
      state: sending,
      here: listed.filter((entry) => !isUnstored(state.file(entry))).length,
      failed: state.entries().filter((entry) => state.file(entry) === 'unsent').length,
      count: listed.length,
      sentBytes,
      allBytes,
      leftSeconds: speed(Date.now(), sentBytes, allBytes),
      awaySinceMs,
      nowMs: requests.nowMs(),
    });
  };

  const take = (status: Status) => {
    last = status;
    const listed = page.listed();
    const told = filesOf(status, listed.length);
    state.mark(
      listed.flatMap((entry, index) => {
        const file = told[index];
        // What was offered stays, unless its sender says that it failed after all.
        if (file === undefined || (!isUnstored(state.file(entry)) && file.state !== 'unsent')) return [];
        const percent = Math.min(99, Math.floor((100 * file.sentBytes) / Math.max(1, storedBytesOf(entry))));
        return [{ entry, state: file.state, percent }];
      }),
    );
  };

  /** A status that is not later than the last one says only whether its sender is there, and an earlier one nothing. */
  const hear = async (response: Response): Promise<void> => {
    if (Number(response.headers.get('content-length')) > mostStatusBytes) {
      await response.body?.cancel();
      return;
    }
    const status = parseStatus(await response.text().catch(() => ''));
    if (status === undefined || (last !== undefined && status.sequence < last.sequence)) return;
    writtenAtMs = Date.parse(response.headers.get('last-modified') ?? '');
    awaySinceMs = awayFrom(writtenAtMs, Date.parse(response.headers.get('date') ?? ''));
    if (last === undefined || status.sequence > last.sequence) take(status);
    tell(status.state);
  };

  const stateNow = (): SendingState | undefined => last?.state;

  const look = async (href: string): Promise<number | undefined> => {
    if (following !== href || state.hasEnded()) return undefined;
    if (stateNow() === 'done') {
      // The last revision of the page may come some seconds later.
      await page.look();
      return following === href ? everyMs : undefined;
    }
    if (!document.hidden) hiddenAtMs = undefined;
    else if (Date.now() - (hiddenAtMs ??= Date.now()) > hiddenUntilMs) return Number.POSITIVE_INFINITY;
    const { answer, response } = await requests.get({ href, sizeBytes: 1 }, { isPreview: true });
    if (response === undefined) {
      await state.look();
      if (answer === 'gone') {
        await page.look();
        // A sender that went before its first status is away since it wrote the page.
        awaySinceMs = awayFrom(writtenAtMs, requests.nowMs());
        if (following === href) tell(last?.state ?? 'sending');
      }
      return awayEveryMs;
    }
    state.heard('there');
    await hear(response);
    const now = stateNow();
    if (now === 'done') return 0;
    if (now === 'cancelled') {
      await page.look();
      return undefined;
    }
    if (document.hidden) return hiddenEveryMs;
    return awaySinceMs === undefined ? everyMs : awayEveryMs;
  };

  return {
    follow(href: string | undefined) {
      if (href === following) return;
      const wasFollowing = following !== undefined;
      following = href;
      if (href !== undefined) {
        tell('sending');
        repeat(() => look(href), 0);
      } else if (wasFollowing) tell('done');
    },
    end: () => show.end(),
  };
}

// A page is rewritten in place: while it is open it takes what a later revision adds, replaces and removes.
import type { Life } from '../../page/life';
import { showTitle } from '../../page/title';
import { answerOf, type Answer } from '../answer';
import type { StateOfPage } from '../page-state';
import type { Requests } from '../requests';
import type { Entry } from '../share';
import type { ShownFiles } from '../show-files';
import type { Language } from '../words';
import { fetchPage } from './fetch-page';
import { isUnstored, type Read } from './live-files';
import { liveIn, type Live } from './live-times';
import { merge } from './merge';
import { createNews } from './news';
import { repeat } from './repeat';

const everyMs = 10_000;
/** After so long without a change the page is asked less often. */
const quietAfterMs = 600_000;
const quietEveryMs = 60_000;
const loadedAfterMs = 5_000;

/** This page's own link, as something to ask for: as an empty object, because a part of a page that is stored compressed cannot be read. */
export const ownPage = (): Entry => ({
  index: -1,
  path: '',
  sizeBytes: 0,
  contentType: '',
  href: location.pathname + location.search,
});

export interface FollowPageOptions {
  readonly life: Life;
  readonly live: Live;
  readonly state: StateOfPage;
  readonly requests: Pick<Requests, 'nowMs'>;
  readonly language: Language;
  readonly files: ShownFiles;
  /** Reads a later revision; `undefined` for what is no page of this share. */
  readonly read: (document: Document) => Read | undefined;
  /** A later revision was taken. */
  readonly onLater: (live: Live) => void;
}

/** Asks every ten seconds where the page may grow, while it is in view and not over. */
export function followPage(options: FollowPageOptions) {
  const { life, live, state, requests, language, files, read, onLater } = options;
  const address = ownPage().href;
  let { revision } = live;
  let listed = state.entries();
  /** With what the reader has not asked to see yet. */
  let all = listed;
  let unseen: ReadonlySet<number> = new Set();
  let { title } = document;
  let etag: string | undefined;
  let changedAtMs = Date.now();

  const showAll = () => {
    state.show(all.filter(({ index }) => !unseen.has(index)));
    if (unseen.size === 0 && title !== document.title) showTitle(title);
    files.renew();
    news.show(unseen.size);
  };
  const news = createNews(language, () => {
    const added = all.filter(({ index }) => unseen.has(index));
    unseen = new Set();
    state.mark(added.filter((entry) => state.file(entry) === 'known').map((entry) => ({ entry, state: 'added' })));
    showAll();
    const row = document.querySelector<HTMLElement>(`.row[data-index="${added[0]?.index ?? 0}"]`);
    if (row === null) return;
    // The button that had the keyboard's place is gone.
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  });

  const take = (later: Read, laterLive: Live) => {
    ({ revision } = laterLive);
    ({ title } = later);
    changedAtMs = Date.now();
    life.expiresAtMs = Math.max(life.expiresAtMs, later.expiresAtMs);
    const merged = merge(all, later.entries);
    const gone = new Set(merged.removed);
    // What nobody saw goes without a word.
    all = merged.entries.filter((entry) => !gone.has(entry) || !unseen.has(entry.index));
    const known = new Set(all.map(({ index }) => index));
    unseen = new Set([...unseen, ...merged.added.map(({ index }) => index)].filter((index) => known.has(index)));
    ({ listed } = merged);
    const isSending = laterLive.statusHref !== undefined;
    const lost = merged.removed.filter((entry) => !['unsent', 'cancelled'].includes(state.file(entry)));
    state.show(all.filter(({ index }) => !unseen.has(index)));
    state.mark([
      ...lost.map((entry) => ({ entry, state: 'removed' as const })),
      ...merged.replaced.map((entry) => ({ entry, state: isSending ? ('waiting' as const) : ('replaced' as const) })),
      ...(isSending ? merged.added : []).map((entry) => ({ entry, state: 'waiting' as const })),
      // A page without a status says that all it names is stored.
      ...(isSending ? [] : listed.filter((entry) => isUnstored(state.file(entry)))).map((entry) => ({
        entry,
        state: 'known' as const,
      })),
    ]);
    showAll();
    onLater(laterLive);
    if (laterLive.grows) grow();
  };

  /**
   * No page knows its own ETag, but when it was written, to the second. What was loaded well after that is the last that was written in that second, so
   * that a later one has a later time.
   */
  const unlessLater = (): readonly [string, string] | undefined => {
    const writtenAtMs = Date.parse(document.lastModified);
    const loadedAtMs = requests.nowMs() - performance.now();
    return loadedAtMs - writtenAtMs > loadedAfterMs
      ? ['If-Modified-Since', new Date(writtenAtMs).toUTCString()]
      : undefined;
  };
  const readSafely = (later: Document): Read | undefined => {
    try {
      return read(later);
    } catch {
      // Damaged: what is shown stays, and the next revision may be whole.
      return undefined;
    }
  };
  /** Asks for a later revision; an earlier one is never taken. */
  const look = async (): Promise<Answer> => {
    const {
      status,
      document: later,
      etag: tag,
    } = await fetchPage(address, etag === undefined ? unlessLater() : ['If-None-Match', etag]);
    if (status === 0) return 'unreachable';
    const answer = status === 304 ? 'there' : answerOf(status, requests.nowMs(), life.expiresAtMs);
    if (answer === 'gone') await state.look();
    state.heard(answer);
    if (answer === 'there') etag = tag;
    const laterLive = later && liveIn(later);
    if (later !== undefined && laterLive !== undefined && laterLive.revision > revision) {
      const found = readSafely(later);
      if (found !== undefined) take(found, laterLive);
    }
    return answer;
  };

  let isGrowing = false;
  function grow(): void {
    if (isGrowing) return;
    isGrowing = true;
    repeat(async () => {
      if (state.hasEnded()) return undefined;
      if (document.hidden) return Number.POSITIVE_INFINITY;
      await look();
      return Date.now() - changedAtMs > quietAfterMs ? quietEveryMs : everyMs;
    }, everyMs);
  }
  if (live.grows) grow();

  return {
    /** In the order of the revision that was read last, by which the status names files. */
    listed: (): readonly Entry[] => listed,
    look,
    /** Takes away what it shows. */
    end: news.end,
  };
}

export type FollowedPage = ReturnType<typeof followPage>;

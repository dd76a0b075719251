// Holds everything the view is made of (state, clock, keychain, desktop, update) and reports each change.
import type { DesktopView, ProposalView, VisitView } from '../../preload/views/desktop-views';
import type { AppView, FoundSharesView } from '../../preload/views/views';
import type { ShareQuery } from '../core/model/share';
import type { UpdateState } from '../core/model/update';
import { isOffered, longestOf, type PolicyRead } from '../core/model/policy/policy';
import type { App } from '../core/app/app';
import type { Speaker } from '../core/model/desktop/who-speaks';
import type { AppState } from '../core/state/rules/app-state';
import type { KeychainState } from '../core/ports/secrets';
import { language } from '../../resources/words/messages';
import { watchState } from '../core/state/state';
import { appView, shareViews, type DesktopFacts } from './view';
import type { Clock } from '../core/model/system';

/** `upload`: only that uploads began, went on or got their links. `burst`: the same of more uploads than anybody follows one by one. */
export type News = 'burst' | 'upload' | 'change';

const manyUploads = 50;
/** On average: of larger files the first rows are news, long before their links. */
const smallBytes = 1_048_576;
/** The last uploads of a burst belong to it. */
const burstTailMs = 1_000;
/** What a person did to running uploads has happened, ms. */
const actedMs = 300;

/** What an upload changes that goes well. */
const changedByUploads: ReadonlySet<string> = new Set<keyof AppState>(['uploads', 'shares', 'shareChanges', 'pages']);

const onlyUploads = (before: AppState, after: AppState): boolean =>
  (Object.keys(after) as readonly (keyof AppState)[]).every(
    (part) => after[part] === before[part] || changedByUploads.has(part),
  );

/** The rules of the organisation as the settings show them. */
function organisationView(read: PolicyRead): Pick<DesktopView, 'organisation'> {
  if (read.kind === 'none') return {};
  const longestSeconds = longestOf(read);
  return {
    organisation: {
      forbidsNetwork: !isOffered(read, 'network'),
      ...(longestSeconds !== undefined && { longestSeconds }),
    },
  };
}

export function createViewSource(
  app: Pick<App, 'store' | 'canRetry' | 'embeddedIsSessionOnly' | 'findShares' | 'clockOffsetMs' | 'policy'>,
  version: string,
  clock: Clock,
  speaker: () => Speaker,
) {
  const listeners = new Set<(news: News) => void>();
  let keychain: KeychainState | 'unknown' = 'unknown';
  let desktop: DesktopFacts = {
    hasTray: false,
    shortcutState: 'off',
    canStandAtEdge: false,
    canJoinFileManagers: false,
  };
  let update: UpdateState = { kind: 'off' };
  let shelfSinceMs: number | undefined;
  let shelfIsOpen = false;
  /** By the notice's id: the place that had the user's eyes when it was told. */
  let speakers: ReadonlyMap<string, Speaker> = new Map();
  let proposal: ProposalView | undefined;
  let visit: VisitView | undefined;
  let openPages: ReadonlySet<string> = new Set();
  const announce = (news: News = 'change') => {
    for (const listener of listeners) listener(news);
  };
  const byServer = () => clock() + app.clockOffsetMs();
  let told = app.store.get();
  let notices: AppState['notices'] = [];
  let burstUntilMs = 0;
  let actedUntilMs = 0;
  const newsOf = (before: AppState, after: AppState): News => {
    const nowMs = performance.now();
    const { length } = after.uploads;
    const begins = length > manyUploads && nowMs >= burstUntilMs;
    if (length > manyUploads) burstUntilMs = nowMs + burstTailMs;
    if (length === 0 || nowMs < actedUntilMs || !onlyUploads(before, after)) return 'change';
    if (begins && after.uploads.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > smallBytes * length)
      return 'upload';
    return nowMs < burstUntilMs ? 'burst' : 'upload';
  };
  const unwatch = watchState(app.store, byServer, () => {
    const state = app.store.get();
    if (state.notices !== notices)
      speakers = new Map(state.notices.map(({ id }) => [id, speakers.get(id) ?? speaker()]));
    notices = state.notices;
    const news = newsOf(told, state);
    told = state;
    announce(news);
  });
  return {
    /** Searches the whole history. */
    find(query: Omit<ShareQuery, 'nowMs'>): FoundSharesView {
      const nowMs = byServer();
      const { total, shares } = app.findShares({ ...query, nowMs });
      const state = app.store.get();
      const facts = { nowMs, clockOffsetMs: app.clockOffsetMs(), embeddedIsSessionOnly: app.embeddedIsSessionOnly() };
      return { total, shares: shareViews(shares, state, facts) };
    },
    current: (): AppView =>
      appView(app.store.get(), {
        nowMs: byServer(),
        clockOffsetMs: app.clockOffsetMs(),
        version,
        resolvedLanguage: language(),
        keychain,
        embeddedIsSessionOnly: app.embeddedIsSessionOnly(),
        canRetry: (uploadId) => app.canRetry(uploadId),
        openPages,
        speakerOf: (noticeId) => speakers.get(noticeId) ?? 'window',
        shelfIsOpen,
        desktop: { ...desktop, ...organisationView(app.policy()) },
        update,
        ...(visit !== undefined && { visit }),
        ...(proposal !== undefined && { proposal }),
        ...(shelfSinceMs !== undefined && { shelfSinceMs }),
      }),
    /** The keychain's latest answer. */
    keychainIs(state: KeychainState) {
      if (state === keychain) return;
      keychain = state;
      announce();
    },
    desktopIs(facts: Partial<DesktopFacts>) {
      desktop = { ...desktop, ...facts };
      announce();
    },
    /** The latest state of the update check. */
    updateIs(next: UpdateState) {
      update = next;
      announce();
    },
    /** Opens the row of a page to its files, or closes it. */
    showFiles(pageId: string, shown: boolean) {
      const others = app.store.get().pages.filter(({ id }) => id !== pageId && openPages.has(id));
      openPages = new Set([...others.map(({ id }) => id), ...(shown ? [pageId] : [])]);
      announce();
    },
    /** The shelf shows notices and uploads from now on. */
    shelfOpened() {
      shelfSinceMs = clock();
      shelfIsOpen = true;
      announce();
    },
    shelfHidden() {
      shelfIsOpen = false;
      announce();
    },
    /** The proposal that the window shows; `undefined` for none. */
    proposalIs(next: ProposalView | undefined) {
      proposal = next;
      announce();
    },
    /** Shows a place in the window. */
    visit(place: Omit<VisitView, 'sequence'>) {
      visit = { sequence: (visit?.sequence ?? 0) + 1, ...place };
      announce();
    },
    /** A person acted on uploads: what follows is no news of a burst. */
    acted: () => {
      actedUntilMs = performance.now() + actedMs;
      announce();
    },
    /** Calls `listener` after every change; returns the function that ends the subscription. */
    subscribe(listener: (news: News) => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    stop() {
      unwatch();
      listeners.clear();
    },
  };
}

export type ViewSource = ReturnType<typeof createViewSource>;

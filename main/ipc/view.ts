// The view: the application's state without paths, keys, upload ids and causes. Only this file and its `*-view` parts build it.
import type { AppView, ReceiptsView, ShareView } from '../../preload/views/views';
import type { DesktopView, ProposalView, ShelfView, VisitView } from '../../preload/views/desktop-views';
import type { Language } from '../../resources/words/languages';
import type { AppState } from '../core/state/rules/app-state';
import type { Notice } from '../core/state/state';
import type { Connection } from '../core/model/connection';
import { assertNever, Failure } from '../core/model/failure';
import { templateMeant } from '../core/wording/link-text';
import { narrowest } from '../core/model/host-reach';
import { type ShareReceipts, receiptsIn } from '../core/model/receipts/receipt';
import { sessionPid, shareState, type Share } from '../core/model/share';
import type { UpdateState } from '../core/model/update';
import type { KeychainState } from '../core/ports/secrets';
import { connectionView } from './connection-view';
import { examinationViews } from './examination-view';
import { doorAddresses } from './door-view';
import { failureView } from './failure-view';
import { folderStepView } from './shares/folder-step-view';
import { fileRequestView } from './file-request-view';
import { longestExpiry } from './longest-expiry';
import { omitUndefined } from './omit-undefined';
import { reachOfRow } from '../core/model/nearby/row-reach';
import { nearbyView, reachView } from './reach-view';
import { isSaidInWindow, isSaidOutsideWindow } from './said-elsewhere';
import type { Speaker } from '../core/model/desktop/who-speaks';
import { givenPages, nameOf, sendingPages, uploadView } from './upload-view';
import { updateView } from './update-view';
import { uploadLines, type UploadLine } from '../core/uploads/rules/upload-lines';
import type { NoticeView } from '../../preload/views/notice-view';

/** Capabilities of the desktop Mayfly runs on. */
export type DesktopFacts = Pick<DesktopView, 'hasTray' | 'shortcutState' | 'canStandAtEdge' | 'canJoinFileManagers'>;

/** Facts outside the application's state. */
export interface ViewFacts {
  /** Unix ms on the server's clock, by which links live and end. */
  readonly nowMs: number;
  /** Server's clock minus this computer's clock, ms. The window shows and counts by this computer's. */
  readonly clockOffsetMs: number;
  readonly version: string;
  readonly resolvedLanguage: Language;
  /** `unknown` until the first answer of the keychain. */
  readonly keychain: KeychainState | 'unknown';
  readonly embeddedIsSessionOnly: boolean;
  readonly canRetry: (uploadId: string) => boolean;
  /** The pages whose rows are open to their files. */
  readonly openPages: ReadonlySet<string>;
  /** The place that said a notice when it was told. */
  readonly speakerOf: (noticeId: string) => Speaker;
  readonly shelfIsOpen: boolean;
  readonly desktop: DesktopFacts;
  readonly update: UpdateState;
  readonly visit?: VisitView;
  readonly proposal?: ProposalView;
  /** Unix ms, once it was opened. */
  readonly shelfSinceMs?: number;
}

/** A share as the window sees it. */
export function shareView(
  share: Share,
  connection: Connection | undefined,
  facts: Pick<ViewFacts, 'nowMs' | 'clockOffsetMs' | 'embeddedIsSessionOnly'>,
  reach: AppState['reach'],
  doorAddress?: string,
  receipts?: ShareReceipts,
): ShareView {
  return {
    id: share.id,
    kind: share.kind,
    origin: share.origin,
    name: share.name,
    sizeBytes: share.sizeBytes,
    fileCount: share.fileCount,
    contentType: share.contentType,
    createdAtMs: share.createdAtMs - facts.clockOffsetMs,
    expiresAtMs: share.expiresAtMs - facts.clockOffsetMs,
    limitedBy: share.limitedBy,
    ...omitUndefined({ keepUntilMs: share.keepUntilMs, encryption: share.encryption, revokedAtMs: share.revokedAtMs }),
    ...longestExpiry(share, connection),
    state: shareState(share, facts.nowMs),
    verified: share.verified,
    connectionName: nameOf(connection),
    reach: reachOfRow(share, connection, reach),
    ...nearbyView(share, connection, reach),
    ...(doorAddress !== undefined && { doorAddress }),
    ...(receipts !== undefined && { receipts: receiptsView(receipts) }),
    ...(connection?.kind === 'embedded' &&
      facts.embeddedIsSessionOnly && { keysIn: sessionPid(share.key) === undefined ? 'keychain' : 'memory' }),
    canReveal: share.source !== undefined,
  };
}

/** What many rows are looked up in. */
const lookups = (state: AppState) => ({
  connections: new Map(state.connections.map((connection) => [connection.id, connection])),
  doors: doorAddresses(state),
  /** A page that was given before its files has the id of its share. */
  sending: sendingPages(state),
});
type Lookups = ReturnType<typeof lookups>;

/** These shares with what the state knows of them. */
export function shareViews(
  shares: readonly Share[],
  state: AppState,
  facts: Pick<ViewFacts, 'nowMs' | 'clockOffsetMs' | 'embeddedIsSessionOnly'>,
  { connections, doors, sending } = lookups(state),
): readonly ShareView[] {
  return shares.map((share) => {
    const connection = connections.get(share.connectionId);
    const view = shareView(share, connection, facts, state.reach, doors.get(share.id), receiptsIn(state, share));
    const folder = view.state === 'live' ? folderStepView(share, state.followed) : undefined;
    return { ...view, ...omitUndefined({ folder }), ...sending.get(share.id) };
  });
}

const receiptsView = ({ exactness, ...counts }: ShareReceipts): ReceiptsView => ({
  ...counts,
  isExact: exactness === 'exact',
});

function noticeView({ id, content }: Notice, state: AppState, { connections, sending }: Lookups): NoticeView {
  switch (content.kind) {
    case 'failure':
      return { id, kind: 'failure', failure: failureView(content.failure) };
    case 'copied':
    case 'ready': {
      const ids = new Set(content.shareIds);
      const shares = state.shares.filter((share) => ids.has(share.id));
      const only = content.count === 1 ? shares[0] : undefined;
      return {
        id,
        kind: content.kind,
        count: content.count,
        ...(only !== undefined && { name: only.name, shareId: only.id }),
        ...(shares.some(({ id: shareId }) => sending.has(shareId)) && { isSending: true }),
        ...(content.kind === 'copied' &&
          omitUndefined({ leftSeconds: content.leftSeconds, endUntold: content.endUntold })),
        expiresAtMs: content.until,
        reach: narrowest(shares.map((share) => reachOfRow(share, connections.get(share.connectionId), state.reach))),
      };
    }
    case 'unverified': {
      const only =
        content.shareIds.length === 1 ? state.shares.find((share) => share.id === content.shareIds[0]) : undefined;
      return { id, kind: 'unverified', count: content.shareIds.length, ...(only !== undefined && { name: only.name }) };
    }
    case 'extended': {
      const { copiedUntilMs: untilMs, ...told } = content;
      const share = state.shares.find((one) => one.id === content.shareId);
      const reach = narrowest(
        share === undefined ? [] : [reachOfRow(share, connections.get(share.connectionId), state.reach)],
      );
      return { ...told, id, ...(untilMs !== undefined && { copied: { untilMs, reach } }) };
    }
    case 'request-link': {
      const made = state.fileRequests.find(({ request }) => request.id === content.requestId)?.request;
      const reach = made === undefined ? 'public' : reachOfRow(made, connections.get(made.connectionId), state.reach);
      return { ...content, id, reach };
    }
    case 'clock':
    case 'renewed':
    case 'revoked':
    case 'door-closed':
    case 'door-pointed':
    case 'received':
    case 'removed':
    case 'cancelled':
    case 'own-link':
    case 'skipped':
    case 'restarted':
    case 'separate-links':
    case 'session-only':
    case 'update':
    case 'long-link':
      return { ...content, id };
    default:
      return assertNever(content);
  }
}

function shelfView(
  state: AppState,
  lines: readonly UploadLine[],
  known: Lookups,
  facts: ViewFacts,
  sinceMs: number,
): ShelfView {
  const notice = state.notices.findLast(
    ({ id, atMs, content }) => atMs >= sinceMs && !isSaidInWindow(content.kind, facts.speakerOf(id)),
  );
  const recent = lines.filter(({ phase, startedAtMs }) => phase.kind !== 'failed' || startedAtMs >= sinceMs);
  return {
    ...(notice !== undefined && { notice: noticeView(notice, state, known) }),
    uploadIds: recent.map(({ id }) => id),
  };
}

/** The window's view of a state; the same state and facts give the same view. */
export function appView(state: AppState, facts: ViewFacts): AppView {
  const known = lookups(state);
  const { connections, doors } = known;
  const lines = uploadLines(state.uploads, state.pages);
  const uploadFacts = { ...facts, given: givenPages(state.shares, known.sending) };
  return {
    connections: state.connections.map((connection) => connectionView(connection, state)),
    uploads: lines.map((upload) => uploadView(upload, uploadFacts)),
    shares: shareViews(state.shares, state, facts, known),
    shareChanges: state.shareChanges,
    fileRequests: state.fileRequests.map((row) => {
      const saving = state.savingArrivals.find(({ requestId }) => requestId === row.request.id);
      const connection = connections.get(row.request.connectionId);
      return fileRequestView(row, connection, saving, facts, state.reach, doors.get(row.request.id));
    }),
    requestChanges: state.requestChanges,
    notices: state.notices
      .filter(({ id, content }) => !isSaidOutsideWindow(content.kind, facts.speakerOf(id), facts.shelfIsOpen))
      .map((notice) => noticeView(notice, state, known)),
    examinations: examinationViews(state),
    expirySeconds: state.settings.expirySeconds,
    theme: state.settings.theme,
    density: state.settings.density,
    language: state.settings.language,
    resolvedLanguage: facts.resolvedLanguage,
    bandwidthBytesPerSecond: state.settings.bandwidthBytesPerSecond,
    parallel: state.settings.parallel,
    pages: state.settings.pages,
    opensInBrowser: state.settings.opensInBrowser,
    countsOpenings: state.settings.countsOpenings,
    linkForm: state.settings.linkForm,
    linkTemplate: templateMeant(state.settings.linkTemplate),
    askerName: state.settings.askerName,
    network: reachView(state),
    desktop: { ...state.settings.desktop, ...facts.desktop },
    ...(facts.shelfSinceMs !== undefined && { shelf: shelfView(state, lines, known, facts, facts.shelfSinceMs) }),
    ...(facts.proposal !== undefined && { proposal: facts.proposal }),
    ...(facts.visit !== undefined && { visit: facts.visit }),
    firstRun: !state.settings.welcomed,
    pointsToStorage: !state.settings.storageHinted && state.connections.every(({ kind }) => kind === 'embedded'),
    keychain:
      facts.keychain === 'ok' || facts.keychain === 'unknown'
        ? facts.keychain
        : failureView(new Failure(facts.keychain)),
    version: facts.version,
    update: updateView(facts.update, state.uploads),
  };
}

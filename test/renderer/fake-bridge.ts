// The window's other side for its tests and for the gallery: it records what was asked and answers as told.
import type { Bridge } from '../../preload/bridge';
import type { Outcome } from '../../preload/contract';
import { providerViews } from '../../main/ipc/connection-view';
import type { AppView } from '../../preload/views/views';
import type { FailureView } from '../../preload/views/failure-view';

export interface Call {
  readonly name: keyof Bridge;
  readonly args: readonly unknown[];
}

export interface FakeBridge {
  readonly bridge: Bridge;
  readonly calls: readonly Call[];
  /** Says a new state, as main does. */
  readonly push: (view: AppView) => void;
  /** What the next calls of this name answer; without it they succeed with nothing. */
  readonly answer: (name: keyof Bridge, outcome: Outcome<unknown> | (() => Promise<Outcome<unknown>>)) => void;
}

/** A bridge over one view; typed by the border's own interface, so it cannot drift from it. */
export function createFakeBridge(first: AppView): FakeBridge {
  let view = first;
  const listeners = new Set<(view: AppView) => void>();
  const calls: Call[] = [];
  const answers = new Map<keyof Bridge, () => Promise<Outcome<unknown>>>([
    ['chooseFiles', async () => ({ ok: true, value: { chosen: true } })],
    ['linkExample', async () => ({ ok: true, value: { text: 'https://storage.example/…' } })],
    ['providers', async () => ({ ok: true, value: providerViews() })],
    ['copyLink', async () => ({ ok: true, value: { isCopied: true } })],
    ['copyPolicy', async () => ({ ok: true, value: { isCopied: true } })],
    ['thumbnail', async () => ({ ok: true, value: {} })],
    ['proxies', async () => ({ ok: true, value: [] })],
    ['liveLinks', async () => ({ ok: true, value: { live: 0, linked: 0 } })],
    ['findShares', async () => ({ ok: true, value: { total: view.shares.length, shares: [] } })],
  ]);
  const record =
    (name: keyof Bridge) =>
    async (...args: readonly unknown[]): Promise<Outcome<never>> => {
      calls.push({ name, args });
      const answer = answers.get(name);
      // What a test told is what it wants to see; the types of answers are the border's own tests' business.
      return (await (answer?.() ?? { ok: true, value: undefined })) as Outcome<never>;
    };
  const bridge: Bridge = {
    getState: async () => ({ ok: true, value: view }),
    shareFiles: record('shareFiles'),
    chooseFiles: record('chooseFiles'),
    shareClipboard: record('shareClipboard'),
    cancelUpload: record('cancelUpload'),
    pauseUpload: record('pauseUpload'),
    resumeUpload: record('resumeUpload'),
    allUploads: record('allUploads'),
    moveUpload: record('moveUpload'),
    retryUpload: record('retryUpload'),
    dismissUpload: record('dismissUpload'),
    copyLink: record('copyLink'),
    copyReady: record('copyReady'),
    openLink: record('openLink'),
    revealFile: record('revealFile'),
    dragLink: record('dragLink'),
    endDrag: record('endDrag'),
    mailLink: record('mailLink'),
    thumbnail: record('thumbnail'),
    qrCode: record('qrCode'),
    saveQrCode: record('saveQrCode'),
    extendLink: record('extendLink'),
    keepAlive: record('keepAlive'),
    revokeLink: record('revokeLink'),
    findShares: record('findShares'),
    shareDetails: record('shareDetails'),
    removeShare: record('removeShare'),
    restoreShare: record('restoreShare'),
    providers: record('providers'),
    tryEmbedded: record('tryEmbedded'),
    saveConnection: record('saveConnection'),
    pasteCredentials: record('pasteCredentials'),
    awsProfiles: record('awsProfiles'),
    testConnection: record('testConnection'),
    examineConnection: record('examineConnection'),
    endTest: record('endTest'),
    copyPolicy: record('copyPolicy'),
    liveLinks: record('liveLinks'),
    removeConnection: record('removeConnection'),
    renameConnection: record('renameConnection'),
    duplicateConnection: record('duplicateConnection'),
    orderConnections: record('orderConnections'),
    exportConnections: record('exportConnections'),
    importConnections: record('importConnections'),
    chooseCaFile: record('chooseCaFile'),
    setDefaultConnection: record('setDefaultConnection'),
    bucketRule: record('bucketRule'),
    saveBucketRule: record('saveBucketRule'),
    proxies: record('proxies'),
    saveProxy: record('saveProxy'),
    forgetProxy: record('forgetProxy'),
    retryKeychain: record('retryKeychain'),
    checkForUpdates: record('checkForUpdates'),
    installUpdate: record('installUpdate'),
    saveSettings: record('saveSettings'),
    saveDesktop: record('saveDesktop'),
    acceptProposal: record('acceptProposal'),
    dismissProposal: record('dismissProposal'),
    shareScreenshot: record('shareScreenshot'),
    openWindow: record('openWindow'),
    hideShelf: record('hideShelf'),
    windowDrawn: record('windowDrawn'),
    growShelf: record('growShelf'),
    recordShortcut: record('recordShortcut'),
    linkExample: record('linkExample'),
    dismissNotice: record('dismissNotice'),
    onState: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    bridge,
    calls,
    push(next) {
      view = next;
      for (const listener of listeners) listener(next);
    },
    answer(name, outcome) {
      answers.set(name, typeof outcome === 'function' ? outcome : async () => outcome);
    },
  };
}

/** An Outcome that failed with these words. */
export function refused(failure: FailureView): Outcome<never> {
  return { ok: false, failure };
}

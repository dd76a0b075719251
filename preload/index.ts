// The only bridge between the page and the main process. One named function per request; a dropped File becomes a path
// here, so the page never sees one and cannot make one up.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from './bridge';
import type { Channel, Input, Outcome, Output, documentTokenGiven, stateChanged } from './contract';
import type { AppView } from './views/views';

const stateEvent: typeof stateChanged = 'state:changed';

const documentTokenEvent: typeof documentTokenGiven = 'document-token:given';

/** Stays here: the page never sees it, so it cannot ask for a file by its path even if it got hold of a way to ask. */
const documentToken = new Promise<string>((resolve) => {
  ipcRenderer.once(documentTokenEvent, (_event, given: string) => resolve(given));
});

const ask = <C extends Channel>(channel: C, input: Input<C>): Promise<Outcome<Output<C>>> =>
  ipcRenderer.invoke(channel, input) as Promise<Outcome<Output<C>>>;

/** Empty for a File that scripts made, or that another program offers without having stored it. */
function pathOf(file: File): string {
  try {
    return webUtils.getPathForFile(file);
  } catch {
    return '';
  }
}

const bridge: Bridge = {
  getState: () => ask('state:get', undefined),
  async shareFiles(files, wish) {
    const found = files.map((file) => ({ name: file.name, path: pathOf(file) }));
    const lost = found.find(({ path }) => path === '');
    if (lost !== undefined) return ask('files:share-unstored', { name: lost.name.slice(0, 1_000) });
    return ask('files:share', { documentToken: await documentToken, paths: found.map(({ path }) => path), wish });
  },
  chooseFiles: (wish) => ask('files:choose', { wish }),
  shareClipboard: (wish) => ask('clipboard:share', { wish }),
  cancelUpload: (uploadId) => ask('uploads:cancel', { uploadId }),
  pauseUpload: (uploadId) => ask('uploads:pause', { uploadId }),
  resumeUpload: (uploadId) => ask('uploads:resume', { uploadId }),
  allUploads: (action) => ask('uploads:all', { action }),
  moveUpload: (uploadId, beforeId) => ask('uploads:move', { uploadId, ...(beforeId !== undefined && { beforeId }) }),
  retryUpload: (uploadId) => ask('uploads:retry', { uploadId }),
  dismissUpload: (uploadId) => ask('uploads:dismiss', { uploadId }),
  copyLink: (shareId, how = {}) => ask('shares:copy-link', { shareId, ...how }),
  copyReady: () => ask('shares:copy-ready', undefined),
  revokeLink: (shareId) => ask('shares:revoke', { shareId }),
  findShares: (query) => ask('shares:find', query),
  shareDetails: (shareId) => ask('shares:details', { shareId }),
  openLink: (shareId) => ask('shares:open', { shareId }),
  revealFile: (shareId) => ask('shares:reveal', { shareId }),
  dragLink: (shareId) => ask('shares:drag', { shareId }),
  endDrag: () => ask('shares:drag-end', undefined),
  mailLink: (shareId) => ask('shares:mail', { shareId }),
  thumbnail: (shareId) => ask('shares:thumbnail', { shareId }),
  qrCode: (shareId) => ask('shares:qr', { shareId }),
  saveQrCode: (shareId) => ask('shares:save-qr', { shareId }),
  extendLink: (shareId, seconds) => ask('shares:extend', { shareId, expirySeconds: seconds }),
  keepAlive: (shareId, day) => ask('shares:keep-alive', { shareId, ...(day !== undefined && { day }) }),
  removeShare: (shareId) => ask('shares:remove', { shareId }),
  restoreShare: (shareId) => ask('shares:restore', { shareId }),
  tryEmbedded: () => ask('connections:try-embedded', undefined),
  providers: () => ask('connections:providers', undefined),
  saveConnection: (draft, forSessionOnly) => ask('connections:save', { draft, forSessionOnly }),
  pasteCredentials: (text) => ask('credentials:paste', { text }),
  awsProfiles: () => ask('credentials:profiles', undefined),
  testConnection: (draft) => ask('connections:test', { draft }),
  examineConnection: (connectionId) => ask('connections:examine', { connectionId }),
  endTest: (examinationId) => ask('connections:end-test', { examinationId }),
  copyPolicy: (examinationId) => ask('connections:copy-policy', { examinationId }),
  liveLinks: (connectionId) => ask('connections:live-links', { connectionId }),
  removeConnection: (connectionId, links) => ask('connections:remove', { connectionId, links }),
  renameConnection: (connectionId, name) => ask('connections:rename', { connectionId, name }),
  duplicateConnection: (connectionId) => ask('connections:duplicate', { connectionId }),
  orderConnections: (connectionIds) => ask('connections:order', { connectionIds: [...connectionIds] }),
  exportConnections: (connectionIds) => ask('connections:export', { connectionIds: [...connectionIds] }),
  importConnections: () => ask('connections:import', undefined),
  chooseCaFile: () => ask('connections:choose-ca-file', undefined),
  setDefaultConnection: (connectionId) => ask('connections:set-default', { connectionId }),
  bucketRule: (connectionId) => ask('connections:bucket-rule', { connectionId }),
  saveBucketRule: (connectionId) => ask('connections:save-bucket-rule', { connectionId }),
  proxies: () => ask('proxies:read', undefined),
  saveProxy: (host, user, password) => ask('proxies:save', { host, user, password }),
  forgetProxy: (host) => ask('proxies:forget', { host }),
  retryKeychain: () => ask('keychain:retry', undefined),
  checkForUpdates: () => ask('updates:check', undefined),
  installUpdate: () => ask('updates:install', undefined),
  saveSettings: (change) => ask('settings:save', change),
  saveDesktop: (change) => ask('settings:save-desktop', change),
  acceptProposal: (proposalId, wish) => ask('proposal:accept', { proposalId, wish }),
  dismissProposal: (proposalId) => ask('proposal:dismiss', { proposalId }),
  shareScreenshot: (wish) => ask('screenshot:share', { wish }),
  openWindow: () => ask('window:open', undefined),
  windowDrawn: () => ask('window:drawn', undefined),
  hideShelf: () => ask('shelf:hide', undefined),
  growShelf: () => ask('shelf:grow', undefined),
  recordShortcut: (recording) => ask('shortcut:record', { recording }),
  linkExample: (form) => ask('settings:example', form),
  dismissNotice: (noticeId) => ask('notices:dismiss', { noticeId }),
  onState(listener) {
    // The event object stays here: it carries a sender that the page must not get hold of.
    const forward = (_event: unknown, view: AppView) => listener(view);
    ipcRenderer.on(stateEvent, forward);
    return () => {
      ipcRenderer.removeListener(stateEvent, forward);
    };
  },
};

contextBridge.exposeInMainWorld('mayfly', bridge);

// The only file that touches `window.mayfly`; after it every answer is an Outcome and no call ever throws.
import type { Bridge } from '../../../preload/bridge';
import type { ConnectionDraft } from '../../../preload/connection-draft';
import type { Input, Outcome, ShareSearch, ShareWish } from '../../../preload/contract';
import { words } from './words';
import type { FailureView } from '../../../preload/views/failure-view';

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
  dataSafe: true,
  retryable: false,
  keychain: false,
});

async function ask<T>(call: (bridge: Bridge) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    if (window.mayfly === undefined) return { ok: false, failure: unreachable() };
    return await call(window.mayfly);
  } catch {
    // A rejected call means the border itself refused or is gone; its text is not for people.
    return { ok: false, failure: unreachable() };
  }
}

/** Everything the window may ask of Mayfly. A failure is an Outcome, also when the border itself is gone. */
export const bridge = {
  getState: () => ask((b) => b.getState()),
  shareFiles: (files: readonly File[], wish: ShareWish) => ask((b) => b.shareFiles(files, wish)),
  chooseFiles: (wish: ShareWish) => ask((b) => b.chooseFiles(wish)),
  shareClipboard: (wish: ShareWish) => ask((b) => b.shareClipboard(wish)),
  cancelUpload: (uploadId: string) => ask((b) => b.cancelUpload(uploadId)),
  pauseUpload: (uploadId: string) => ask((b) => b.pauseUpload(uploadId)),
  resumeUpload: (uploadId: string) => ask((b) => b.resumeUpload(uploadId)),
  allUploads: (action: 'pause' | 'resume' | 'cancel' | 'undo-cancel') => ask((b) => b.allUploads(action)),
  moveUpload: (uploadId: string, beforeId?: string) => ask((b) => b.moveUpload(uploadId, beforeId)),
  retryUpload: (uploadId: string) => ask((b) => b.retryUpload(uploadId)),
  dismissUpload: (uploadId: string) => ask((b) => b.dismissUpload(uploadId)),
  copyLink: (...how: Parameters<Bridge['copyLink']>) => ask((b) => b.copyLink(...how)),
  copyReady: () => ask((b) => b.copyReady()),
  openLink: (shareId: string) => ask((b) => b.openLink(shareId)),
  revealFile: (shareId: string) => ask((b) => b.revealFile(shareId)),
  dragLink: (shareId: string) => ask((b) => b.dragLink(shareId)),
  endDrag: () => ask((b) => b.endDrag()),
  mailLink: (shareId: string) => ask((b) => b.mailLink(shareId)),
  thumbnail: (shareId: string) => ask((b) => b.thumbnail(shareId)),
  qrCode: (shareId: string) => ask((b) => b.qrCode(shareId)),
  saveQrCode: (shareId: string) => ask((b) => b.saveQrCode(shareId)),
  extendLink: (shareId: string, seconds: number) => ask((b) => b.extendLink(shareId, seconds)),
  keepAlive: (...until: Parameters<Bridge['keepAlive']>) => ask((b) => b.keepAlive(...until)),
  revokeLink: (shareId: string) => ask((b) => b.revokeLink(shareId)),
  findShares: (query: ShareSearch) => ask((b) => b.findShares(query)),
  shareDetails: (shareId: string) => ask((b) => b.shareDetails(shareId)),
  removeShare: (shareId: string) => ask((b) => b.removeShare(shareId)),
  restoreShare: (shareId: string) => ask((b) => b.restoreShare(shareId)),
  providers: () => ask((b) => b.providers()),
  tryEmbedded: () => ask((b) => b.tryEmbedded()),
  saveConnection: (draft: ConnectionDraft, forSessionOnly: boolean) =>
    ask((b) => b.saveConnection(draft, forSessionOnly)),
  pasteCredentials: (text: string) => ask((b) => b.pasteCredentials(text)),
  awsProfiles: () => ask((b) => b.awsProfiles()),
  testConnection: (draft: ConnectionDraft) => ask((b) => b.testConnection(draft)),
  examineConnection: (connectionId: string) => ask((b) => b.examineConnection(connectionId)),
  endTest: (examinationId: string) => ask((b) => b.endTest(examinationId)),
  copyPolicy: (examinationId: string) => ask((b) => b.copyPolicy(examinationId)),
  liveLinks: (connectionId: string) => ask((b) => b.liveLinks(connectionId)),
  removeConnection: (connectionId: string, links: 'keep' | 'take-back') =>
    ask((b) => b.removeConnection(connectionId, links)),
  renameConnection: (connectionId: string, name: string) => ask((b) => b.renameConnection(connectionId, name)),
  duplicateConnection: (connectionId: string) => ask((b) => b.duplicateConnection(connectionId)),
  orderConnections: (connectionIds: readonly string[]) => ask((b) => b.orderConnections(connectionIds)),
  exportConnections: (connectionIds: readonly string[]) => ask((b) => b.exportConnections(connectionIds)),
  importConnections: () => ask((b) => b.importConnections()),
  chooseCaFile: () => ask((b) => b.chooseCaFile()),
  setDefaultConnection: (connectionId: string) => ask((b) => b.setDefaultConnection(connectionId)),
  bucketRule: (connectionId: string) => ask((b) => b.bucketRule(connectionId)),
  saveBucketRule: (connectionId: string) => ask((b) => b.saveBucketRule(connectionId)),
  proxies: () => ask((b) => b.proxies()),
  saveProxy: (host: string, user: string, password: string) => ask((b) => b.saveProxy(host, user, password)),
  forgetProxy: (host: string) => ask((b) => b.forgetProxy(host)),
  retryKeychain: () => ask((b) => b.retryKeychain()),
  checkForUpdates: () => ask((b) => b.checkForUpdates()),
  installUpdate: () => ask((b) => b.installUpdate()),
  saveSettings: (change: Input<'settings:save'>) => ask((b) => b.saveSettings(change)),
  saveDesktop: (change: Input<'settings:save-desktop'>) => ask((b) => b.saveDesktop(change)),
  acceptProposal: (proposalId: string, wish: ShareWish) => ask((b) => b.acceptProposal(proposalId, wish)),
  dismissProposal: (proposalId: string) => ask((b) => b.dismissProposal(proposalId)),
  shareScreenshot: (wish: ShareWish) => ask((b) => b.shareScreenshot(wish)),
  openWindow: () => ask((b) => b.openWindow()),
  windowDrawn: () => ask((b) => b.windowDrawn()),
  hideShelf: () => ask((b) => b.hideShelf()),
  growShelf: () => ask((b) => b.growShelf()),
  recordShortcut: (recording: boolean) => ask((b) => b.recordShortcut(recording)),
  linkExample: (form: Input<'settings:example'>) => ask((b) => b.linkExample(form)),
  dismissNotice: (noticeId: string) => ask((b) => b.dismissNotice(noticeId)),
  onState: (listener: Parameters<Bridge['onState']>[0]): (() => void) =>
    window.mayfly === undefined ? () => {} : window.mayfly.onState(listener),
} satisfies Bridge;

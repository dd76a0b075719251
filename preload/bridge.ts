// What the page sees of the main process: one named function per request of the contract.
import type {
  BucketRuleView,
  ImportedView,
  LiveLinksView,
  PastedView,
  PickedFileView,
  ProfileView,
  ProviderView,
} from './views/connection-views';
import type { ConnectionDraft } from './connection-draft';
import type { Copied, CopyWish, Input, Outcome, ShareSearch, ShareWish } from './contract';
import type { ExaminationView } from './views/examination-views';
import type { AppView, FoundSharesView, ProxyView, ShareDetailsView } from './views/views';

/** What the page sees as `window.mayfly`: one named function per request; a `File` becomes a path before it leaves the page. */
export interface Bridge {
  readonly getState: () => Promise<Outcome<AppView>>;
  readonly shareFiles: (files: readonly File[], wish: ShareWish) => Promise<Outcome<void>>;
  readonly chooseFiles: (wish: ShareWish) => Promise<Outcome<{ readonly chosen: boolean }>>;
  readonly shareClipboard: (wish: ShareWish) => Promise<Outcome<void>>;
  readonly cancelUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly pauseUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly resumeUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly allUploads: (action: 'pause' | 'resume' | 'cancel' | 'undo-cancel') => Promise<Outcome<void>>;
  readonly moveUpload: (uploadId: string, beforeId?: string) => Promise<Outcome<void>>;
  readonly retryUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly dismissUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly copyLink: (shareId: string, how?: CopyWish) => Promise<Outcome<Copied>>;
  readonly copyReady: () => Promise<Outcome<void>>;
  readonly revokeLink: (shareId: string) => Promise<Outcome<void>>;
  readonly openLink: (shareId: string) => Promise<Outcome<void>>;
  readonly revealFile: (shareId: string) => Promise<Outcome<void>>;
  readonly dragLink: (shareId: string) => Promise<Outcome<void>>;
  readonly endDrag: () => Promise<Outcome<void>>;
  readonly mailLink: (shareId: string) => Promise<Outcome<void>>;
  readonly thumbnail: (shareId: string) => Promise<Outcome<{ readonly picture?: string }>>;
  readonly qrCode: (shareId: string) => Promise<Outcome<{ readonly picture: string }>>;
  readonly saveQrCode: (shareId: string) => Promise<Outcome<void>>;
  readonly extendLink: (shareId: string, seconds: number) => Promise<Outcome<void>>;
  readonly keepAlive: (shareId: string, day?: string) => Promise<Outcome<void>>;
  readonly findShares: (query: ShareSearch) => Promise<Outcome<FoundSharesView>>;
  readonly shareDetails: (shareId: string) => Promise<Outcome<ShareDetailsView>>;
  readonly removeShare: (shareId: string) => Promise<Outcome<void>>;
  readonly restoreShare: (shareId: string) => Promise<Outcome<void>>;
  readonly tryEmbedded: () => Promise<Outcome<void>>;
  readonly providers: () => Promise<Outcome<readonly ProviderView[]>>;
  readonly saveConnection: (
    draft: ConnectionDraft,
    forSessionOnly: boolean,
  ) => Promise<Outcome<{ readonly connectionId: string }>>;
  readonly pasteCredentials: (text: string) => Promise<Outcome<PastedView>>;
  readonly awsProfiles: () => Promise<Outcome<readonly ProfileView[]>>;
  /** The examination of a draft, when it has ended; while it runs it is in the view. */
  readonly testConnection: (draft: ConnectionDraft) => Promise<Outcome<ExaminationView>>;
  readonly examineConnection: (connectionId: string) => Promise<Outcome<ExaminationView>>;
  /** Cuts it off, and forgets it. */
  readonly endTest: (examinationId: string) => Promise<Outcome<void>>;
  readonly copyPolicy: (examinationId: string) => Promise<Outcome<Copied>>;
  readonly liveLinks: (connectionId: string) => Promise<Outcome<LiveLinksView>>;
  readonly removeConnection: (connectionId: string, links: 'keep' | 'take-back') => Promise<Outcome<void>>;
  readonly renameConnection: (connectionId: string, name: string) => Promise<Outcome<void>>;
  readonly duplicateConnection: (connectionId: string) => Promise<Outcome<void>>;
  readonly orderConnections: (connectionIds: readonly string[]) => Promise<Outcome<void>>;
  readonly exportConnections: (connectionIds: readonly string[]) => Promise<Outcome<void>>;
  readonly importConnections: () => Promise<Outcome<ImportedView | undefined>>;
  readonly chooseCaFile: () => Promise<Outcome<PickedFileView | undefined>>;
  readonly setDefaultConnection: (connectionId: string) => Promise<Outcome<void>>;
  readonly bucketRule: (connectionId: string) => Promise<Outcome<BucketRuleView>>;
  readonly saveBucketRule: (connectionId: string) => Promise<Outcome<BucketRuleView>>;
  readonly proxies: () => Promise<Outcome<readonly ProxyView[]>>;
  readonly saveProxy: (host: string, user: string, password: string) => Promise<Outcome<void>>;
  readonly forgetProxy: (host: string) => Promise<Outcome<void>>;
  readonly retryKeychain: () => Promise<Outcome<void>>;
  readonly checkForUpdates: () => Promise<Outcome<void>>;
  readonly installUpdate: () => Promise<Outcome<void>>;
  readonly saveSettings: (change: Input<'settings:save'>) => Promise<Outcome<void>>;
  readonly saveDesktop: (change: Input<'settings:save-desktop'>) => Promise<Outcome<void>>;
  readonly acceptProposal: (proposalId: string, wish: ShareWish) => Promise<Outcome<void>>;
  readonly dismissProposal: (proposalId: string) => Promise<Outcome<void>>;
  readonly shareScreenshot: (wish: ShareWish) => Promise<Outcome<void>>;
  readonly openWindow: () => Promise<Outcome<void>>;
  readonly hideShelf: () => Promise<Outcome<void>>;
  readonly windowDrawn: () => Promise<Outcome<void>>;
  readonly growShelf: () => Promise<Outcome<void>>;
  readonly recordShortcut: (recording: boolean) => Promise<Outcome<void>>;
  readonly linkExample: (form: Input<'settings:example'>) => Promise<Outcome<{ readonly text: string }>>;
  readonly dismissNotice: (noticeId: string) => Promise<Outcome<void>>;
  /** Gives the function that ends the subscription. */
  readonly onState: (listener: (view: AppView) => void) => () => void;
}

// Why this exists: the only description of the border between the window and the main process. Requests are zod schemas for what
// goes in and types for what comes out; both ends are derived from them, so a gap does not compile.
import * as z from 'zod';

// What the window may know. No path, key, upload id, secret or link is part of any view.

export interface FailureView {
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** Whether the data is safe, in words. */
  readonly safety: string;
  /** The one next step. */
  readonly next: string;
  readonly dataSafe: boolean;
  readonly retryable: boolean;
  /** The keychain refused: offer "Try again" and "Keep for this session only". */
  readonly keychain: boolean;
}

export type UploadPhaseView = 'waiting' | 'uploading' | 'proving' | 'paused' | 'offline' | 'failed';

export interface UploadView {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
  /** Seconds, absent while unknown. */
  readonly secondsLeft?: number;
  readonly phase: UploadPhaseView;
  readonly connectionName: string;
  /** Only when `phase` is `failed`, or `offline`: then it goes on by itself. */
  readonly failure?: FailureView;
  /** The file is still known, so "Try again" can work. */
  readonly canRetry: boolean;
}

export interface ShareView {
  readonly id: string;
  /** `page`: its link opens a page that lists `fileCount` files. */
  readonly kind: 'file' | 'page';
  /** `linked`: it was in the bucket before, so its link cannot be taken back. */
  readonly origin: 'uploaded' | 'linked';
  /** Of a page its title. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly fileCount: number;
  readonly contentType: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** Why it ends then: the user's wish, or what cut it short. */
  readonly limitedBy: 'requested' | 'credentials' | 'protocol' | 'connection';
  /** The user wants a working link until then; each one still ends at `expiresAtMs`. */
  readonly keepUntilMs?: number;
  readonly state: 'live' | 'expired' | 'revoked' | 'missing';
  readonly verified: boolean;
  readonly connectionName: string;
  /** The link opens on this computer only. */
  readonly thisComputerOnly: boolean;
  /** The link ends when Mayfly quits, because the bucket's keys live in memory. */
  readonly endsWithApp: boolean;
  /** The local file or folder is known and can be shown in its folder. */
  readonly canReveal: boolean;
}

export interface FoundSharesView {
  /** All that match, not only those given. */
  readonly total: number;
  readonly shares: readonly ShareView[];
}

export interface ShareFileView {
  /** With its folders, `/` between them. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly contentType: string;
}

export interface ConnectionView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'embedded' | 's3';
  readonly provider: string;
  /** host:port, for showing. */
  readonly host: string;
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly addressing: 'path' | 'virtual-host';
  readonly isDefault: boolean;
  readonly secret: 'keychain' | 'session' | 'missing';
  /** Plain http to another computer. */
  readonly insecure: boolean;
}

export type NoticeView =
  | { readonly id: string; readonly kind: 'failure'; readonly failure: FailureView }
  | {
      readonly id: string;
      readonly kind: 'copied';
      readonly count: number;
      /** The name of the file when it is one. */
      readonly name?: string;
      readonly expiresAtMs: number;
      readonly thisComputerOnly: boolean;
    }
  | { readonly id: string; readonly kind: 'revoked'; readonly name: string; readonly status: number }
  /** Symbolic links inside a folder, which are not followed. */
  | { readonly id: string; readonly kind: 'skipped'; readonly count: number }
  /** An upload could not go on where it was and began again. */
  | {
      readonly id: string;
      readonly kind: 'restarted';
      readonly name: string;
      readonly why: 'file-changed' | 'upload-lost';
    }
  /** Secrets are kept in memory: links of the bucket on this computer end when Mayfly quits. */
  | { readonly id: string; readonly kind: 'session-only' };

export interface AppView {
  readonly connections: readonly ConnectionView[];
  readonly uploads: readonly UploadView[];
  /** The newest, newest first; `shares:find` gives the others. */
  readonly shares: readonly ShareView[];
  /** Grows with every change of any share: what was found before may be another now. */
  readonly shareChanges: number;
  readonly notices: readonly NoticeView[];
  readonly expirySeconds: number;
  readonly theme: 'system' | 'light' | 'dark';
  /** Bytes per second; 0 is no limit. */
  readonly bandwidthBytesPerSecond: number;
  /** Requests in flight at most, 1 to 64. */
  readonly parallel: number;
  /** What becomes of several files, or of one: one link to a page, or a link each. */
  readonly pages: 'several' | 'always' | 'never';
  /** What lands on the clipboard. */
  readonly linkForm: 'link' | 'text' | 'markdown' | 'html' | 'template';
  readonly linkTemplate: string;
  /** Show the first-run choice. */
  readonly firstRun: boolean;
  /** `ok`, or a failure that says why secrets cannot be kept. */
  readonly keychain: 'ok' | 'unknown' | FailureView;
  readonly version: string;
}

export interface TestReport {
  readonly ok: boolean;
  /** What was found, in order, each a short sentence. */
  readonly findings: readonly { readonly ok: boolean; readonly text: string }[];
  readonly failure?: FailureView;
}

// What the window may ask.

const id = z.string().min(1).max(64);
export const expirySeconds = z.number().int().min(1).max(604_800);
const line = (max: number) => z.string().trim().min(1).max(max);

export const connectionDraft = z.strictObject({
  /** Present when an existing connection is changed; its secret is kept when `secretAccessKey` is absent. */
  id: id.optional(),
  name: line(100),
  provider: line(40),
  endpoint: line(2048),
  bucket: line(63),
  region: z.string().trim().max(64),
  prefix: z.string().trim().max(512).optional(),
  addressing: z.enum(['path', 'virtual-host', 'automatic']),
  accessKeyId: z.string().trim().max(256).optional(),
  secretAccessKey: z.string().max(1024).optional(),
  sessionToken: z.string().max(8192).optional(),
});
export type ConnectionDraft = z.infer<typeof connectionDraft>;

interface RequestSpec<I, O> {
  readonly input: z.ZodType<I>;
  /** Never called: carries the type of the answer. */
  readonly output: () => O;
}

const request =
  <I>(input: z.ZodType<I>) =>
  <O>(): RequestSpec<I, O> => ({
    input,
    output: () => {
      throw new Error('a type only');
    },
  });

const nothing = z.undefined();

export const requests = {
  'state:get': request(nothing)<AppView>(),
  /** `paths` come from the preload script, which takes them from dropped or pasted `File`s. */
  'files:share': request(
    z.strictObject({ paths: z.array(z.string().min(1).max(32_767)).min(1).max(10_000), inline: z.boolean() }),
  )<void>(),
  /** Opens the system's file dialog and shares what was picked. */
  'files:choose': request(z.strictObject({ inline: z.boolean() }))<void>(),
  'clipboard:share': request(z.strictObject({ inline: z.boolean() }))<void>(),
  'uploads:cancel': request(z.strictObject({ uploadId: id }))<void>(),
  'uploads:pause': request(z.strictObject({ uploadId: id }))<void>(),
  'uploads:resume': request(z.strictObject({ uploadId: id }))<void>(),
  /** Every upload at once. */
  'uploads:all': request(z.strictObject({ action: z.enum(['pause', 'resume', 'cancel']) }))<void>(),
  /** Before another upload, or to the end of the queue. */
  'uploads:move': request(z.strictObject({ uploadId: id, beforeId: id.optional() }))<void>(),
  'uploads:retry': request(z.strictObject({ uploadId: id }))<void>(),
  'uploads:dismiss': request(z.strictObject({ uploadId: id }))<void>(),
  'shares:copy-link': request(z.strictObject({ shareId: id }))<void>(),
  'shares:revoke': request(z.strictObject({ shareId: id }))<void>(),
  /** The history: rows `offset` to `offset + limit` of what matches. */
  'shares:find': request(
    z.strictObject({
      text: z.string().max(500),
      states: z
        .array(z.enum(['live', 'expired', 'revoked', 'missing']))
        .max(4)
        .optional(),
      verified: z.boolean().optional(),
      sort: z.enum(['newest', 'ending', 'largest', 'name']),
      offset: z.number().int().min(0).max(10_000_000),
      limit: z.number().int().min(0).max(200),
    }),
  )<FoundSharesView>(),
  /** The files of a page, in their order. */
  'shares:files': request(z.strictObject({ shareId: id }))<readonly ShareFileView[]>(),
  /** Deletes what is left of an ended share and forgets it. */
  'shares:remove': request(z.strictObject({ shareId: id }))<void>(),
  'connections:try-embedded': request(nothing)<void>(),
  /** The secret goes in here and never comes out. */
  'connections:save': request(z.strictObject({ draft: connectionDraft, forSessionOnly: z.boolean() }))<{
    readonly connectionId: string;
  }>(),
  'connections:test': request(z.strictObject({ draft: connectionDraft }))<TestReport>(),
  'connections:remove': request(z.strictObject({ connectionId: id }))<void>(),
  'connections:set-default': request(z.strictObject({ connectionId: id }))<void>(),
  'keychain:retry': request(nothing)<void>(),
  'settings:save': request(
    z.strictObject({
      expirySeconds: expirySeconds.optional(),
      theme: z.enum(['system', 'light', 'dark']).optional(),
      bandwidthBytesPerSecond: z.number().int().min(0).max(10_000_000_000).optional(),
      parallel: z.number().int().min(1).max(64).optional(),
      pages: z.enum(['several', 'always', 'never']).optional(),
      linkForm: z.enum(['link', 'text', 'markdown', 'html', 'template']).optional(),
      linkTemplate: z.string().max(2_000).optional(),
    }),
  )<void>(),
  'notices:dismiss': request(z.strictObject({ noticeId: id }))<void>(),
} as const;

export type Channel = keyof typeof requests;
export type Input<C extends Channel> = z.infer<(typeof requests)[C]['input']>;
export type Output<C extends Channel> = ReturnType<(typeof requests)[C]['output']>;

/** The one event: the whole view, at most ten times a second. */
export const stateChanged = 'state:changed';

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: FailureView };

export type Handlers = { readonly [C in Channel]: (input: Input<C>) => Promise<Output<C>> };

/** What the page sees as `window.mayfly`: one named function per request; a `File` becomes a path before it leaves the page. */
export interface Bridge {
  readonly getState: () => Promise<Outcome<AppView>>;
  readonly shareFiles: (files: readonly File[], inline: boolean) => Promise<Outcome<void>>;
  readonly chooseFiles: (inline: boolean) => Promise<Outcome<void>>;
  readonly shareClipboard: (inline: boolean) => Promise<Outcome<void>>;
  readonly cancelUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly pauseUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly resumeUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly allUploads: (action: 'pause' | 'resume' | 'cancel') => Promise<Outcome<void>>;
  readonly moveUpload: (uploadId: string, beforeId?: string) => Promise<Outcome<void>>;
  readonly retryUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly dismissUpload: (uploadId: string) => Promise<Outcome<void>>;
  readonly copyLink: (shareId: string) => Promise<Outcome<void>>;
  readonly revokeLink: (shareId: string) => Promise<Outcome<void>>;
  readonly findShares: (query: Input<'shares:find'>) => Promise<Outcome<FoundSharesView>>;
  readonly shareFilesOf: (shareId: string) => Promise<Outcome<readonly ShareFileView[]>>;
  readonly removeShare: (shareId: string) => Promise<Outcome<void>>;
  readonly tryEmbedded: () => Promise<Outcome<void>>;
  readonly saveConnection: (
    draft: ConnectionDraft,
    forSessionOnly: boolean,
  ) => Promise<Outcome<{ readonly connectionId: string }>>;
  readonly testConnection: (draft: ConnectionDraft) => Promise<Outcome<TestReport>>;
  readonly removeConnection: (connectionId: string) => Promise<Outcome<void>>;
  readonly setDefaultConnection: (connectionId: string) => Promise<Outcome<void>>;
  readonly retryKeychain: () => Promise<Outcome<void>>;
  readonly saveSettings: (change: Input<'settings:save'>) => Promise<Outcome<void>>;
  readonly dismissNotice: (noticeId: string) => Promise<Outcome<void>>;
  /** Gives the function that ends the subscription. */
  readonly onState: (listener: (view: AppView) => void) => () => void;
}

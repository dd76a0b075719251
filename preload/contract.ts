// The border between the window and the main process, described once. Each request is a zod schema of its input
// and the type of its answer; handlers, bridge and window are typed from `requests`, so a gap does not compile.
import * as z from 'zod';
import { languageChoices } from '../resources/words/languages';
import { doorsBucket, doorsOptions, connectionDraft, expirySeconds, id, line, unplacedDraft } from './connection-draft';
import type {
  BucketRuleView,
  DoorsGuideView,
  DoorsSetUpView,
  ImportedView,
  FoundHereView,
  LiveLinksView,
  NewBucketView,
  PastedView,
  PickedFileView,
  ProfileView,
  ProviderView,
  TakenView,
} from './views/connection-views';
import type { CodeView } from './views/code-view';
import { desktopRequests } from './desktop-requests';
import { doorRequests } from './door-requests';
import { fileRequestRequests } from './file-request-requests';
import type { ExaminationView } from './views/examination-views';
import { networkRequests } from './network-requests';
import { request } from './request';
import { droppedFiles, sharingRequests } from './sharing-requests';
import { shareOptions as options, type ShareOptions } from './share-options';
import type { AppView, FoundSharesView, ShareDetailsView } from './views/views';
import type { FailureView } from './views/failure-view';

// Requests of the window.

const linkForm = z.enum(['link', 'text', 'markdown', 'html', 'template']);
const linkTemplate = z.string().max(2_000);

export type { ShareOptions };

const ofShare = z.strictObject({ shareId: id });

const nothing = z.undefined();

/** `isCopied` is false where the desktop accepts no clipboard from a window without the focus. */
export interface Copied {
  readonly isCopied: boolean;
}

export const requests = {
  'state:get': request(nothing)<AppView>(),
  /** The preload script takes `paths` from dropped or pasted `File`s and proves itself with its document token. */
  'files:share': request(z.strictObject({ ...droppedFiles, options }))<void>(),
  /** The preload script takes the text from the last drop, and proves itself. A text of `file:` URLs is a text. */
  'text:share': request(
    z.strictObject({ documentToken: z.string().length(22), text: z.string().min(1).max(50_000_000), options }),
  )<void>(),
  /** Opens the system's dialog for files, or for folders where one dialog cannot take both, and shares what was picked. */
  'files:choose': request(z.strictObject({ choice: z.enum(['files', 'folder']), options }))<{
    readonly chosen: boolean;
  }>(),
  'clipboard:share': request(z.strictObject({ options }))<void>(),
  'uploads:cancel': request(z.strictObject({ uploadId: id }))<void>(),
  'uploads:pause': request(z.strictObject({ uploadId: id }))<void>(),
  'uploads:resume': request(z.strictObject({ uploadId: id }))<void>(),
  /** Every upload at once. */
  'uploads:all': request(z.strictObject({ action: z.enum(['pause', 'resume', 'cancel']) }))<void>(),
  /** Of the notice `cancelled`. */
  'uploads:undo-cancel': request(z.strictObject({ noticeId: id }))<void>(),
  /** Before another upload, or to the end of the queue. */
  'uploads:move': request(z.strictObject({ uploadId: id, beforeId: id.optional() }))<void>(),
  /** Opens the row of a page to its files, or closes it. */
  'uploads:show-files': request(z.strictObject({ uploadId: id, shown: z.boolean() }))<void>(),
  'uploads:retry': request(z.strictObject({ uploadId: id }))<void>(),
  'uploads:dismiss': request(z.strictObject({ uploadId: id }))<void>(),
  /** `form`: default the setting. `short`: without the name in the link, where the object says it itself. */
  'shares:copy-link': request(
    z.strictObject({ shareId: id, form: linkForm.optional(), short: z.boolean().optional() }),
  )<Copied>(),
  /** Copies the links of the notice `ready`. */
  'shares:copy-ready': request(nothing)<void>(),
  'shares:revoke': request(ofShare)<void>(),
  /** Shows the link in the system's browser. */
  'shares:open': request(ofShare)<void>(),
  /** Shows the local file in its folder. */
  'shares:reveal': request(ofShare)<void>(),
  /** Starts a system drag of a file that holds the link. `label`: the name as a picture, a PNG. */
  'shares:drag': request(
    z.strictObject({
      shareId: id,
      label: z
        .string()
        .max(100_000)
        .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/)
        .optional(),
    }),
  )<void>(),
  'shares:drag-end': request(nothing)<void>(),
  /** Opens a mail with the link in the system's mail program. */
  'shares:mail': request(ofShare)<void>(),
  'shares:qr': request(ofShare)<CodeView>(),
  /** Asks where to save that picture, and saves it. */
  'shares:save-qr': request(ofShare)<void>(),
  /** Path for one fetch of a thumbnail of the shared picture or video; absent when the local file has changed. */
  'shares:thumbnail': request(ofShare)<{ readonly picture?: string }>(),
  /** A new link for so many seconds from now, copied. */
  'shares:extend': request(z.strictObject({ shareId: id, expirySeconds }))<void>(),
  /** Until the end of that day, such as `2027-06-30`; absent: no longer than the present link. */
  'shares:keep-alive': request(
    z.strictObject({
      shareId: id,
      day: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .optional(),
    }),
  )<void>(),
  /** The history: rows `offset` to `offset + limit` of the matches. */
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
  'shares:details': request(ofShare)<ShareDetailsView>(),
  /** Removes a share from the history. Deletes the stored copy of an ended share first; a live link keeps working. */
  'shares:remove': request(ofShare)<void>(),
  /** Undoes `shares:remove`, for a minute. */
  'shares:restore': request(ofShare)<void>(),
  'connections:try-embedded': request(nothing)<void>(),
  /** All providers, the unknown one last. */
  'connections:providers': request(nothing)<readonly ProviderView[]>(),
  /** The secret goes in here and never comes out. */
  'connections:save': request(z.strictObject({ draft: connectionDraft, forSessionOnly: z.boolean() }))<{
    readonly connectionId: string;
  }>(),
  /** Parses pasted credentials. The keys stay in main, under the returned `pasteId`. */
  'credentials:paste': request(z.strictObject({ text: z.string().max(65_536) }))<PastedView>(),
  /** The profiles of the AWS command line's files. */
  'credentials:profiles': request(nothing)<readonly ProfileView[]>(),
  /** The names of the buckets that the draft's credentials may list; its own may be empty. */
  'connections:buckets': request(z.strictObject({ draft: unplacedDraft }))<readonly string[]>(),
  /** Creates the bucket that the draft names. */
  'connections:create-bucket': request(z.strictObject({ draft: connectionDraft }))<NewBucketView>(),
  /** Reads the settings of other programs for S3 storage, and changes nothing in them. */
  'connections:find': request(nothing)<FoundHereView>(),
  /** Keeps the keys of one in main, under the returned `pasteId`. */
  'connections:take-found': request(z.strictObject({ foundId: z.string().min(1).max(3_000) }))<TakenView>(),
  /** Examines a draft and saves nothing. The view holds the running examination under `draft:` and the edited connection's id. */
  'connections:test': request(z.strictObject({ draft: connectionDraft }))<ExaminationView>(),
  /** Examines a saved connection and stores the findings with it. */
  'connections:examine': request(z.strictObject({ connectionId: id }))<ExaminationView>(),
  'connections:end-test': request(z.strictObject({ examinationId: z.string().max(80) }))<void>(),
  /** Puts the policy that an examination asks for on the clipboard. */
  'connections:copy-policy': request(z.strictObject({ examinationId: z.string().max(80) }))<Copied>(),
  'connections:live-links': request(z.strictObject({ connectionId: id }))<LiveLinksView>(),
  /** `keep`: its links open until their end. */
  'connections:remove': request(z.strictObject({ connectionId: id, links: z.enum(['keep', 'take-back']) }))<void>(),
  'connections:rename': request(z.strictObject({ connectionId: id, name: line(100) }))<void>(),
  /** Copies everything but the keys. */
  'connections:duplicate': request(z.strictObject({ connectionId: id }))<void>(),
  /** These first, in this order. */
  'connections:order': request(z.strictObject({ connectionIds: z.array(id).min(1).max(1_000) }))<void>(),
  /** Asks where to save them, without keys. */
  'connections:export': request(z.strictObject({ connectionIds: z.array(id).min(1).max(1_000) }))<void>(),
  /** Asks for an exported file; `undefined` when the user cancels. */
  'connections:import': request(nothing)<ImportedView | undefined>(),
  /** Asks for a file of certificate authorities; `undefined` when the user cancels. */
  'connections:choose-ca-file': request(nothing)<PickedFileView | undefined>(),
  /** Asks for a folder whose new files are shared by themselves to this connection; false when the user cancels. */
  'connections:watch-folder': request(z.strictObject({ connectionId: id }))<{ readonly chosen: boolean }>(),
  /** Copies the link of each new file, or only lists it. */
  'connections:watch-copies': request(z.strictObject({ connectionId: id, copies: z.boolean() }))<void>(),
  'connections:stop-watching': request(z.strictObject({ connectionId: id }))<void>(),
  'connections:set-default': request(z.strictObject({ connectionId: id }))<void>(),
  'connections:doors-guide': request(doorsBucket)<DoorsGuideView>(),
  'connections:copy-doors-policy': request(doorsBucket)<Copied>(),
  /** Makes what short links need there, proves them and saves the place. `isTold`: the user knows what becomes of those that are open. */
  'connections:set-up-doors': request(
    z.strictObject({ connectionId: id, doors: doorsOptions, isTold: z.boolean() }),
  )<DoorsSetUpView>(),
  'connections:drop-doors': request(z.strictObject({ connectionId: id, isTold: z.boolean() }))<void>(),
  /** The lifecycle rule that `connections:save-bucket-rule` would write; writes nothing. */
  'connections:bucket-rule': request(z.strictObject({ connectionId: id }))<BucketRuleView>(),
  /** Writes it. */
  'connections:save-bucket-rule': request(z.strictObject({ connectionId: id }))<BucketRuleView>(),
  'keychain:retry': request(nothing)<void>(),
  /** Checks for an update; the result is in the view. */
  'updates:check': request(nothing)<void>(),
  /** Downloads the offered update, installs it and restarts Mayfly; refused while an upload runs. */
  'updates:install': request(nothing)<void>(),
  'settings:save': request(
    z.strictObject({
      // It holds for every connection, and most take no longer.
      expirySeconds: expirySeconds.max(604_800).optional(),
      theme: z.enum(['system', 'light', 'dark']).optional(),
      density: z.enum(['comfortable', 'compact']).optional(),
      language: z.enum(languageChoices).optional(),
      bandwidthBytesPerSecond: z.number().int().min(0).max(10_000_000_000).optional(),
      parallel: z.number().int().min(1).max(128).optional(),
      pages: z.enum(['several', 'always', 'never']).optional(),
      opensInBrowser: z.boolean().optional(),
      asksDevicePin: z.boolean().optional(),
      countsOpenings: z.boolean().optional(),
      linkForm: linkForm.optional(),
      linkTemplate: linkTemplate.optional(),
      askerName: z.string().trim().max(80).optional(),
      storageHinted: z.literal(true).optional(),
    }),
  )<void>(),
  ...sharingRequests,
  ...desktopRequests,
  ...doorRequests,
  ...fileRequestRequests,
  ...networkRequests,
  /** Previews a sample link in a link form. */
  'settings:example': request(z.strictObject({ linkForm, linkTemplate }))<{ readonly text: string }>(),
  'notices:dismiss': request(z.strictObject({ noticeId: id }))<void>(),
} as const;

export type Channel = keyof typeof requests;
export type Input<C extends Channel> = z.infer<(typeof requests)[C]['input']>;
export type Output<C extends Channel> = ReturnType<(typeof requests)[C]['output']>;

/** The parts of the view that changed; `null`: it is gone. `isWhole`: all that there are. */
export interface ViewNews {
  readonly isWhole: boolean;
  readonly parts: { readonly [P in keyof AppView]?: AppView[P] | null };
}

/** Event with `ViewNews` as JSON, at most ten times a second. */
export const stateChanged = 'state:changed';

/** Event to the preload script of a document, once: the token that `files:share` and `text:share` must carry. */
export const documentTokenIssued = 'document-token:given';

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: FailureView };

export type CopyOptions = Omit<Input<'shares:copy-link'>, 'shareId'>;
export type ShareSearch = Input<'shares:find'>;
export type Handlers = { readonly [C in Channel]: (input: Input<C>) => Promise<Output<C>> };

// The whole border over a fake App, wired as the desktop wires it, for every test of this folder.
import type { Channel } from '../../preload/contract';
import type { Proposed } from '../../main/core/model/share-request';
import { createHandlers } from '../../main/ipc/handlers';
import { answer } from '../../main/ipc/check-request';
import { createViewSource } from '../../main/ipc/view-source';
import type { Failure } from '../../main/core/model/failure';
import { createFakeApp } from '../fakes/fake-app';
import type { AppState } from '../../main/core/state/rules/app-state';

/** What the desktop was asked for, in order. */
export type DesktopCall = readonly [
  (
    | 'openUrl'
    | 'restShortcut'
    | 'takeProposal'
    | 'beginDrag'
    | 'endDrag'
    | 'dragLink'
    | 'endRegion'
    | 'openWindow'
    | 'hideShelf'
    | 'windowDrawn'
    | 'growShelf'
    | 'reveal'
    | 'toBin'
    | 'openFile'
    | 'openLicences'
    | 'showPicture'
    | 'systemThumbnail'
    | 'savePicture'
    | 'saveText'
  ),
  string,
];

/** The preload script's, in every test of the border. */
export const documentToken = 'p'.repeat(22);

export function createBorder(
  initial: Partial<AppState> = {},
  chosen: readonly string[] = [],
  texts: readonly string[] = [],
  proposals: ReadonlyMap<string, Proposed> = new Map([['p1', { what: 'clipboard' }]]),
  argumentsAreSeen = false,
) {
  const app = createFakeApp(initial);
  const reported: Failure[] = [];
  const view = createViewSource(
    app,
    '1.2.3',
    () => 1_000_000,
    () => 'window',
  );
  const desktop: DesktopCall[] = [];
  const updates: string[] = [];
  const handlers = createHandlers(
    app,
    view,
    {
      isDocumentToken: (shown) => shown === documentToken,
      chooseFiles: async () => chosen,
      openUrl: async (url) => void desktop.push(['openUrl', url]),
      argumentsAreSeen,
      beginDrag() {
        desktop.push(['beginDrag', '']);
        return () => desktop.at(-1)?.[0] !== 'endDrag';
      },
      endDrag: () => void desktop.push(['endDrag', '']),
      dragLink: async ({ fileName }, { localFile = '', label = '' }) =>
        void desktop.push(['dragLink', `${fileName} ${localFile}${label}`]),
      isDragged: (path) => path.startsWith('/dragged/'),
      takeProposal(id) {
        desktop.push(['takeProposal', id]);
        return proposals.get(id);
      },
      regionPicture: (screenId) => `/picture/${screenId}`,
      endRegion: (screenId, area) => void desktop.push(['endRegion', `${screenId} ${JSON.stringify(area)}`]),
      openWindow: () => void desktop.push(['openWindow', '']),
      hideShelf: () => void desktop.push(['hideShelf', '']),
      windowDrawn: () => void desktop.push(['windowDrawn', '']),
      growShelf: () => void desktop.push(['growShelf', '']),
      restShortcut: (resting) => void desktop.push(['restShortcut', String(resting)]),
      toBin: async (path) => void desktop.push(['toBin', path]),
      reveal: (path) => void desktop.push(['reveal', path]),
      async systemThumbnail(path) {
        desktop.push(['systemThumbnail', path]);
        return path.endsWith('.mov') ? Buffer.from('PNG of the film') : undefined;
      },
      showPicture(bytes, contentType) {
        desktop.push(['showPicture', `${Buffer.from(bytes).toString()}${contentType ?? ''}`]);
        return '/picture/token';
      },
      async saveText(name, text) {
        desktop.push(['saveText', `${name}: ${text()}`]);
      },
      openText: async () => texts[0],
      chooseCaFile: async () => chosen[0],
      chooseWatchedFolder: async () => chosen[0],
      downloads: () => '/home/me/Downloads',
      chooseArrivalsFolder: async () => chosen[0],
      openFile: async (path) => void desktop.push(['openFile', path]),
      openLicences: async () => void desktop.push(['openLicences', '']),
      async savePicture(name, png) {
        desktop.push(['savePicture', `${name}: ${Buffer.from(await png()).toString()}`]);
      },
    },
    () => 1_000_000,
    { check: async () => void updates.push('check'), install: async () => void updates.push('install') },
  );
  const ask = (channel: Channel, ...args: readonly unknown[]) =>
    answer(channel, handlers, args, (failure) => reported.push(failure));
  return { app, view, ask, desktop, reported };
}

export const draft = {
  name: 'Work',
  provider: 'other',
  endpoint: 'https://s3.example.com',
  bucket: 'files',
  region: '',
  addressing: 'automatic',
  accessKeyId: 'AK',
  secretAccessKey: 'CANARY-secret',
} as const;

/** One good payload for every channel: a channel without one does not compile. */
const doors = { bucket: 'doors', prefix: '', address: 'https://go.example.com', isUsual: false };

export const goodPayloads = {
  'file-requests:make': {
    title: 'Photos',
    expirySeconds: 604_800,
    files: 100,
    bytes: 5_000_000_000,
    types: 'any',
    isOnce: false,
    mostLeaseSeconds: 86_400,
    saving: { kind: 'bucket' },
  },
  'file-requests:standing': undefined,
  'file-requests:usual-folder': { title: 'Photos' },
  'file-requests:choose-folder': undefined,
  'file-requests:copy-link': { requestId: 'r1' },
  'file-requests:qr': { requestId: 'r1' },
  'file-requests:save-qr': { requestId: 'r1' },
  'file-requests:extend': { requestId: 'r1', expirySeconds: 86_400 },
  'file-requests:edit': { requestId: 'r1', title: 'Videos' },
  'file-requests:close': { requestId: 'r1' },
  'file-requests:remove': { requestId: 'r1' },
  'file-requests:look': { requestId: 'r1' },
  'file-requests:look-all': undefined,
  'file-requests:details': { requestId: 'r1' },
  'file-requests:save': { requestId: 'r1', slots: [1] },
  'file-requests:stop-saving': { requestId: 'r1' },
  'file-requests:show-folder': { requestId: 'r1' },
  'arrivals:open': { requestId: 'r1', slot: 1 },
  'arrivals:reveal': { requestId: 'r1', slot: 1 },
  'arrivals:share': { requestId: 'r1', slot: 1 },
  'arrivals:remove': { requestId: 'r1', slot: 1 },
  'state:get': undefined,
  'files:share': { documentToken, paths: ['/tmp/a.txt'], options: {} },
  'text:share': { documentToken, text: 'words', options: {} },
  'files:share-unstored': { name: 'a.txt' },
  'files:choose': { choice: 'files', options: {} },
  'clipboard:share': { options: {} },
  'uploads:cancel': { uploadId: 'u1' },
  'uploads:show-files': { uploadId: 'p1', shown: true },
  'uploads:retry': { uploadId: 'u1' },
  'uploads:dismiss': { uploadId: 'u1' },
  'uploads:pause': { uploadId: 'u1' },
  'uploads:resume': { uploadId: 'u1' },
  'uploads:all': { action: 'pause' },
  'uploads:undo-cancel': { noticeId: 'n1' },
  'uploads:move': { uploadId: 'u1', beforeId: 'u2' },
  'shares:copy-link': { shareId: 's1' },
  'shares:copy-ready': undefined,
  'shares:revoke': { shareId: 's1' },
  'shares:find': { text: 'a', states: ['live'], sort: 'newest', offset: 0, limit: 50 },
  'shares:details': { shareId: 's1' },
  'shares:open': { shareId: 's1' },
  'shares:reveal': { shareId: 's1' },
  'shares:drag': { shareId: 's1' },
  'shares:drag-end': undefined,
  'shares:mail': { shareId: 's1' },
  'shares:qr': { shareId: 's1' },
  'shares:thumbnail': { shareId: 's1' },
  'shares:save-qr': { shareId: 's1' },
  'shares:extend': { shareId: 's1', expirySeconds: 60 },
  'shares:keep-alive': { shareId: 's1', day: '1970-02-01' },
  'shares:remove': { shareId: 's1' },
  'shares:restore': { shareId: 's1' },
  'connections:try-embedded': undefined,
  'connections:providers': undefined,
  'connections:save': { draft, forSessionOnly: false },
  'credentials:paste': { text: 'AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE' },
  'credentials:profiles': undefined,
  'connections:find': undefined,
  'connections:take-found': { foundId: 'rclone a https://s3.example.com' },
  'connections:buckets': { draft: { ...draft, bucket: '' } },
  'connections:create-bucket': { draft },
  'connections:test': { draft },
  'connections:examine': { connectionId: 'c1' },
  'connections:end-test': { examinationId: 'draft:' },
  'connections:copy-policy': { examinationId: 'c1' },
  'connections:live-links': { connectionId: 'c1' },
  'connections:remove': { connectionId: 'c1', links: 'keep' },
  'connections:rename': { connectionId: 'c1', name: 'Studio' },
  'connections:duplicate': { connectionId: 'c1' },
  'connections:order': { connectionIds: ['c1', 'c2'] },
  'connections:export': { connectionIds: ['c1'] },
  'connections:import': undefined,
  'connections:choose-ca-file': undefined,
  'connections:watch-folder': { connectionId: 'c1' },
  'connections:watch-copies': { connectionId: 'c1', copies: false },
  'connections:stop-watching': { connectionId: 'c1' },
  'connections:set-default': { connectionId: 'c1' },
  'connections:doors-guide': { connectionId: 'c1', bucket: 'doors', prefix: '' },
  'connections:copy-doors-policy': { connectionId: 'c1', bucket: 'doors', prefix: '' },
  'connections:set-up-doors': { connectionId: 'c1', doors, isTold: false },
  'connections:drop-doors': { connectionId: 'c1', isTold: false },
  'connections:bucket-rule': { connectionId: 'c1' },
  'connections:save-bucket-rule': { connectionId: 'c1' },
  'proxies:read': undefined,
  'proxies:save': { host: 'proxy.example:3128', user: 'me', password: 'CANARY-proxy' },
  'proxies:forget': { host: '[2001:db8::1]:3128' },
  'keychain:retry': undefined,
  'shares:change-password': { shareId: 's1', password: 'not in the link' },
  'shares:add-files': { shareId: 's1' },
  'files:add': { documentToken, shareId: 's1', paths: ['/tmp/a.txt'] },
  'shares:replace-file': { shareId: 's1', name: 'a.txt' },
  'shares:remove-file': { shareId: 's1', name: 'a.txt' },
  'shares:keep-in-step': { shareId: 's1', keeps: true },
  'doors:point': { shareId: 's1', to: { kind: 'share', shareId: 's2' } },
  'doors:close': { shareId: 's1' },
  'updates:check': undefined,
  'updates:install': undefined,
  'lifetime:choose': { expirySeconds: 60 },
  'encryption:make-password': undefined,
  'settings:save': { theme: 'dark' },
  'settings:save-desktop': { startAtLogin: true },
  'proposal:accept': { proposalId: 'p1', options: {} },
  'proposal:dismiss': { proposalId: 'p1' },
  'screenshot:share': { options: {} },
  'region:picture': { screenId: 1 },
  'region:end': { screenId: 1, area: { x: 0, y: 0, width: 2, height: 3 } },
  'warm-up': undefined,
  'licences:open': undefined,
  'window:open': undefined,
  'shelf:hide': undefined,
  'window:drawn': undefined,
  'shelf:grow': undefined,
  'shortcut:record': { recording: true },
  'settings:example': { linkForm: 'template', linkTemplate: '{name}' },
  'reach:open': { isOn: true, isDestination: false },
  'reach:choose': { key: 'wlan0', isOn: true },
  'nearby:answer': { offerId: 'o1', accepts: true },
  'nearby:stop-receiving': undefined,
  'nearby:find': { address: '192.168.0.7' },
  'nearby:stop-sending': { sendingId: 's1' },
  'nearby:send-again': { sendingId: 's1', pin: '4711' },
  'nearby:reveal': { receivedId: 'r1' },
  'nearby:undo': { receivedId: 'r1' },
  'nearby:forget': { receivedId: 'r1' },
  'nearby:arrivals': undefined,
  'nearby:pin': undefined,
  'nearby:new-pin': undefined,
  'nearby:arrived-files': { receivedId: 'r1' },
  'nearby:unlist': { receivedId: 'r1' },
  'notices:dismiss': { noticeId: 'n1' },
} as const satisfies Record<Channel, unknown>;

// Handlers of requests about existing shares.
import type { Channel, Handlers } from '../../preload/contract';
import { language, words } from '../../resources/words/messages';
import { endpointHost } from '../core/model/connection';
import { folderOfPage } from '../core/model/share';
import { visibleLine } from '../core/model/visible-text';
import { Failure } from '../core/model/failure';
import { parseKeepUntil } from '../core/model/keep-until';
import { linkFile } from '../core/wording/link-file';
import { linkText, templateMeant, type TextLink } from '../core/wording/link-text';
import { codeView } from './code-view';
import { doorView } from './door-view';
import { mailDraft } from './mail-draft';
import type { App } from '../core/app/app';
import type { DesktopActions } from './desktop-actions';
import { omitUndefined } from './omit-undefined';
import { raiseUnseen } from './share-requests';
import type { ViewSource } from './view-source';
import type { Clock } from '../core/model/system';
import { clockFormat, spokenHere } from '../core/wording/formats';

const dayMs = 86_400_000;

/** The sample on which the settings preview a link form: a link to a reserved host (RFC 2606) that ends a day after `nowMs` (Unix ms). */
const exampleLink = (nowMs: number): TextLink => ({
  share: {
    kind: 'file',
    name: 'report.pdf',
    fileCount: 1,
    sizeBytes: 2_100_000,
    expiresAtMs: nowMs + dayMs,
    limitedBy: 'requested',
  },
  url: 'https://storage.example/…',
});

type ShareChannel = Extract<Channel, `shares:${string}` | 'settings:example'>;

/** Each rejects with a Failure. A link goes to the clipboard or to the desktop and is in no answer. */
export function createShareHandlers(
  app: App,
  view: ViewSource,
  desktop: DesktopActions,
  clock: Clock,
): Pick<Handlers, ShareChannel> {
  const here = () => spokenHere(new Intl.DateTimeFormat().resolvedOptions());
  return {
    'shares:copy-link': async ({ shareId, form, short }) => ({
      isCopied: (await app.copyLink(shareId, omitUndefined({ form, short }))) === 'written',
    }),
    'shares:copy-ready': () => app.copyReady(),
    'shares:revoke': async ({ shareId }) => {
      await app.revoke(shareId);
    },
    'shares:open': async ({ shareId }) => desktop.openUrl((await app.freshLink(shareId)).url),
    'shares:reveal': async ({ shareId }) => {
      const { name, source } = app.shareOf(shareId);
      if (source === undefined) throw new Failure('file-missing', { fileName: name });
      desktop.reveal(source.path);
    },
    'shares:drag': async ({ shareId, label }) => {
      const isHeld = desktop.beginDrag();
      const { share, url } = await app.freshLink(shareId);
      if (!isHeld()) return;
      const end = clockFormat(here())(share.expiresAtMs, clock());
      const file = linkFile(share.name, url, { language: language(), until: words.links.opensUntil({ end }) });
      const localFile = share.kind === 'file' ? share.source?.path : undefined;
      await desktop.dragLink(file, omitUndefined({ localFile, label }));
    },
    'shares:drag-end': async () => desktop.endDrag(),
    'shares:mail': async ({ shareId }) => {
      const { share, url } = await app.freshLink(shareId);
      const until = clockFormat(here())(share.expiresAtMs, clock());
      const { argumentsAreSeen } = desktop;
      if (argumentsAreSeen && (await app.copyLink(shareId)) !== 'written') throw new Failure('clipboard-unavailable');
      await desktop.openUrl(mailDraft({ name: share.name, until, link: argumentsAreSeen ? undefined : url }));
    },
    'shares:qr': async ({ shareId }) => codeView(await app.qrCode(shareId), desktop, app.clockOffsetMs()),
    'shares:thumbnail': async ({ shareId }) => {
      const found = await app.localPicture(shareId);
      if (found?.kind === 'picture') return { picture: desktop.showPicture(found.bytes, found.contentType) };
      const png = found === undefined ? undefined : await desktop.systemThumbnail(found.path, found.mtimeNs);
      return png === undefined ? {} : { picture: desktop.showPicture(png) };
    },
    'shares:save-qr': ({ shareId }) =>
      desktop.savePicture(`${app.shareOf(shareId).name} QR.png`, async () => (await app.qrCode(shareId)).png),
    'shares:extend': async ({ shareId, expirySeconds }) => {
      await app.extend(shareId, expirySeconds, { copy: true });
    },
    'shares:keep-alive': async ({ shareId, day }) =>
      app.keepAlive(shareId, day === undefined ? undefined : parseKeepUntil(day, clock())),
    'shares:change-password': async ({ shareId, password }) => {
      await app.changePassword(shareId, password);
      await app.copyLink(shareId);
    },
    'shares:add-files': async ({ shareId, newLink = false }) => {
      const paths = await desktop.chooseFiles('files');
      if (paths.length > 0) raiseUnseen(app, await app.addFiles(shareId, paths, { newLink, copy: newLink }));
      return { chosen: paths.length > 0 };
    },
    'shares:replace-file': async ({ shareId, name }) => {
      const [path, ...others] = await desktop.chooseFiles('files');
      if (others.length > 0) {
        const reason = 'one file takes the place of one file';
        throw new Failure('share-unchangeable', { fileName: app.shareOf(shareId).name, reason });
      }
      if (path !== undefined) raiseUnseen(app, await app.replaceFile(shareId, name, path));
      return { chosen: path !== undefined };
    },
    'shares:remove-file': async ({ shareId, name }) => raiseUnseen(app, [await app.removeFiles(shareId, [name])]),
    'shares:keep-in-step': ({ shareId, keeps }) => app.keepInStep(shareId, keeps),
    'shares:find': async ({ states, verified, ...query }) =>
      view.find({ ...query, ...omitUndefined({ states, verified }) }),
    'shares:details': async ({ shareId }) => {
      const { endpoint, bucket, message, revokedStatus, ...share } = app.shareOf(shareId);
      const folder = folderOfPage(share);
      const files = app.shareItemsOf(shareId).filter(({ role }) => role === 'file');
      return {
        host: endpointHost(endpoint),
        bucket,
        ...omitUndefined({ message, answer: revokedStatus, door: doorView(app, shareId), agent: app.agentOf(shareId) }),
        ...(folder !== undefined && { folder: visibleLine(folder) }),
        files: files.map(({ path, sizeBytes, contentType }) => ({ path, sizeBytes, contentType })),
      };
    },
    'shares:remove': ({ shareId }) => app.removeFromHistory(shareId),
    'shares:restore': async ({ shareId }) => app.restoreToHistory(shareId),
    'settings:example': async ({ linkForm, linkTemplate }) => {
      const { text } = linkText([exampleLink(clock())], {
        ...here(),
        form: linkForm,
        template: templateMeant(linkTemplate),
        nowMs: clock(),
      });
      return { text };
    },
  };
}

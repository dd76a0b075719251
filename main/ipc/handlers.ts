// Why this exists: what each request of the window means, one line each.
import { isAbsolute } from 'node:path';
import type { Handlers, Input } from '../../preload/contract';
import type { Settings } from '../domain/app-state';
import { asFailure, Failure } from '../domain/failure';
import type { App } from '../services/app';
import type { KeychainState } from '../services/ports';
import { failureView } from './failure-view';
import type { ViewSource } from './view-source';

/** Asks the user for files; empty when they chose none. */
export type ChooseFiles = () => Promise<readonly string[]>;

const isKeychainCode = (code: string): code is Exclude<KeychainState, 'ok'> => code.startsWith('keychain-');

/** Only what was asked to change. */
const given = (change: Input<'settings:save'>): Partial<Settings> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

/** All requests. Each rejects with a Failure, which the gate turns into data. */
export function createHandlers(app: App, view: ViewSource, chooseFiles: ChooseFiles): Handlers {
  /** A dropped path is absolute: anything else would be read relative to wherever Mayfly was started. */
  const share = async (paths: readonly string[], inline: boolean) => {
    if (!paths.every((path) => isAbsolute(path) && !path.includes('\0'))) throw new Failure('bad-request');
    const results = await app.shareItems(paths, { copy: true, disposition: inline ? 'inline' : 'attachment' });
    const unseen = results.find((result) => !result.ok && !isShown(result.failure));
    if (unseen?.ok === false) throw unseen.failure;
  };
  /** A failed upload has a row of its own; what never became an upload is answered to whoever asked for it. */
  const isShown = (failure: Failure) =>
    failure.code === 'cancelled' ||
    app.store.get().uploads.some(({ phase }) => phase.kind === 'failed' && phase.failure === failure);

  return {
    'state:get': async () => view.current(),
    'files:share': ({ paths, inline }) => share(paths, inline),
    'files:choose': async ({ inline }) => {
      const paths = await chooseFiles();
      if (paths.length > 0) await share(paths, inline);
    },
    'clipboard:share': async ({ inline }) => {
      await app.shareClipboard(inline ? 'inline' : 'attachment');
    },
    'uploads:cancel': async ({ uploadId }) => app.cancelUpload(uploadId),
    'uploads:pause': async ({ uploadId }) => app.pauseUpload(uploadId),
    'uploads:resume': async ({ uploadId }) => app.resumeUpload(uploadId),
    'uploads:all': async ({ action }) => {
      if (action === 'pause') app.pauseAll();
      else if (action === 'resume') app.resumeAll();
      else app.cancelAll();
    },
    'uploads:move': async ({ uploadId, beforeId }) => app.moveUpload(uploadId, beforeId),
    'uploads:retry': ({ uploadId }) => app.retryUpload(uploadId),
    'uploads:dismiss': async ({ uploadId }) => app.dismissUpload(uploadId),
    'shares:copy-link': ({ shareId }) => app.copyLink(shareId),
    'shares:revoke': async ({ shareId }) => {
      await app.revoke(shareId);
    },
    'shares:find': async ({ text, states, verified, sort, offset, limit }) =>
      view.find({
        text,
        ...(states !== undefined && { states }),
        ...(verified !== undefined && { verified }),
        sort,
        offset,
        limit,
      }),
    'shares:files': async ({ shareId }) =>
      app
        .shareItemsOf(shareId)
        .filter(({ role }) => role === 'file')
        .map(({ path, sizeBytes, contentType }) => ({ path, sizeBytes, contentType })),
    'shares:remove': ({ shareId }) => app.removeFromHistory(shareId),
    'connections:try-embedded': async () => {
      await app.tryEmbedded();
    },
    'connections:save': async ({ draft, forSessionOnly }) => {
      try {
        const { id } = await app.saveConnection(draft, forSessionOnly);
        if (!forSessionOnly) view.keychainIs('ok');
        return { connectionId: id };
      } catch (error) {
        const failure = asFailure(error);
        if (isKeychainCode(failure.code)) view.keychainIs(failure.code);
        throw failure;
      }
    },
    'connections:test': async ({ draft }) => {
      const { findings, failure } = await app.testConnection(draft);
      return {
        ok: failure === undefined && findings.every(({ ok }) => ok),
        findings,
        ...(failure !== undefined && { failure: failureView(failure) }),
      };
    },
    'connections:remove': ({ connectionId }) => app.removeConnection(connectionId),
    'connections:set-default': async ({ connectionId }) => app.setDefaultConnection(connectionId),
    'keychain:retry': async () => view.keychainIs(await app.retryKeychain()),
    'settings:save': async (change) => app.saveSettings(given(change)),
    'notices:dismiss': async ({ noticeId }) => app.dismissNotice(noticeId),
  };
}

// Why this exists: what each request of the window means, one line each.
import { isAbsolute } from 'node:path';
import type { Handlers, ShareWish } from '../../preload/contract';
import type { BucketRuleView } from '../../preload/connection-views';
import { asFailure, Failure } from '../domain/failure';
import type { App } from '../services/app';
import type { BucketRulePlan } from '../services/bucket-rule';
import type { Clock, KeychainState } from '../services/ports';
import { providerViews } from './connection-view';
import type { Desk } from './desk';
import { failureView } from './failure-view';
import { pastedView } from './pasted-view';
import { createShareHandlers } from './share-handlers';
import type { ViewSource } from './view-source';

const isKeychainCode = (code: string): code is Exclude<KeychainState, 'ok'> => code.startsWith('keychain-');

const optionsOf = ({ inline, page, title, message }: ShareWish) => ({
  disposition: inline ? ('inline' as const) : ('attachment' as const),
  ...(page !== undefined && { page }),
  ...(title !== undefined && { title }),
  ...(message !== undefined && { message }),
});

/** Of our own rule all of these are there. */
const bucketRuleView = ({ rule, ...plan }: BucketRulePlan): BucketRuleView => ({
  ...plan,
  prefix: rule.prefix ?? '',
  expireAfterDays: rule.expireAfterDays ?? 0,
  abortUploadsAfterDays: rule.abortUploadsAfterDays ?? 0,
});

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what was asked to change. */
const given = <T extends object>(change: T): Given<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<T>;

/** All requests. Each rejects with a Failure, which the gate turns into data. */
export function createHandlers(app: App, view: ViewSource, desk: Desk, clock: Clock): Handlers {
  /** A dropped path is absolute: anything else would be read relative to wherever Mayfly was started. */
  const share = async (paths: readonly string[], wish: ShareWish) => {
    if (!paths.every((path) => isAbsolute(path) && !path.includes('\0'))) throw new Failure('bad-request');
    const results = await app.shareItems(paths, { copy: true, ...optionsOf(wish) });
    const unseen = results.find((result) => !result.ok && !isShown(result.failure));
    if (unseen?.ok === false) throw unseen.failure;
  };
  /** A failed upload has a row of its own; what never became an upload is answered to whoever asked for it. */
  const isShown = (failure: Failure) =>
    failure.code === 'cancelled' ||
    app.store.get().uploads.some(({ phase }) => phase.kind === 'failed' && phase.failure === failure);

  return {
    'state:get': async () => view.current(),
    ...createShareHandlers(app, view, desk, clock),
    'files:share': ({ paths, wish }) => share(paths, wish),
    'files:choose': async ({ wish }) => {
      const paths = await desk.chooseFiles();
      if (paths.length > 0) await share(paths, wish);
      return { chosen: paths.length > 0 };
    },
    'clipboard:share': async ({ wish }) => {
      await app.shareClipboard(optionsOf(wish));
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
    'connections:try-embedded': async () => {
      await app.tryEmbedded();
    },
    'connections:providers': async () => providerViews(),
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
    'credentials:paste': async ({ text }) => {
      const { id, pasted } = app.pasteCredentials(text);
      return pastedView(id, pasted);
    },
    'credentials:profiles': () => app.awsProfiles(),
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
    'connections:bucket-rule': async ({ connectionId }) => bucketRuleView(await app.bucketRule(connectionId)),
    'connections:save-bucket-rule': async ({ connectionId }) => bucketRuleView(await app.saveBucketRule(connectionId)),
    'keychain:retry': async () => view.keychainIs(await app.retryKeychain()),
    'settings:save': async (change) => app.saveSettings(given(change)),
    'settings:save-desktop': async (change) =>
      app.saveSettings({ desktop: { ...app.store.get().settings.desktop, ...given(change) } }),
    'notices:dismiss': async ({ noticeId }) => app.dismissNotice(noticeId),
  };
}

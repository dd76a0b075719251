// Handlers of requests about connections.
import type { BucketRuleView } from '../../preload/views/connection-views';
import type { Channel, Handlers, Input } from '../../preload/contract';
import type { ConnectionDraft } from '../core/connections/rules/connection-draft';
import { unconfirmedAddressesOf } from '../core/model/connection';
import { asFailure } from '../core/model/failure';
import type { App } from '../core/app/app';
import type { KeychainState } from '../core/ports/secrets';
import { foundHereView, newBucketView, takenView, providerViews, pastedView } from './connection-view';
import type { DesktopActions } from './desktop-actions';
import { doorsSetUpView, examinationView } from './examination-view';
import { createPickedFiles } from './picked-files';
import type { ViewSource } from './view-source';
import type { BucketRulePlan } from '../core/model/lifecycle-rule';
import { draftExamination } from '../core/model/examination';
import { visibleLine } from '../core/model/visible-text';

type ConnectionChannel = Extract<Channel, `connections:${string}` | `credentials:${string}`>;

const isKeychainCode = (code: string): code is Exclude<KeychainState, 'ok'> => code.startsWith('keychain-');

/** Mayfly's own rule has all of these fields; the defaults are for the type only. */
const bucketRuleView = ({ rule, ...plan }: BucketRulePlan): BucketRuleView => ({
  ...plan,
  prefix: rule.prefix ?? '',
  expireAfterDays: rule.expireAfterDays ?? 0,
  abortUploadsAfterDays: rule.abortUploadsAfterDays ?? 0,
});

/** Each rejects with a Failure; no answer holds a key. */
export function createConnectionHandlers(
  app: App,
  view: ViewSource,
  desktop: DesktopActions,
): Pick<Handlers, ConnectionChannel> {
  const picked = createPickedFiles();
  const meant = ({ caFile, ...draft }: Input<'connections:test'>['draft']): ConnectionDraft => {
    const known = () => app.store.get().connections.find(({ id }) => id === draft.id)?.caFile;
    return caFile === undefined
      ? draft
      : { ...draft, caFile: caFile.kind === 'kept' ? known() : picked.path(caFile.id) };
  };
  return {
    'connections:try-embedded': async () => {
      await app.tryEmbedded();
    },
    'connections:providers': async () => providerViews(),
    'connections:save': async ({ draft, forSessionOnly }) => {
      try {
        const { id } = await app.saveConnection(meant(draft), forSessionOnly);
        if (!forSessionOnly) view.keychainIs('ok');
        app.testInBackground(id);
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
    'connections:find': async () => foundHereView(await app.findStorages()),
    'connections:take-found': async ({ foundId }) => {
      const { id, pasted } = await app.takeStorage(foundId);
      return takenView(id, pasted);
    },
    'connections:buckets': ({ draft }) => app.draftBuckets(meant(draft)),
    'connections:create-bucket': async ({ draft }) => newBucketView(await app.createBucket(meant(draft))),
    'connections:test': async ({ draft }) =>
      examinationView(draftExamination(draft.id), await app.testConnection(meant(draft))),
    'connections:examine': async ({ connectionId }) => examinationView(connectionId, await app.testKnown(connectionId)),
    'connections:end-test': async ({ examinationId }) => app.endTest(examinationId),
    'connections:copy-policy': async ({ examinationId }) => ({
      isCopied: (await app.copyPolicy(examinationId)) === 'written',
    }),
    'connections:live-links': async ({ connectionId }) => app.liveLinks(connectionId),
    'connections:remove': async ({ connectionId, links }) => {
      await app.removeConnection(connectionId, links);
    },
    'connections:rename': async ({ connectionId, name }) => {
      app.renameConnection(connectionId, name);
    },
    'connections:duplicate': async ({ connectionId }) => {
      app.duplicateConnection(connectionId);
    },
    'connections:order': async ({ connectionIds }) => app.orderConnections(connectionIds),
    'connections:export': ({ connectionIds }) =>
      desktop.saveText('mayfly-connections.json', () => app.exportConnections(connectionIds)),
    'connections:import': async () => {
      const content = await desktop.openText();
      if (content === undefined) return undefined;
      const { imported, skipped } = await app.importConnections(content);
      const addresses = imported.flatMap(unconfirmedAddressesOf).map(visibleLine);
      return { imported: imported.length, skipped, addresses };
    },
    'connections:choose-ca-file': async () => {
      const path = await desktop.chooseCaFile();
      return path === undefined ? undefined : { id: picked.keep(path), path: visibleLine(path) };
    },
    'connections:watch-folder': async ({ connectionId }) => {
      const path = await desktop.chooseWatchedFolder();
      if (path !== undefined) await app.watchFolder(connectionId, path);
      return { chosen: path !== undefined };
    },
    'connections:watch-copies': async ({ connectionId, copies }) => app.saveWatchCopies(connectionId, copies),
    'connections:stop-watching': async ({ connectionId }) => app.stopWatching(connectionId),
    'connections:set-default': async ({ connectionId }) => app.setDefaultConnection(connectionId),
    'connections:doors-guide': async ({ connectionId, ...place }) => app.doorsGuide(connectionId, place),
    'connections:copy-doors-policy': async ({ connectionId, ...place }) => ({
      isCopied: (await app.copyDoorsPolicy(connectionId, place)) === 'written',
    }),
    'connections:set-up-doors': async ({ connectionId, doors, isTold }) =>
      doorsSetUpView(await app.setUpDoors(connectionId, { draft: doors, isTold })),
    'connections:drop-doors': async ({ connectionId, isTold }) => {
      await app.dropDoors(connectionId, isTold);
    },
    'connections:bucket-rule': async ({ connectionId }) => bucketRuleView(await app.bucketRule(connectionId)),
    'connections:save-bucket-rule': async ({ connectionId }) => bucketRuleView(await app.saveBucketRule(connectionId)),
  };
}

// The program that changes the files of a share, and is killed while it does or has company; and the next one, which finishes what it left.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../../main/adapters/ledger/ledger';
import type { App } from '../../main/core/app/app';
import { asFailure } from '../../main/core/model/failure';
import type { ItemResult, Shared } from '../../main/core/model/share-request';
import type { SecretStore } from '../../main/core/ports/secrets';
import { createRealApp } from './real-app';

export type GrowAct =
  /** `isFile`: by a link to the file itself. */
  | {
      readonly kind: 'share';
      readonly paths: readonly string[];
      readonly encrypt: boolean;
      readonly password?: string;
      readonly isFile?: boolean;
      readonly seconds?: number;
    }
  | { readonly kind: 'link'; readonly shareId: string }
  /** The link before the files, which are sent at this rate. */
  | {
      readonly kind: 'share-first';
      readonly paths: readonly string[];
      readonly encrypt: boolean;
      readonly bytesPerSecond: number;
      /** The only file gets a link of its own in the end. */
      readonly isFile?: boolean;
      /** Once the link is given. */
      readonly cancels?: boolean;
    }
  | { readonly kind: 'add'; readonly shareId: string; readonly paths: readonly string[] }
  | { readonly kind: 'add-each'; readonly shareId: string; readonly paths: readonly string[] }
  | { readonly kind: 'replace'; readonly shareId: string; readonly name: string; readonly path: string }
  | { readonly kind: 'extend'; readonly shareId: string; readonly seconds: number }
  | { readonly kind: 'password'; readonly shareId: string; readonly password?: string }
  | { readonly kind: 'revoke'; readonly shareId: string }
  | { readonly kind: 'remove'; readonly shareId: string; readonly names: readonly string[] }
  /** As the window's process, until nothing is left to finish. */
  | { readonly kind: 'upkeep' };

export interface GrowOrder {
  readonly profileDir: string;
  readonly act: GrowAct;
}

export interface GrowReport {
  readonly shareId?: string;
  readonly url?: string;
  /** A link that was given before its files: the act goes on. */
  readonly given?: string;
  readonly failure?: string;
}

/** A keychain that outlives the process. */
function keychainIn(path: string): SecretStore {
  const read = (): Record<string, string> => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
  return {
    get: async (id) => read()[id],
    async set(id, secret) {
      writeFileSync(`${path}.new`, JSON.stringify({ ...read(), [id]: secret }));
      renameSync(`${path}.new`, path);
    },
    remove: async () => undefined,
    state: async () => 'ok',
    keeper: async () => 'a file of this test',
  };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

function told(result: ItemResult | undefined): GrowReport {
  if (result?.ok !== true) throw result?.failure ?? new Error('nothing came of it');
  return { shareId: result.shared.share.id, url: result.shared.url };
}

async function shareFirst(
  app: App,
  { paths, encrypt, isFile, cancels }: Extract<GrowAct, { kind: 'share-first' }>,
): Promise<GrowReport> {
  const onLink = ({ url, share }: Shared) => {
    process.send?.({ given: url } satisfies GrowReport);
    if (cancels !== true) return;
    app.cancelUpload(share.id);
    // Nobody takes it back for a minute.
    for (const { id } of app.store.get().notices) app.dismissNotice(id);
  };
  const page = isFile === true ? {} : ({ page: 'always' } as const);
  const options = { copy: false, ...page, encrypt, linkFirst: 'always', onLink } as const;
  return told((await app.shareItems(paths, options))[0]);
}

async function perform({ profileDir, act }: GrowOrder): Promise<GrowReport> {
  const { ledger } = openLedger(profileDir);
  const secrets = keychainIn(join(profileDir, 'keychain.json'));
  const stays = act.kind === 'upkeep';
  const app = createRealApp({ profileDir, ledger, secrets, clock: Date.now }, { stays, upkeepEveryMs: 10 });
  await app.start();
  try {
    switch (act.kind) {
      case 'share':
        return told(
          (
            await app.shareItems(act.paths, {
              copy: false,
              page: act.isFile === true ? 'never' : 'always',
              encrypt: act.encrypt,
              ...(act.password !== undefined && { password: act.password }),
              ...(act.seconds !== undefined && { lifetimeSeconds: act.seconds }),
            })
          )[0],
        );
      case 'link':
        return { shareId: act.shareId, url: (await app.freshLink(act.shareId)).url };
      case 'share-first':
        ledger.saveSettings({ ...ledger.settings(), bandwidthBytesPerSecond: act.bytesPerSecond });
        return await shareFirst(app, act);
      case 'add':
        return told((await app.addFiles(act.shareId, act.paths, { newLink: true }))[0]);
      case 'add-each':
        for (const path of act.paths) told((await app.addFiles(act.shareId, [path]))[0]);
        break;
      case 'replace':
        return told((await app.replaceFile(act.shareId, act.name, act.path))[0]);
      case 'extend':
        return { url: (await app.extend(act.shareId, act.seconds, { copy: false })).url };
      case 'password':
        return { url: (await app.changePassword(act.shareId, act.password)).url };
      case 'revoke':
        await app.revoke(act.shareId);
        break;
      case 'remove':
        return told(await app.removeFiles(act.shareId, act.names));
      case 'upkeep': {
        ledger.saveSettings({ ...ledger.settings(), bandwidthBytesPerSecond: 0 });
        const connectionIds = ledger.connections().map(({ id }) => id);
        const isExpired = () =>
          ledger.sharesToClean({ connectionIds, nowMs: Date.now(), offset: 0, limit: 1 }).length > 0;
        // What was paused waits for its user.
        const paused = () =>
          ledger
            .unfinishedUploads()
            .flatMap(({ state, intent }) => (state === 'paused' ? (intent.page?.id ?? '') : []));
        const isBusy = () =>
          isExpired() ||
          ledger.unfinishedUploads().length > paused().length ||
          ledger.pageDrafts().some(({ id }) => !paused().includes(id)) ||
          ledger.orphansDue(connectionIds, Date.now()).length > 0;
        while (isBusy()) await turn();
      }
    }
    return {};
  } finally {
    await app.stop();
  }
}

process.once('message', (order: GrowOrder) => {
  void perform(order)
    .catch((error: unknown): GrowReport => ({ failure: asFailure(error).code }))
    .then((report) => process.send?.(report, () => process.exit(0)));
});
process.on('disconnect', () => process.exit(1));

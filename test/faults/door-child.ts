// The program that is killed while it does something to a door, and the next one on the same profile, which looks after what it left.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../../main/adapters/ledger/ledger';
import type { App } from '../../main/core/app/app';
import { asFailure } from '../../main/core/model/failure';
import type { ShareOptions } from '../../main/core/model/share-request';
import type { Ledger } from '../../main/core/ports/ledger';
import type { SecretStore } from '../../main/core/ports/secrets';
import { createRealApp } from './real-app';

export type DoorAct =
  | { readonly kind: 'share'; readonly path: string; readonly options?: Omit<ShareOptions, 'copy'> }
  | { readonly kind: 'extend'; readonly shareId: string; readonly lifetimeSeconds: number }
  | { readonly kind: 'point'; readonly doorId: string; readonly to: string }
  | { readonly kind: 'password'; readonly shareId: string; readonly password: string }
  | { readonly kind: 'close'; readonly doorId: string }
  | { readonly kind: 'copy'; readonly shareId: string }
  /** As the window's process: goes on with uploads, and runs the upkeep until a whole round has found nothing new to do. */
  | { readonly kind: 'upkeep' };

export interface DoorOrder {
  readonly profileDir: string;
  /** How far the clock of the computer is ahead, ms. */
  readonly aheadMs: number;
  readonly act: DoorAct;
}

/** What the program said before it ended: a share's ID and link, `closed`, or why not. */
export interface DoorReport {
  readonly shareId?: string;
  readonly doorId?: string;
  readonly url?: string;
  readonly closed?: true;
  readonly failure?: string;
}

/** A keychain that outlives the process. */
function keychainIn(path: string): SecretStore {
  const read = (): Record<string, string> => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
  const write = (entries: Record<string, string>) => {
    writeFileSync(`${path}.new`, JSON.stringify(entries));
    renameSync(`${path}.new`, path);
  };
  return {
    get: async (id) => read()[id],
    set: async (id, secret) => write({ ...read(), [id]: secret }),
    async remove(id) {
      const { [id]: _gone, ...rest } = read();
      write(rest);
    },
    state: async () => 'ok',
    keeper: async () => 'a file of this test',
  };
}

/** Renewal asks for the shares to keep once in each round, and rounds never overlap. */
function countRounds(ledger: Ledger) {
  let rounds = 0;
  const counted: Ledger = {
    ...ledger,
    sharesToKeep(nowMs) {
      rounds += 1;
      return ledger.sharesToKeep(nowMs);
    },
  };
  return { ledger: counted, rounds: () => rounds };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

async function perform({ profileDir, aheadMs, act }: DoorOrder): Promise<DoorReport> {
  const { ledger, rounds } = countRounds(openLedger(profileDir).ledger);
  const secrets = keychainIn(join(profileDir, 'keychain.json'));
  // The SDK signs by it.
  const { now } = Date;
  Date.now = () => now() + aheadMs;
  const stays = act.kind === 'upkeep';
  const app = createRealApp({ profileDir, ledger, secrets, clock: Date.now }, { stays, upkeepEveryMs: 10 });
  await app.start();
  try {
    return await done(app, act, async () => {
      while (ledger.unfinishedUploads().length > 0 || ledger.pageDrafts().length > 0) await turn();
      // One may have begun before; the second begins when the first whole one is over, and that may have left work for it.
      const from = rounds();
      while (rounds() < from + 4) await turn();
    });
  } finally {
    await app.stop();
  }
}

async function done(app: App, act: DoorAct, untilQuiet: () => Promise<void>): Promise<DoorReport> {
  switch (act.kind) {
    case 'share': {
      const [result] = await app.shareItems([act.path], { copy: false, ...act.options });
      if (result?.ok !== true) throw result?.failure ?? new Error('nothing was shared');
      const { share, url, doorId, doorFailure } = result.shared;
      if (doorFailure !== undefined) throw doorFailure;
      return { shareId: share.id, url, ...(doorId !== undefined && { doorId }) };
    }
    case 'extend':
      return { url: (await app.extend(act.shareId, act.lifetimeSeconds, { copy: false })).url };
    case 'point':
      return { url: (await app.pointDoor(act.doorId, act.to)).door.address };
    case 'password':
      return { url: (await app.changePassword(act.shareId, act.password)).url };
    case 'copy':
      return { url: (await app.freshLink(act.shareId)).url };
    case 'close':
      await app.closeDoor(act.doorId);
      return { closed: true };
    case 'upkeep':
      await untilQuiet();
  }
  return {};
}

process.once('message', (order: DoorOrder) => {
  void perform(order)
    .catch((error: unknown): DoorReport => ({ failure: asFailure(error).code }))
    .then((report) => process.send?.(report, () => process.exit(0)));
});
process.on('disconnect', () => process.exit(1));

// The program that is killed, stopped and starved: the services over the real adapters, told what to do by its parent.
import { openLedger } from '../../main/adapters/ledger/ledger';
import { credentialsText } from '../../main/core/credentials/rules/keychain-entry';
import { asFailure } from '../../main/core/model/failure';
import type { App } from '../../main/core/app/app';
import type { Connection } from '../../main/core/model/connection';
import { createMemorySecrets } from '../fakes/memory-secrets';
import type { ItemResult } from '../../main/core/model/share-request';
import { createRealApp } from './real-app';

export interface Order {
  readonly profileDir: string;
  readonly connection: Connection;
  readonly share: readonly string[];
  /** Stays like the window's process; otherwise it ends like a command. */
  readonly stays: boolean;
  readonly resume: boolean;
  readonly sweep: boolean;
  readonly parallel: number;
}

export interface Report {
  readonly results: readonly { readonly code: string; readonly name: string; readonly key?: string }[];
  readonly sweptLeftovers: number;
  readonly failure?: string;
}

let jumpedMs = 0;
/** The computer slept, or somebody set its clock. */
process.on('SIGUSR2', () => (jumpedMs += 3_600_000));
const clock = () => Date.now() + jumpedMs;

function compose({ profileDir, connection, stays, parallel }: Order): App {
  const secrets = createMemorySecrets();
  const credentials = { accessKeyId: 'AKIDFAULTS', secretAccessKey: 'secret-of-the-fault-server' };
  secrets.entries.set(`connection:${connection.id}`, credentialsText(credentials));
  const { ledger } = openLedger(profileDir);
  if (!ledger.connections().some(({ id }) => id === connection.id)) ledger.saveConnection(connection);
  // The app gives the engine the limits of its settings.
  ledger.saveSettings({ ...ledger.settings(), parallel });
  return createRealApp({ profileDir, ledger, secrets, clock }, { stays });
}

const told = (result: ItemResult): Report['results'][number] =>
  result.ok
    ? { code: 'done', name: result.shared.share.name, key: result.shared.share.key }
    : { code: result.failure.code, name: result.name };

/** As the command line does it: the parts that arrived stay. */
const interrupted = new AbortController();
process.on('SIGINT', () => interrupted.abort());

/** What a process that stays took up at its start has no result of its own: it is over when nothing is shown any more. */
async function untilIdle({ store }: App): Promise<void> {
  if (store.get().uploads.length === 0) return;
  await new Promise<void>((resolve) => {
    const end = store.subscribe(['uploads'], ({ uploads }) => {
      if (uploads.length > 0) return;
      end();
      resolve();
    });
  });
}

async function perform(order: Order): Promise<Report> {
  const app = compose(order);
  await app.start();
  const results: ItemResult[] = [];
  if (order.resume) results.push(...(await app.resume(undefined, false)));
  if (order.share.length > 0) {
    const connection = { kind: 'known', connectionId: order.connection.id } as const;
    results.push(
      ...(await app.shareItems(order.share, {
        page: 'never',
        copy: false,
        connection,
        signal: interrupted.signal,
        keepWhenStopped: true,
      })),
    );
  }
  const left = order.sweep ? await app.sweep.find(() => undefined) : [];
  if (order.sweep) await app.sweep.abort(left, { onFailed: () => undefined });
  if (order.stays) await untilIdle(app);
  await app.stop();
  return { results: results.map(told), sweptLeftovers: left.length };
}

process.once('message', (order: Order) => {
  void perform(order)
    .catch((error: unknown): Report => ({ results: [], sweptLeftovers: 0, failure: asFailure(error).code }))
    .then((report) => process.send?.(report, () => process.exit(0)));
});
process.on('disconnect', () => process.exit(1));

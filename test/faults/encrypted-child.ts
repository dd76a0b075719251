// The program that is killed while it sends an encrypted file: real files, threads, ledger and network; the keys lie open in the row.
import { openLedger } from '../../main/adapters/ledger/ledger';
import { createAgeHead } from '../../main/adapters/encryption/age-head';
import type { FileSecretsKeeper } from '../../main/core/encryption/encryption';
import type { Connection } from '../../main/core/model/connection';
import { asFailure } from '../../main/core/model/failure';
import type { UnfinishedUpload } from '../../main/core/model/upload';
import { emptyState } from '../../main/core/state/rules/app-state';
import { transferEncrypted } from '../../main/core/uploads/transfer-encrypted';
import type { ItemContext } from '../../main/core/uploads/transfer-file';
import { jobFor, testEngine } from './run-case';

export interface EncryptedOrder {
  readonly profileDir: string;
  readonly connection: Connection;
  readonly recipient: string;
  readonly upload: UnfinishedUpload;
}

export interface EncryptedReport {
  readonly code: string;
  readonly restarted?: string | undefined;
  readonly headSha256?: string;
}

const keeperOf = (recipient: string): FileSecretsKeeper => ({
  async create() {
    const secrets = await createAgeHead(recipient);
    const sealed = [secrets.head, secrets.payloadKey].map((bytes) => Buffer.from(bytes).toString('base64')).join(' ');
    return { secrets, sealed };
  },
  async open(_shareId, sealed) {
    const [head = '', payloadKey = ''] = sealed.split(' ');
    return { head: Buffer.from(head, 'base64'), payloadKey: Buffer.from(payloadKey, 'base64') };
  },
});

async function perform({ profileDir, connection, recipient, upload }: EncryptedOrder): Promise<EncryptedReport> {
  const { ledger } = openLedger(profileDir);
  if (ledger.connections().length === 0) ledger.saveConnection(connection);
  if (ledger.unfinishedUpload(upload.id) === undefined) ledger.saveUpload(upload);
  const engine = testEngine(Math.random);
  const { credentials, headers } = jobFor(upload.path, connection.endpoint, undefined);
  const context = {
    ports: { clock: Date.now, engine, ledger },
    store: { get: () => emptyState },
    tell: () => undefined,
    onServerClock: () => undefined,
    open: { connection, credentials, ephemeral: false },
    rows: { update: () => undefined, requestsAtOnce: { of: () => undefined, note: () => undefined } },
    onRunning: () => undefined,
    onSent: () => undefined,
    goOn: () => undefined,
    fileSecrets: keeperOf(recipient),
    hasUnusedSecrets: () => false,
  } as unknown as ItemContext;
  const done = await transferEncrypted(ledger.unfinishedUpload(upload.id) ?? upload, headers, context);
  await engine.close();
  return { code: 'done', restarted: done.restarted, headSha256: done.headSha256 };
}

process.once('message', (order: EncryptedOrder) => {
  void perform(order)
    .catch((error: unknown): EncryptedReport => ({ code: asFailure(error).code }))
    .then((report) => process.send?.(report, () => process.exit(0)));
});
process.on('disconnect', () => process.exit(1));

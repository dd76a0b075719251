// One look at the keychain from a process of its own, because a bus, an environment and a library are a process's.
// `hang` makes the process a Secret Service that never answers, `empty` another one than before, without entries; `vault` and `dismissed` see
// what becomes of a connection's credentials.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSessionBus } from '../../main/adapters/desktop/dbus-session';
import { createKeychain } from '../../main/adapters/secrets/keychain';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { createMemorySealedSecrets } from '../fakes/memory-sealed-secrets';
import { createRecordFiles } from '../../main/adapters/secrets/encrypted-records';
import { asFailure } from '../../main/core/model/failure';
import { createVault } from '../../main/core/credentials/vault';
import { callOn, openPeer } from '../e2e/bus-peer';

interface Seen {
  readonly outcome: string;
  readonly tookMs: number;
}

async function timed(action: () => Promise<unknown>): Promise<Seen> {
  const startedMs = performance.now();
  let outcome: string;
  try {
    outcome = String(await action());
  } catch (error) {
    outcome = asFailure(error).code;
  }
  return { outcome, tookMs: performance.now() - startedMs };
}

async function look(): Promise<void> {
  const keychain = createKeychain(openSessionBus, { service: 'Mayfly states', limitMs: 4_000 });
  const seen = {
    state: await timed(() => keychain.state()),
    get: await timed(() => keychain.get('connection:x')),
    set: await timed(() => keychain.set('connection:x', 'CANARY-secret')),
    again: await timed(() => keychain.get('connection:x')),
    keeper: await timed(() => keychain.keeper()),
  };
  process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0));
}

const secrets = 'org.freedesktop.secrets';
const servicePath = '/org/freedesktop/secrets';
const serviceFace = 'org.freedesktop.Secret.Service';

async function hang(): Promise<void> {
  const bus = openPeer();
  const silent = { ReadAlias: () => new Promise(() => undefined) };
  bus.exportInterface(silent, servicePath, { name: serviceFace, methods: { ReadAlias: ['s', 'o', [], []] } });
  await bus.requestName(secrets, 0);
  process.stdout.write('silent\n');
}

/** A keeper of secrets that has none of those of the keeper before. */
async function empty(): Promise<void> {
  const bus = openPeer();
  const collection = `${servicePath}/collection/other`;
  const service = {
    ReadAlias: () => collection,
    OpenSession: () => [['s', ''], `${servicePath}/session/1`],
    SearchItems: () => [[], []],
  };
  bus.exportInterface(service, servicePath, {
    name: serviceFace,
    methods: {
      ReadAlias: ['s', 'o', [], []],
      OpenSession: ['sv', 'vo', [], []],
      SearchItems: ['a{ss}', 'aoao', [], []],
    },
  });
  bus.exportInterface({ Locked: false }, collection, {
    name: 'org.freedesktop.Secret.Collection',
    properties: { Locked: { type: 'b', access: 'read' } },
  });
  await bus.requestName('org.kde.kwalletd6', 0);
  await bus.requestName(secrets, 0);
}

const service = 'Mayfly states';
const short = { accessKeyId: 'AK', secretAccessKey: 'CANARY-short' };
const long = { ...short, sessionToken: 'CANARY'.padEnd(4_096, 't') };

/** A vault as the app has it, over this session's keychain. */
function openVault() {
  const profileDir = process.env['XDG_CONFIG_HOME'] ?? '';
  const { ledger } = openLedger(profileDir);
  const sealedDir = join(profileDir, 'sealed');
  const keychain = createKeychain(openSessionBus, { service, limitMs: 60_000 });
  return {
    vault: createVault({
      secrets: keychain,
      sealedSecrets: createMemorySealedSecrets(),
      ledger,
      randomBytes,
      records: createRecordFiles(sealedDir),
    }),
    sealedDir,
  };
}

const tell = (seen: object) => process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0));

/** Entries that another program removes or changes; what is not touched is read. */
async function vault(): Promise<void> {
  const { vault: kept, sealedDir } = openVault();
  const have = async (id: string) => {
    kept.forget();
    const found = await kept.get(id);
    return found === undefined ? 'missing' : found.sessionToken === undefined ? 'short' : 'long';
  };
  const tool = (...args: readonly string[]) => execFileSync('secret-tool', args, { input: '{"accessKeyId":' });
  const named = (id: string) => ['service', service, 'account', `connection:${id}`] as const;
  for (const id of ['short', 'removed', 'changed']) await kept.save(id, short, 'keychain');
  for (const id of ['long', 'lost']) await kept.save(id, long, 'keychain');
  const before = [await have('short'), await have('long'), await have('lost')];
  tool('clear', ...named('removed'));
  tool('store', '--label', 'changed', ...named('changed'));
  const [, last] = readdirSync(sealedDir);
  const sealed = readdirSync(sealedDir).length;
  for (const name of readdirSync(sealedDir)) rmSync(join(sealedDir, name));
  tell({
    before,
    sealed,
    second: last !== undefined,
    short: await have('short'),
    removed: await have('removed'),
    changed: await have('changed'),
    lost: await have('lost'),
    keeper: (await kept.otherKeeper()) ?? 'the same',
  });
}

/** What the desktop's prompter does with the password that was typed. */
async function unlock(password: string): Promise<void> {
  const bus = openPeer();
  const session = await callOn(bus, [secrets, servicePath, serviceFace], 'OpenSession', 'sv', ['plain', ['s', '']]);
  const secret = [(session as unknown[])[1], Buffer.alloc(0), Buffer.from(password), 'text/plain'];
  const guilty = 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface';
  await callOn(bus, [secrets, servicePath, guilty], 'UnlockWithMasterPassword', 'o(oayays)', [
    `${servicePath}/collection/login`,
    secret,
  ]);
  await bus.close();
}

/** The person says no, and yes the next time. */
async function dismissed(): Promise<void> {
  const { vault: kept } = openVault();
  const first = await timed(() => kept.get('short'));
  await unlock('throw-away');
  tell({ first: first.outcome, next: (await kept.get('short'))?.secretAccessKey ?? 'missing' });
}

/** What the session before kept, asked of the keeper of this one. */
async function elsewhere(): Promise<void> {
  const { vault: kept } = openVault();
  tell({ found: (await kept.get('short')) ?? 'missing', keeper: (await kept.otherKeeper()) ?? 'the same' });
}

async function keep(): Promise<void> {
  const { vault: kept } = openVault();
  tell({ place: await kept.save('short', short, 'keychain') });
}

const modes = { look, hang, empty, vault, dismissed, elsewhere, keep } as const;
await modes[(process.argv[2] ?? 'look') as keyof typeof modes]();

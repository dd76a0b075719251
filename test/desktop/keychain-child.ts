// One look at the keychain from a process of its own, because a bus, an environment and a library are a process's.
// `hang` makes the process a Secret Service that never answers, `empty` another one than before, without entries; `vault` and `dismissed` see
// what becomes of a connection's credentials.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import dbus from 'dbus-next';
import { createKeychain } from '../../main/adapters/secrets/keychain';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { createRecordFiles } from '../../main/adapters/secrets/encrypted-records';
import { asFailure } from '../../main/core/model/failure';
import { createVault } from '../../main/core/credentials/vault';

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
  const keychain = createKeychain({ service: 'Mayfly states', limitMs: 4_000 });
  const seen = {
    state: await timed(() => keychain.state()),
    get: await timed(() => keychain.get('connection:x')),
    set: await timed(() => keychain.set('connection:x', 'CANARY-secret')),
    again: await timed(() => keychain.get('connection:x')),
    keeper: await timed(() => keychain.keeper()),
  };
  process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0));
}

async function hang(): Promise<void> {
  const bus = dbus.sessionBus();
  bus.addMethodHandler(() => true);
  await bus.requestName('org.freedesktop.secrets', 0);
  process.stdout.write('silent\n');
}

/** A keeper of secrets that has none of those of the keeper before. */
async function empty(): Promise<void> {
  const bus = dbus.sessionBus();
  const answers: Readonly<Record<string, readonly [string, unknown[]]>> = {
    ReadAlias: ['o', ['/org/freedesktop/secrets/collection/other']],
    Get: ['v', [new dbus.Variant('b', false)]],
    GetAll: ['a{sv}', [{}]],
    OpenSession: ['vo', [new dbus.Variant('s', ''), '/org/freedesktop/secrets/session/1']],
    SearchItems: ['aoao', [[], []]],
  };
  bus.addMethodHandler((message: dbus.Message) => {
    const answer = answers[message.member ?? ''];
    if (answer === undefined) return false;
    bus.send(dbus.Message.newMethodReturn(message, answer[0], answer[1]));
    return true;
  });
  await bus.requestName('org.kde.kwalletd6', 0);
  await bus.requestName('org.freedesktop.secrets', 0);
}

const service = 'Mayfly states';
const short = { accessKeyId: 'AK', secretAccessKey: 'CANARY-short' };
const long = { ...short, sessionToken: 'CANARY'.padEnd(4_096, 't') };

/** A vault as the app has it, over this session's keychain. */
function openVault() {
  const profileDir = process.env['XDG_CONFIG_HOME'] ?? '';
  const { ledger } = openLedger(profileDir);
  const sealedDir = join(profileDir, 'sealed');
  const secrets = createKeychain({ service, limitMs: 4_000 });
  return { vault: createVault({ secrets, ledger, randomBytes, records: createRecordFiles(sealedDir) }), sealedDir };
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
  for (const id of ['short', 'removed', 'changed']) await kept.save(id, short, false);
  for (const id of ['long', 'lost']) await kept.save(id, long, false);
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
  const bus = dbus.sessionBus();
  const call = async (face: string, member: string, signature: string, body: unknown[]) => {
    const [destination, path] = ['org.freedesktop.secrets', '/org/freedesktop/secrets'];
    const reply = await bus.call(new dbus.Message({ destination, path, interface: face, member, signature, body }));
    return reply?.body ?? [];
  };
  const plain = ['plain', new dbus.Variant('s', '')];
  const [, session] = await call('org.freedesktop.Secret.Service', 'OpenSession', 'sv', plain);
  const secret = [session, Buffer.alloc(0), Buffer.from(password), 'text/plain'];
  await call('org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface', 'UnlockWithMasterPassword', 'o(oayays)', [
    '/org/freedesktop/secrets/collection/login',
    secret,
  ]);
  bus.disconnect();
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
  tell({ place: await kept.save('short', short, false) });
}

const modes = { look, hang, empty, vault, dismissed, elsewhere, keep } as const;
await modes[(process.argv[2] ?? 'look') as keyof typeof modes]();

// Why this exists: one look at the keychain from a process of its own, because a bus, an environment and a library are a process's.
// `hang` makes the process a Secret Service that never answers.
import dbus from 'dbus-next';
import { createKeychain } from '../../main/adapters/keychain';
import { asFailure } from '../../main/domain/failure';

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
  };
  process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0));
}

async function hang(): Promise<void> {
  const bus = dbus.sessionBus();
  bus.addMethodHandler(() => true);
  await bus.requestName('org.freedesktop.secrets', 0);
  process.stdout.write('silent\n');
}

await (process.argv[2] === 'hang' ? hang() : look());

// One command on the same services as the window. Its file is loaded once the arguments are read: help and the version need none of it.
import { resolve } from 'node:path';
import { version } from '../../package.json';
import { words } from '../../resources/words/messages';
import { defaultProfileDir, hasLedger, homeFolder } from '../adapters/files/profile-folder';
import { openByteStream } from '../adapters/files/standard-input';
import { createApp } from '../core/app/compose';
import { engineLimits } from '../core/state/state';
import { assertNever } from '../core/model/failure';
import type { App } from '../core/app/app';
import type { Ports } from '../core/ports/ports';
import type { LimitOptions, RemoveDataCommand } from '../terminal/arguments/command';
import type { Terminal } from '../terminal/output/output';
import { serveBucket } from '../terminal/commands/bucket-command';
import {
  changePassphrase,
  duplicateConnection,
  exportConnections,
  importConnections,
  makeDefault,
  orderConnections,
  removeConnection,
  renameConnection,
} from '../terminal/commands/connection-list-commands';
import { listConnections, listProviders } from '../terminal/commands/connections-command';
import { bucketRule } from '../terminal/commands/lifecycle-command';
import { runShare } from '../terminal/commands/share-command';
import { signRequest } from '../terminal/commands/sign-command';
import { cancelUpload, listUploads, resumeUploads, sweepUploads } from '../terminal/commands/uploads-command';
import { runWatch } from '../terminal/commands/watch-command';
import { printPolicy, testConnection } from '../terminal/commands/test-command';
import { listShares } from '../terminal/commands/list-command';
import {
  changeSharePassword,
  copyLink,
  extendShare,
  forgetShare,
  keepAlive,
  linkStored,
  revokeShares,
  showQr,
} from '../terminal/commands/link-commands';
import { revokeStored } from '../terminal/commands/revoke-stored';
import { shareMeant } from '../terminal/arguments/share-ids';
import { showShare } from '../terminal/commands/show-command';
import type { Built } from './built';
import { isEndless, needsOf, type Working } from './command-needs';
import type { Interruption } from './interruption';
import { savingLast } from './saving-last';
import { createTerminalPorts } from './terminal-ports';
import { withoutOptimising } from './without-optimising';

const clock = () => Date.now();

function dispatch(
  command: Working,
  app: App,
  ports: Ports,
  terminal: Terminal,
  signal: AbortSignal,
  profileDir: string,
): Promise<number> | number {
  const environment = process.env;
  const serving = { app, terminal, signal, pid: ports.pid, clock, profileDir };
  const meant = (id: string) => shareMeant(id, app, clock());
  switch (command.kind) {
    case 'share':
      return command.follow
        ? import('../terminal/commands/share/follow-command').then(({ shareAndFollow }) =>
            shareAndFollow(command, { ...serving, environment, input: () => openByteStream(0, 'stdin') }),
          )
        : runShare(command, { ...serving, environment, input: () => openByteStream(0, 'stdin') });
    case 'watch':
      return runWatch(command, serving);
    case 'list':
      return listShares(command, app, terminal, clock());
    case 'request':
      return import('../terminal/commands/request-command').then(({ runRequest }) => runRequest(command, serving));
    case 'requests':
      return import('../terminal/commands/request-command').then(({ listRequests }) => listRequests(command, serving));
    case 'receive':
      return import('../terminal/commands/receive-command').then(({ receiveFiles }) => receiveFiles(command, serving));
    case 'close':
      return import('../terminal/commands/door-command').then(({ closeById }) => closeById(command, serving));
    case 'doors':
      return import('../terminal/commands/door-command').then(({ listDoors }) => listDoors(command, serving));
    case 'door':
      return import('../terminal/commands/door-command').then(({ pointDoor }) => pointDoor(command, serving));
    case 'uploads':
      return listUploads(command, app, terminal);
    case 'resume':
      return resumeUploads(command, serving);
    case 'cancel':
      return cancelUpload(command, app, terminal);
    case 'sweep':
      return sweepUploads(command, app, terminal, clock(), signal);
    case 'revoke':
      return revokeShares(command, serving);
    case 'revoke-stored':
      return revokeStored(command, { app, terminal, environment });
    case 'link':
      return linkStored(command, serving);
    case 'sign':
      return signRequest(command, { ...serving, environment });
    case 'show':
      return command.qr
        ? showQr(meant(command.id), serving)
        : showShare(meant(command.id), command.json, app, terminal, clock());
    case 'copy':
      return copyLink(command, meant(command.id), serving);
    case 'extend':
      return extendShare(command, meant(command.id), serving);
    case 'password':
      return changeSharePassword(command, meant(command.id), serving);
    case 'keep':
      return keepAlive(command, meant(command.id), serving);
    case 'forget':
      return forgetShare(meant(command.id), command, serving);
    case 'connections-list':
      return listConnections(command, app, terminal);
    case 'connections-providers':
      return listProviders(command, terminal);
    case 'connections-add':
      return import('../terminal/commands/add-connection').then((adding) =>
        adding.addConnection(command, app, terminal, signal),
      );
    case 'connections-edit':
      return import('../terminal/commands/add-connection').then((adding) =>
        adding.editConnection(command, app, terminal, signal),
      );
    case 'connections-rename':
      return renameConnection(command, app, terminal);
    case 'connections-duplicate':
      return duplicateConnection(command, app, terminal);
    case 'connections-default':
      return makeDefault(command, app, terminal);
    case 'connections-order':
      return orderConnections(command, app, terminal);
    case 'connections-export':
      return exportConnections(command, app, terminal);
    case 'connections-import':
      return importConnections(command, app, terminal);
    case 'connections-passphrase':
      return changePassphrase(command, app, terminal);
    case 'connections-test':
      return testConnection(command, app, terminal, { signal, version });
    case 'connections-policy':
      return printPolicy(command, app, terminal);
    case 'connections-lifecycle':
      return bucketRule(command, app, terminal);
    case 'connections-doors':
      return import('../terminal/commands/doors-set-up-command').then(({ setUpDoors }) =>
        setUpDoors(command, app, terminal, signal),
      );
    case 'connections-remove':
      return removeConnection(command, app, terminal);
    case 'nearby':
      return import('../terminal/commands/nearby-command').then(({ runNearby }) =>
        runNearby(command, { ...serving, home: homeFolder() }),
      );
    case 'share-to':
      return import('../terminal/commands/share-to-command').then(({ shareTo }) =>
        shareTo(command, { ...serving, home: homeFolder() }),
      );
    case 'share-into':
    case 'replace':
    case 'remove':
      return import('../terminal/commands/change-command').then(({ changeFiles }) =>
        changeFiles(command, meant(command.id), serving),
      );
    case 'config-list':
    case 'config-get':
    case 'config-set':
      return import('../terminal/scripts/config-command').then(({ runConfig }) => runConfig(command, app, terminal));
    case 'bucket-serve':
      return serveBucket(command.port, { app, localBucket: ports.localBucket, terminal, signal, environment });
    default:
      return assertNever(command);
  }
}

async function onProfile(
  command: Working,
  built: Built,
  terminal: Terminal,
  interruption: Interruption,
): Promise<number> {
  const named = namedProfile(command.profileDir);
  const profileDir = named ?? defaultProfileDir();
  const needs = needsOf(command);
  if (!needs.begins && needs.hints && named !== undefined && !hasLedger(profileDir))
    terminal.say(`mayfly: ${words.terminal.hints.noProfile({ profile: profileDir })}`);
  const ports = await createTerminalPorts(profileDir, built, terminal, needs);
  // A command that goes on for long waits for a lost network.
  const stays = isEndless(command);
  const app = createApp(ports, { stays, maintains: false });
  await app.start();
  if ('limits' in command) limitFor(command.limits, app, ports);
  const optimiseAgain = stays ? () => undefined : withoutOptimising(app);
  try {
    return await interruption.within(dispatch(command, app, ports, terminal, interruption.signal, profileDir));
  } finally {
    optimiseAgain();
    await app.stop(savingLast('json' in command && command.json, terminal, interruption));
  }
}

/** Absolute: SQLite reads a relative path that begins with `file:` as a URI, and its ledger lay elsewhere. */
function namedProfile(given: string | undefined): string | undefined {
  const named = given ?? process.env['MAYFLY_PROFILE_DIR'];
  return named === undefined ? undefined : resolve(named);
}

async function removeData(command: RemoveDataCommand, terminal: Terminal): Promise<number> {
  const [{ findMyData }, { removeMyData }] = await Promise.all([
    import('./my-data'),
    import('../terminal/commands/remove-my-data'),
  ]);
  return removeMyData(command, findMyData(namedProfile(command.profileDir)), terminal);
}

/** Limits of this command, which are not saved. A rate of the options overrides that of the connection. */
function limitFor({ bytesPerSecond, parallel }: LimitOptions, app: App, { engine }: Ports): void {
  const usual = engineLimits(app.store.get());
  engine.setLimits({
    ...usual,
    ...(bytesPerSecond !== undefined && { bytesPerSecond, ofConnections: {} }),
    ...(parallel !== undefined && { parallel }),
  });
}

/** Gives the exit code. */
export const runCommand = (
  command: Working | RemoveDataCommand,
  built: Built,
  terminal: Terminal,
  interruption: Interruption,
): Promise<number> =>
  command.kind === 'remove-my-data'
    ? interruption.within(removeData(command, terminal))
    : onProfile(command, built, terminal, interruption);

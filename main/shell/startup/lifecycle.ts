// One running Mayfly per profile: takes the intents of later starts, and quits without losing uploads.
import { app, powerMonitor } from 'electron';
import type { OnLast } from '../../core/model/requests/last-saving';
import type { OpenSessionBus } from '../../core/ports/session-bus';
import { watchKeyringLock } from './keyring-lock';
import type { PendingIntents } from './pending-intents';
import { argumentsOf, type Intent } from './intent';

/**
 * True for the first Mayfly of this profile. A later one sends it its intent and gets false. The message goes through Chromium as
 * data, never through the first one's command line. Call before the app is ready.
 */
export function becomeOnlyInstance(own: Intent, pendingIntents: PendingIntents): boolean {
  if (!app.requestSingleInstanceLock({ intent: own })) return false;
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    void import('./second-instance').then(({ intentOfMessage }) => pendingIntents.receive(intentOfMessage(data)));
  });
  // macOS sends files opened with Mayfly and files dropped on its dock icon as the same event.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    pendingIntents.receive({ kind: 'propose', paths: [path] });
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    pendingIntents.receive({ kind: 'link', url: url.slice(0, 2_049) });
  });
  return true;
}

/** The longest wait for uploads and the embedded bucket to stop, ms; then the process ends regardless. */
const stopLimitMs = 5_000;

/**
 * Before the app quits calls `mayQuit` (false cancels), then runs `stop` once and waits for it at most five seconds, or as long as it saves what
 * guests sent. Neither may reject.
 */
export function stopBeforeQuit(mayQuit: () => Promise<boolean>, stop: (onLast: OnLast) => Promise<void>) {
  let phase: 'running' | 'asking' | 'stopping' | 'stopped' = 'running';
  const ends: (() => void)[] = [];
  app.on('before-quit', (event) => {
    if (phase === 'stopped') return;
    event.preventDefault();
    if (phase !== 'running') return;
    phase = 'asking';
    void mayQuit().then((wanted) => {
      if (phase !== 'asking') return;
      if (wanted) end(true);
      else phase = 'running';
    });
  });
  const end = (isWatched: boolean) => {
    phase = 'stopping';
    for (const one of ends) one();
    const ended = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, stopLimitMs).unref();
      const postpone = () => void timer.refresh();
      // An update may have replaced the app's files.
      const orAtOnce = () => stop(() => false);
      void import('../dialogs/unsaved-at-quit')
        .then(({ untilSaved }) => untilSaved({ isWatched, postpone, stop }), orAtOnce)
        .then(resolve);
    });
    void ended.then(() => {
      phase = 'stopped';
      app.quit();
    });
  };
  const isQuitting = () => phase === 'stopping' || phase === 'stopped';
  return {
    /** Runs `end` when the app quits, in the order of these calls and before `stop`. */
    add: (one: () => void) => void ends.push(one),
    /** True once the app is quitting: then windows close instead of hiding. */
    isQuitting,
    /** Follows intents; one that comes while the app quits is for a Mayfly that `command` starts once this process has ended. */
    followOrRestart:
      (follow: (intent: Intent) => void, [execPath = process.execPath, ...args]: readonly string[]) =>
      (intent: Intent): void => {
        if (isQuitting()) app.relaunch({ execPath, args: [...args, ...argumentsOf(intent)] });
        else follow(intent);
      },
    /** Quits without a question, for a logout, a shutdown or `kill`; the next start resumes running uploads. */
    quitWithoutAsking() {
      if (phase === 'running' || phase === 'asking') end(false);
    },
  };
}

export type Ending = ReturnType<typeof stopBeforeQuit>;

/** Quits when the system or the session ends. Call it once Electron is ready, to replace Electron's own handlers, which would ask first. */
export function quitWithTheSession(ending: Ending): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => ending.quitWithoutAsking());
  // With the event prevented, the shutdown waits until this process ends, as long as the system allows (Electron, powerMonitor). Its types have no event.
  powerMonitor.on('shutdown', (event?: Event) => {
    event?.preventDefault();
    ending.quitWithoutAsking();
  });
}

/**
 * Calls `leave` when the screen or the keyring is locked (where the system tells that) or the computer goes to sleep. The bus of the session is
 * opened once the window is drawn.
 */
export function whenAway(leave: () => void, drawn: Promise<void>, openSessionBus: OpenSessionBus): void {
  powerMonitor.on('lock-screen', leave);
  powerMonitor.on('suspend', leave);
  if (process.platform === 'linux') void drawn.then(() => watchKeyringLock(openSessionBus, leave));
}

// One running Mayfly per profile, which takes over the files of later starts and ends without losing anything.
import { app, powerMonitor } from 'electron';
import type { Inbox } from './pending-intents';
import type { Intent } from './intent';

/**
 * True for the first Mayfly of this profile. A later one hands over what it is for and gets false. The message goes through Chromium as
 * data, never through the first one's command line. Call before the app is ready.
 */
export function becomeOnlyInstance(own: Intent, inbox: Inbox): boolean {
  if (!app.requestSingleInstanceLock({ intent: own })) return false;
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    void import('./second-instance').then(({ readHandover }) => inbox.receive(readHandover(data)));
  });
  // macOS hands over what is opened with Mayfly, or dropped on its icon in the dock, as events that do not tell which of the two it was.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    inbox.receive({ kind: 'propose', paths: [path] });
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    inbox.receive({ kind: 'link', url: url.slice(0, 2_049) });
  });
  return true;
}

/** Longest wait for uploads to be ended and the bucket to close; after it the process ends regardless. */
const stopLimitMs = 5_000;

export interface Ending {
  /** True from the moment the app is going to quit: windows then close for real. */
  isQuitting(): boolean;
  /** For a logout, a shutdown or `kill`: nobody is there to answer, and what runs is kept for the next start. */
  quitWithoutAsking(): void;
}

/**
 * Before the app quits asks `mayQuit` (an answer of false stays), then runs `stop` once and waits for it at most five seconds. Neither may
 * reject.
 */
export function stopBeforeQuit(mayQuit: () => Promise<boolean>, stop: () => Promise<void>): Ending {
  let phase: 'running' | 'asking' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    if (phase === 'stopped') return;
    event.preventDefault();
    if (phase !== 'running') return;
    phase = 'asking';
    void mayQuit().then((wanted) => {
      if (phase !== 'asking') return;
      if (wanted) end();
      else phase = 'running';
    });
  });
  const end = () => {
    phase = 'stopping';
    const limit = new Promise<void>((resolve) => {
      setTimeout(resolve, stopLimitMs).unref();
    });
    void Promise.race([stop(), limit]).then(() => {
      phase = 'stopped';
      app.quit();
    });
  };
  return {
    isQuitting: () => phase === 'stopping' || phase === 'stopped',
    quitWithoutAsking() {
      if (phase === 'running' || phase === 'asking') end();
    },
  };
}

/** Ends the app when the system or the session does. Call it once Electron is ready: its own handlers would ask first. */
export function quitWithTheSession(ending: Ending): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => ending.quitWithoutAsking());
  powerMonitor.on('shutdown', () => ending.quitWithoutAsking());
}

/** Calls when nobody is there any more: the screen was locked (where the system tells that), or the computer goes to sleep. */
export function whenAway(leave: () => void): void {
  powerMonitor.on('lock-screen', leave);
  powerMonitor.on('suspend', leave);
}

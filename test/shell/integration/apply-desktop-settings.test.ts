// A setting that the desktop did not take must not look as if it had.
import { expect, test } from 'vitest';
import { emptyState, settingsAre } from '../../../main/core/state/rules/app-state';
import { initialDesktop, type DesktopSettings } from '../../../main/core/model/desktop-settings';
import { Failure } from '../../../main/core/model/failure';
import { createStore } from '../../../main/core/state/state-store';
import { followDesktop } from '../../../main/shell/integration/apply-desktop-settings';

function createDesktop(start: Partial<DesktopSettings>, entryIsThere: boolean, linksAreOn = false, diskIsFull = false) {
  const desktop = { ...initialDesktop, ...start };
  const store = createStore({ ...emptyState, settings: { ...emptyState.settings, desktop } });
  const done: string[] = [];
  const told: string[] = [];
  const reached: string[] = [];
  const state = { refuses: false };
  const save = (next: DesktopSettings) => {
    if (diskIsFull) throw new Failure('disk-full');
    change(next);
  };
  const change = (next: Partial<DesktopSettings>) => {
    const { settings } = store.get();
    store.apply(settingsAre({ ...settings, desktop: { ...settings.desktop, ...next } }));
  };
  followDesktop({
    store,
    save,
    login: {
      isOn: () => entryIsThere,
      set(on, hidden) {
        done.push(`${on} ${hidden}`);
        if (state.refuses) throw new Error('EACCES');
      },
    },
    links: { isOn: () => linksAreOn, set: (on) => void done.push(`links ${on}`) },
    fileManagers: { isOn: () => false, set: (on) => void done.push(`files ${on}`) },
    shortcut: { use: (keys) => void reached.push(keys) },
    shelf: { keepAtEdge: (wanted) => void reached.push(String(wanted)) },
    tell: (content) => void told.push(content.kind === 'failure' ? content.failure.code : content.kind),
    log: { info: () => undefined, error: () => undefined },
  });
  return { done, told, reached, state, change, now: () => store.get().settings.desktop };
}

test('the entry follows the switches, and nothing else touches it', () => {
  const { done, change } = createDesktop({}, false);
  change({ startHidden: false });
  change({ startAtLogin: true });
  change({ staysInTray: false });
  change({ startHidden: true });
  change({ startAtLogin: false });
  expect(done).toEqual(['true false', 'true true', 'false true']);
});

test('keys and shelf follow at the start and with every change', () => {
  const { reached, change } = createDesktop({ shortcut: 'F9' }, false);
  change({ shortcut: '', shelfAtEdge: true });
  expect(reached).toEqual(['F9', 'false', '', 'true']);
});

test('an entry that was taken away elsewhere turns the switch off', () => {
  const { done, now } = createDesktop({ startAtLogin: true }, false);
  expect([done, now().startAtLogin]).toEqual([[], false]);
});

test('on a full disk it starts all the same, and no other change makes that entry again', () => {
  const { done, change, now } = createDesktop({ startAtLogin: true }, false, false, true);
  change({ staysInTray: false });
  expect([done, now().startAtLogin]).toEqual([[], true]);
  change({ startAtLogin: false });
  expect(done).toEqual(['false true']);
});

test('what the desktop refuses is told once and goes back', () => {
  const { done, told, state, change, now } = createDesktop({}, false);
  state.refuses = true;
  change({ startAtLogin: true });
  expect([done, told, now().startAtLogin]).toEqual([['true true'], ['desktop-refused'], false]);
});

test('links and file managers follow, and are never on without having been wanted', () => {
  const { done, change, now } = createDesktop({ fileManagers: true }, false, true);
  expect([now().deepLinks, now().fileManagers]).toEqual([false, false]);
  change({ deepLinks: true, fileManagers: true });
  change({ deepLinks: false });
  expect(done).toEqual(['links true', 'files true', 'links false']);
});

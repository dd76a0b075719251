// Whoever shows the state hears every change once, and the moment a link expires as well.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyState, settingsAre, shareChanged } from '../../../main/core/state/rules/app-state';
import { createStore } from '../../../main/core/state/state-store';
import { watchState } from '../../../main/core/state/watch-expiry';
import { newYearMs, sampleShare } from '../../fakes/samples';

describe('the store', () => {
  test('tells every listener of every change, with the new state', () => {
    const store = createStore(emptyState);
    const seen: string[] = [];
    store.subscribe(['settings'], ({ settings }) => void seen.push(settings.theme));
    const end = store.subscribe(['settings'], ({ settings }) => void seen.push(`second ${settings.theme}`));
    store.apply(settingsAre({ ...emptyState.settings, theme: 'dark' }));
    end();
    store.apply(settingsAre({ ...emptyState.settings, theme: 'light' }));
    expect(seen).toEqual(['dark', 'second dark', 'light']);
    expect(store.get().settings.theme).toBe('light');
  });

  test('wakes nobody whose slices are as they were', () => {
    const store = createStore(emptyState);
    const woken: string[] = [];
    store.subscribe(['settings', 'notices'], () => void woken.push('settings or notices'));
    store.subscribe(['shares'], () => void woken.push('shares'));
    store.subscribe('all', () => void woken.push('all'));
    store.apply(shareChanged(sampleShare));
    expect(woken).toEqual(['shares', 'all']);
    store.apply(settingsAre({ ...emptyState.settings, theme: 'dark' }));
    expect(woken).toEqual(['shares', 'all', 'settings or notices', 'all']);
  });

  test('is silent when nothing changed', () => {
    const store = createStore(emptyState);
    let calls = 0;
    store.subscribe('all', () => void (calls += 1));
    store.apply((state) => state);
    expect(calls).toBe(0);
  });
});

describe('a watcher', () => {
  beforeEach(() => void vi.useFakeTimers({ now: newYearMs }));
  afterEach(() => void vi.useRealTimers());
  const start = () => {
    const store = createStore(emptyState);
    const heard: number[] = [];
    const end = watchState(
      store,
      () => Date.now(),
      () => void heard.push(Date.now() - newYearMs),
    );
    return { store, heard, end };
  };
  const until = (expiresAtMs: number, id = 's') =>
    shareChanged({ ...sampleShare, id, expiresAtMs: newYearMs + expiresAtMs });

  test('hears changes, and each expiry when it comes', () => {
    const { store, heard, end } = start();
    store.apply(until(5_000, 'one'));
    store.apply(until(9_000, 'two'));
    vi.advanceTimersByTime(20_000);
    expect(heard).toEqual([0, 0, 5_000, 9_000]);
    end();
  });

  test('does not fire at once for a link that lives longer than a timer can count', () => {
    const { store, heard, end } = start();
    store.apply(until(30 * 86_400_000));
    vi.advanceTimersByTime(60_000);
    expect(heard).toEqual([0]);
    vi.advanceTimersByTime(31 * 86_400_000);
    expect(heard.at(-1)).toBe(30 * 86_400_000);
    end();
  });

  test('hears nothing of links that have ended, and nothing after its end', () => {
    const { store, heard, end } = start();
    store.apply(until(-1));
    store.apply(shareChanged({ ...sampleShare, id: 'r', revokedAtMs: 1 }));
    vi.advanceTimersByTime(100 * 86_400_000);
    expect(heard).toEqual([0, 0]);
    store.apply(until(100 * 86_400_000 + 5_000, 'late'));
    end();
    vi.advanceTimersByTime(60_000);
    store.apply(until(0, 'more'));
    expect(heard).toEqual([0, 0, 100 * 86_400_000]);
  });
});

// Run before each file of window suites: a test finds the screens loaded, and leaves no window to the next.
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { readScreens } from '../../renderer/app/window/LazyScreens';

// What is waited for comes sooner or later: a second, the library's own limit, is too short on a busy computer.
configure({ asyncUtilTimeout: 60_000 });

// As in a window that has stood for a moment.
beforeAll(readScreens);

afterEach(() => {
  cleanup();
  Object.defineProperty(window, 'mayfly', { value: undefined, configurable: true });
});
afterAll(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

// Run before each file of window suites: a test finds the screens loaded, and leaves no window to the next.
import { cleanup, configure } from '@testing-library/react';
import * as react from 'react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { readScreens } from '../../renderer/app/window/LazyScreens';

configure({
  // In continuous integration, on a computer that others keep busy, what is waited for comes sooner or later. Elsewhere a failure says so soon.
  asyncUtilTimeout: process.env['CI'] === undefined ? 3_000 : 60_000,
  getElementError(message) {
    const error = new Error(withoutDocument(message ?? ''));
    error.name = 'TestingLibraryElementError';
    return error;
  },
});

/** What is missing, and the names that are there instead: the whole document would hide both. */
function withoutDocument(message: string): string {
  const [missing = '', ...rest] = message.split('\n\n');
  const names = [...rest.join('\n').matchAll(/^Name "(.+)":$/gm)].map(([, name = '']) => name);
  return names.length === 0 ? missing : `${missing}\nThere are: ${[...new Set(names)].slice(0, 40).join(', ')}`;
}

// Testing Library says so by itself only where `beforeAll` is a global; else React warns of each `act`.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

// React in development keeps the stack of calls of each element, for the text of warnings, up to ten thousand a second: with this count it keeps
// none, which saves an eighth of the processor time of these suites.
Object.defineProperty(
  Object(Reflect.get(react, '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE')),
  'recentlyCreatedOwnerStacks',
  {
    get: () => Infinity,
    set() {
      // What React counts anew is left out.
    },
    configurable: true,
  },
);

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

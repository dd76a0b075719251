// Tests in which the test itself is the desktop around the app: around one of their own (`test`), or around the one they share (`inKeptApp`).
import { becomeDesktop, type Desktop } from './desktop-bus';
import { test as ownApp } from './fixtures';
import { test as keptApp } from './kept-app';

/** `desktop` comes before the app in every test: an icon registers once, with the desktop it finds, and again with the next. */
const fixtures: Parameters<typeof ownApp.extend<{ readonly desktop: Desktop }>>[0] = {
  desktop: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's text and insists on a pattern
    async ({}, use) => {
      const desktop = await becomeDesktop();
      await use(desktop);
      desktop.close();
    },
    { auto: true },
  ],
};

export const test = ownApp.extend<{ readonly desktop: Desktop }>(fixtures);
export const inKeptApp = keptApp.extend<{ readonly desktop: Desktop }>(fixtures);

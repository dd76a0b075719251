// Tests in which the test itself is the desktop around the app.
import { becomeDesktop, type Desktop } from './desktop-bus';
import { test as base } from './fixtures';

// `desktop` comes before the app in every test: an icon registers once, with the desktop it finds.
export const test = base.extend<{ readonly desktop: Desktop }>({
  desktop: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's text and insists on a pattern
    async ({}, use) => {
      const desktop = await becomeDesktop();
      await use(desktop);
      desktop.close();
    },
    { auto: true },
  ],
});

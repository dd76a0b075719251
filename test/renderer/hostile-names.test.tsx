// Whatever a file is called, its row is called that, in text that is only text.
import { screen } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { shownName } from '../../renderer/app/ui/display-name';
import { hostileNames } from '../hostile-names';
import { openWindow } from './open-window';
import { emptyView, share, upload } from './views';

/** Nothing of the window itself, so whatever is found came out of a name. */
const foreign = 'script, img, b, iframe, title, base, link, style, [onclick], [onerror], [onload]';

// Or React says for each of them that nobody set up its test environment.
beforeAll(() => void vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true));

test('a row is named by its file, character by character, and makes nothing else of it', async () => {
  const nowMs = Date.now();
  const { push } = await openWindow(emptyView());
  const before = document.querySelectorAll(foreign).length;
  // Some of every kind, as many as a list shows without leaving any out. What becomes of each name is looked at below, without a window.
  const some = hostileNames.filter((_, index) => index % 8 === 0);
  push(
    emptyView({
      uploads: some.map(([, name], at) => upload({ id: `u-${at}`, name })),
      shares: some.map(([, name], at) => share(nowMs, { id: `s-${at}`, name })),
    }),
  );
  for (const list of ['Uploads', 'Shares']) {
    const rows = [...screen.getByRole('list', { name: list }).children];
    const seen = rows.map((row) => {
      const shown = row.querySelector('bdi');
      return [row.getAttribute('aria-label'), shown?.textContent, shown?.title];
    });
    expect(seen).toEqual(some.map(([, name]) => [shownName(name), shownName(name), shownName(name)]));
  }
  expect(document.querySelectorAll(foreign).length).toBe(before);
});

test.each(hostileNames)(
  '%s: every character that is shown was there, and none is a control or turns the line',
  (_what, name) => {
    const shown = Array.from(shownName(name));
    expect(shown.join('')).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
    const asked = Array.from(name);
    expect(shown).toHaveLength(asked.length);
    const changed = shown.filter((character, index) => character !== asked[index]);
    expect(changed.join('')).toMatch(/^[\u2400-\u2421\ufffd]*$/);
  },
);

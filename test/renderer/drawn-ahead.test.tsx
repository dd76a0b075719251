// @vitest-environment happy-dom
// While main reads its data the window is drawn ahead, unseen, for the view that a start expects.
import { act, render, screen } from '@testing-library/react';
import { Activity } from 'react';
import { expect, test } from 'vitest';
import { App } from '../../renderer/app/window/App';
import { expectedView } from '../../renderer/app/window/expected-view';
import { createFakeBridge } from './fake-bridge';
import { emptyView, hourMs, share } from './views';

for (const face of ['first-run', 'empty', 'usual'] as const)
  test(`what is drawn ahead asks for nothing, and becomes the window main tells of (${face})`, async () => {
    const fake = createFakeBridge(
      emptyView({
        firstRun: face === 'first-run',
        expirySeconds: 5_400,
        shares: face === 'usual' ? [share(Date.now(), { name: 'real.txt', expiresAtMs: Date.now() + hourMs })] : [],
      }),
    );
    Object.defineProperty(window, 'mayfly', { value: fake.bridge, configurable: true });
    const expected = expectedView(face, 'en');
    const page = (mode: 'hidden' | 'visible') => (
      <Activity mode={mode}>
        <App expected={expected} />
      </Activity>
    );
    const { rerender } = render(page('hidden'));
    await act(async () => {});
    const ahead = document.querySelector('h2');
    expect(ahead).not.toBeNull();
    expect(fake.calls).toEqual([]);

    rerender(page('visible'));
    await act(async () => {});
    expect(document.querySelector('h2')).toBe(ahead);
    expect(screen.queryAllByRole('listitem').map((row) => row.getAttribute('aria-label'))).toEqual(
      face === 'usual' ? ['real.txt'] : [],
    );
    // A lifetime that is no preset is seen only once main has told it.
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Amount' }).value).toBe('90');
    expect(fake.calls.filter(({ name }) => name === 'window:drawn')).toHaveLength(1);
  });
